import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const EXPORTED = /^export (?:abstract )?(?:type|interface|class) ([A-Za-z]+)/gm;

t.test('a name that is exported as a type has one meaning: it is declared in one file', async (t) => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const declared = files.flatMap((file) => {
    const names = [...readFileSync(`${SRC}${file}`, 'utf8').matchAll(EXPORTED)].map(([, name = '']) => name);
    return [...new Set(names)].map((name) => ({ name, file }));
  });
  t.ok(declared.length > 300);
  const twice = [...Map.groupBy(declared, ({ name }) => name)].filter(([, places]) => places.length > 1);
  t.strictSame(
    twice.map(([name, places]) => `${name}: ${places.map(({ file }) => file).join(', ')}`),
    [],
  );
});
