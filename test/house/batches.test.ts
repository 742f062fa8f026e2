import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { shares, testFiles } from '../helpers/running/files.ts';
import { LONG_FILES } from '../helpers/running/long-files.ts';

const BATCH = fileURLToPath(new URL('../helpers/running/batch.ts', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const RUN = fileURLToPath(new URL('../run.mjs', import.meta.url));

t.test('every test file is run once: in a batch, or in a process of its own', (t) => {
  t.strictSame(shares().flat().sort(), testFiles());
  t.ok(testFiles().length > 300);
  t.ok(shares().some((files) => files.length > 10));
  t.ok(shares().some((files) => files.length === 1));
  t.end();
});

t.test('what is said to take long is there', (t) => {
  const files = testFiles();
  t.strictSame(
    Object.keys(LONG_FILES).filter((file) => !files.includes(`test/${file}`)),
    [],
  );
  t.end();
});

t.test('what nobody catches fails the test that was running, and those behind it are run', (t) => {
  const folder = t.testdir({
    node_modules: t.fixture('symlink', PACKAGES),
    'thrown.ts': `
      import t from 'tap';
      t.test('sound', async (t) => { t.pass(); });
      t.test('thrown', (t) => { setTimeout(() => { throw new Error('at once'); }); });
      t.test('rejected', async () => {
        void Promise.reject(new Error('later'));
        await new Promise((resolve) => setTimeout(resolve, 5));
      });
    `,
    'behind.ts': `
      import t from 'tap';
      t.test('behind', async (t) => { t.pass(); });
    `,
  });
  const files = ['thrown.ts', 'nowhere.ts', 'behind.ts'].map((file) => join(folder, file));
  const { stdout, status } = spawnSync('env', ['-u', 'NODE_OPTIONS', process.execPath, BATCH, ...files], {
    encoding: 'utf8',
  });
  const told = [...stdout.matchAll(/^((?:not )?ok) \d+ - (?!end )(?:\S+\/)?(.*?)(?: #.*)?$/gm)];
  t.strictSame(
    told.map(([, ...result]) => result.join(' ')),
    ['ok sound', 'not ok thrown', 'not ok rejected', 'not ok nowhere.ts cannot be loaded', 'ok behind'],
  );
  t.match(stdout, 'at once');
  t.match(stdout, 'later');
  t.equal(status, 1);
  t.end();
});

t.test('a run ends with 1 where a test failed or could not be run, and with 0 where all passed', (t) => {
  const of = (body: string): string => `import t from 'tap'; t.test('one', async (t) => { ${body} });`;
  const folder = t.testdir({
    node_modules: t.fixture('symlink', PACKAGES),
    'passed.ts': of('t.ok(true);'),
    'failed.ts': of('t.ok(false);'),
    'broken.ts': 'process.exit(7);',
  });
  for (const [file, code] of [
    ['passed.ts', 0],
    ['failed.ts', 1],
    ['broken.ts', 1],
    ['missing.ts', 1],
  ] as const) {
    const { status, stdout } = spawnSync(process.execPath, [RUN, join(folder, file)], { encoding: 'utf8' });
    t.equal(status, code, file);
    t.match(stdout, code === 0 ? '1 passed, 0 failed' : '1 failed', file);
  }
  t.end();
});

t.test('what a run writes lies in a folder of its own, and is gone when it ends', (t) => {
  const folder = t.testdir({
    node_modules: t.fixture('symlink', PACKAGES),
    'writing.ts': `
      import { mkdtempSync, writeFileSync } from 'node:fs';
      import { tmpdir } from 'node:os';
      import t from 'tap';
      t.test('writing', async (t) => {
        const folders = [t.testdir({ 'one.txt': '' }), mkdtempSync(tmpdir() + '/left-')];
        writeFileSync(new URL('folders.json', import.meta.url), JSON.stringify(folders));
        t.pass();
      });
    `,
  });
  const folders = [1, 2].flatMap((): string[] => {
    const { status } = spawnSync(process.execPath, [RUN, join(folder, 'writing.ts')]);
    t.equal(status, 0);
    return JSON.parse(readFileSync(join(folder, 'folders.json'), 'utf8'));
  });
  t.equal(new Set(folders.map((path) => dirname(path))).size, folders.length, 'no two runs share one');
  for (const path of folders) t.notOk(existsSync(path) || existsSync(dirname(path)), path);
  t.end();
});
