/** A checkout starts what was built of it as long as it is of the very files that are there, and its sources otherwise. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { isBuilt, noteBuilt, stateOf } from '../../build/built-of.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A checkout whose program says what it was run from, with nothing built of it. */
function checkoutIn(t: Test): string {
  const root = t.testdir({
    build: {},
    src: { 'main.ts': `export const run = (): void => console.log('from the sources');\n`, core: { 'day.ts': '' } },
    db: { sqlite: { '0001-first.sql': 'SELECT 1;' } },
    dist: { src: { 'loader.cjs': `exports.run = () => console.log('as built');\n` } },
    node_modules: { '.package-lock.json': '{}' },
    ...{ 'package.json': '{"type":"module"}', 'package-lock.json': '{}' },
  });
  cpSync(join(ROOT, 'bin'), join(root, 'bin'), { recursive: true });
  cpSync(join(ROOT, 'build/built-of.ts'), join(root, 'build/built-of.ts'));
  // Some systems tell when a file was written to the hundredth of a second.
  utimesSync(join(root, 'db/sqlite/0001-first.sql'), 1_000, 1_000);
  return root;
}

const said = (root: string): string =>
  execFileSync(process.execPath, [join(root, 'bin/standpoint.mjs'), 'experts'], { encoding: 'utf8' }).trim();

t.test('what was built is started until a file is another, and again when it is built again', async (t) => {
  const root = checkoutIn(t);
  t.equal(said(root), 'from the sources');
  noteBuilt(root, stateOf(root));
  t.equal(said(root), 'as built');
  writeFileSync(join(root, 'src/core/day.ts'), 'export {};\n');
  t.equal(said(root), 'from the sources');
  noteBuilt(root, stateOf(root));
  t.equal(said(root), 'as built');
  rmSync(join(root, 'dist/src'), { recursive: true });
  rmSync(join(root, 'dist/built-of.txt'));
  t.equal(said(root), 'from the sources');
});

const CHANGES: { readonly [what: string]: (root: string) => void } = {
  'a file that has come': (root) => writeFileSync(join(root, 'src/core/week.ts'), ''),
  'a folder that has come': (root) => {
    mkdirSync(join(root, 'src/http'));
    writeFileSync(join(root, 'src/http/app.ts'), '');
  },
  'a file that has gone': (root) => rmSync(join(root, 'db/sqlite/0001-first.sql')),
  'a file of the same length': (root) => writeFileSync(join(root, 'db/sqlite/0001-first.sql'), 'SELECT 2;'),
  'a file that was put in place of another, and is older': (root) => utimesSync(join(root, 'src/main.ts'), 1, 1),
  'packages that npm has changed': (root) => writeFileSync(join(root, 'node_modules/.package-lock.json'), '{"a":1}'),
  'a build that is made in another way': (root) => writeFileSync(join(root, 'build/build.ts'), ''),
};
for (const [what, change] of Object.entries(CHANGES))
  t.test(`nothing is built any more after ${what}`, async (t) => {
    const root = checkoutIn(t);
    noteBuilt(root, stateOf(root));
    t.equal(isBuilt(root), true);
    change(root);
    t.equal(isBuilt(root), false);
  });

t.test('what is written while it is built counts as changed', async (t) => {
  const root = checkoutIn(t);
  const before = stateOf(root);
  writeFileSync(join(root, 'src/core/day.ts'), 'export {};\n');
  noteBuilt(root, before);
  t.equal(isBuilt(root), false);
});
