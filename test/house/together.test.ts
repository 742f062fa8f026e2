import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';

const cwd = fileURLToPath(new URL('../../', import.meta.url));

t.test('a run of all tests runs every test file, and each once', async (t) => {
  const patterns = globSync('test/together/*.ts', { cwd }).flatMap((file) =>
    [...readFileSync(`${cwd}${file}`, 'utf8').matchAll(/'(test\/[^']+)'/g)].map(([, pattern = '']) => pattern),
  );
  const run = patterns.flatMap((pattern) => globSync(pattern, { cwd }));
  t.strictSame(run.toSorted(), globSync('test/**/*.test.ts', { cwd }).toSorted());
});
