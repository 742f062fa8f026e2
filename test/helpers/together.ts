/** Test files that share a process: what they load is loaded once, and the compiler has seen it when the next begins. */
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import t, { type Test } from 'tap';
import { LONGEST_FILE_MS } from './patience.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** By the address of a file, the test that stands for it. */
const tests = new Map<string, Test>();
const SHARED = 'standpoint.together';
Reflect.set(globalThis, SHARED, tests);

// What a file imports as "tap" is the test that stands for it, in place of that of the process.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'tap' || !tests.has(context.parentURL ?? '')) return next(specifier, context);
    const source = `export default globalThis['${SHARED}'].get(${JSON.stringify(context.parentURL)});`;
    return { url: `data:text/javascript,${encodeURIComponent(source)}`, format: 'module', shortCircuit: true };
  },
});

/** Runs the test files in the order of their names, each as a test that ends before the next begins. */
export async function together(...patterns: readonly string[]): Promise<void> {
  for (const file of globSync(patterns, { cwd: ROOT }).sort())
    await t.test(file, { timeout: LONGEST_FILE_MS }, async (t) => {
      const { href } = pathToFileURL(`${ROOT}${file}`);
      tests.set(href, t);
      await import(href);
    });
}
