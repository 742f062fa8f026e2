import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
/** Two engines have each their own of what both do: a name that both declare is that of the same thing. */
const engineOf = (file: string) => /^db\/(sqlite|postgres)\//.exec(file)?.[1] ?? '';
const EXPORTED = /^export (?:abstract )?(?:type|interface|class) ([A-Za-z]+)/gm;

t.test('a name that is exported as a type has one meaning: it is declared in one file', async (t) => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const declared = files.flatMap((file) => {
    const names = [...readFileSync(`${SRC}${file}`, 'utf8').matchAll(EXPORTED)].map(([, name = '']) => name);
    return [...new Set(names)].map((name) => ({ name, file }));
  });
  t.ok(declared.length > 300);
  const twice = [...Map.groupBy(declared, ({ name }) => name)].filter(([, places]) => places.length > 1);
  const others = twice.filter(
    ([, places]) =>
      new Set(places.map(({ file }) => engineOf(file))).size < places.length ||
      places.some(({ file }) => engineOf(file) === ''),
  );
  t.strictSame(
    others.map(([name, places]) => `${name}: ${places.map(({ file }) => file).join(', ')}`),
    [],
  );
});
