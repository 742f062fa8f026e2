import { readdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { crc32 } from 'node:zlib';
import t, { type Test } from 'tap';
import { HEAD, Loader, TAIL } from '../../build/loader.ts';

const NAMES = ['program', 'one', 'two'];

/** A loader for a file of that source, whose code is kept in the folder `kept` beside it. */
function loading(folder: string, source: string): { readonly loader: Loader; readonly file: string } {
  const file = join(folder, 'program.cjs');
  writeFileSync(file, source);
  return { loader: new Loader(join(folder, 'kept'), NAMES), file };
}

const { cache } = createRequire(import.meta.url);

/** What the source exports, in a process that has not loaded the file; its code is kept. */
function exportsOf(folder: string, source: string): unknown {
  const { loader, file } = loading(folder, source);
  Reflect.deleteProperty(cache, file);
  const made = loader.load(file);
  loader.keep();
  return made;
}

const codesIn = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'kept')).map((name) => join(folder, 'kept', name));

/** The only file of code in the folder. */
function onlyCode(t: Test, folder: string): string {
  const codes = codesIn(folder);
  t.equal(codes.length, 1);
  return String(codes[0]);
}

const checksum = (source: string): string => crc32(`${HEAD}${source}${TAIL}`).toString(16);

t.test('the code that is kept is what runs', async (t) => {
  const folder = t.testdir();
  const [ours, other] = ["module.exports = 'ours!';", "module.exports = 'other';"];
  t.equal(exportsOf(folder, other), 'other');
  // V8 compares no more than lengths: under the name of the one, it takes the code of the other.
  const code = onlyCode(t, folder);
  renameSync(code, code.replace(checksum(other), checksum(ours)));
  t.equal(exportsOf(folder, ours), 'other');
});

t.test('code of another user is not taken', async (t) => {
  const folder = t.testdir();
  const [ours, other] = ["module.exports = 'mine!';", "module.exports = 'yours';"];
  t.equal(exportsOf(folder, other), 'yours');
  const code = onlyCode(t, folder);
  renameSync(code, code.replace(checksum(other), checksum(ours)));
  const { uid } = statSync(onlyCode(t, folder));
  t.intercept(process, 'getuid', { value: () => uid + 1 });
  t.equal(exportsOf(folder, ours), 'mine!');
});

t.test('of a source that has changed, no code was kept', async (t) => {
  const folder = t.testdir();
  t.equal(exportsOf(folder, "module.exports = 'first';"), 'first');
  t.equal(exportsOf(folder, "module.exports = 'other';"), 'other');
  t.equal(codesIn(folder).length, 2);
});

t.test('code that is not whole is not taken, and kept anew', async (t) => {
  const folder = t.testdir();
  exportsOf(folder, "module.exports = 'first';");
  const code = onlyCode(t, folder);
  const whole = readFileSync(code);
  for (const damaged of [whole.subarray(0, -9), Buffer.from(whole).fill(0, 40), Buffer.from('')]) {
    writeFileSync(code, damaged);
    t.equal(exportsOf(folder, "module.exports = 'first';"), 'first');
    t.strictSame(readFileSync(code).length, whole.length);
  }
});

t.test('what was loaded under other flags of V8 than there are in the end is not kept', async (t) => {
  const folder = t.testdir({ kept: {} });
  const { loader, file } = loading(folder, "module.exports = 'first';");
  t.equal(loader.load(file), 'first');
  setFlagsFromString('--stack-size=900');
  t.teardown(() => setFlagsFromString('--stack-size=984'));
  loader.keep();
  t.strictSame(codesIn(folder), []);
});

t.test('where nothing can be kept, all is loaded', async (t) => {
  t.equal(exportsOf(t.testdir({ kept: 'a file' }), "module.exports = 'first';"), 'first');
});

t.test('a module is loaded once, by whomever, and finds packages, files and Node', async (t) => {
  // As Node itself names files.
  const folder = realpathSync(
    t.testdir({
      node_modules: { neighbour: { 'index.js': "exports.name = 'neighbour';" } },
      'one.cjs': `
      exports.count = 0;
      exports.two = require('./two-12345678.cjs');
      exports.late = require('./late.cjs');
      exports.neighbour = require('neighbour').name;
      exports.sep = require('node:path').sep;
      exports.place = [__filename, __dirname, require.resolve('./late.cjs')];`,
      'two-12345678.cjs': "const one = require('./one.cjs'); one.count += 1; exports.ofOne = () => one.count;",
      'late.cjs': "exports.two = () => require('./two-12345678.cjs'); exports.neighbour = () => import('neighbour');",
    }),
  );
  const loader = new Loader(join(folder, 'kept'), NAMES);
  const file = join(folder, 'one.cjs');
  const one = loader.load(file);
  t.equal(loader.load(file), one);
  t.equal(one.two.ofOne(), 1);
  t.equal(one.late.two(), one.two);
  t.match(one, { neighbour: 'neighbour', sep: '/', place: [file, folder, join(folder, 'late.cjs')] });
  t.match(await one.late.neighbour(), { name: 'neighbour' });
  loader.keep();
  t.equal(codesIn(folder).length, 2, 'and none is kept of what is not loaded at a start');
});

t.test('a module that fails fails each time', async (t) => {
  const { loader, file } = loading(t.testdir(), "throw new Error('not today');");
  t.throws(() => loader.load(file), /not today/);
  t.throws(() => loader.load(file), /not today/);
});
