import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';
import packageJson from '../../package.json' with { type: 'json' };
import { SEED } from '../helpers/service/bin.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** The package as it is installed: what is published of it, below a folder with what it depends on. */
async function installed(folder: string): Promise<string> {
  const home = join(folder, 'node_modules/standpoint');
  mkdirSync(home, { recursive: true });
  await run(process.execPath, ['build/build.ts', join(home, 'dist')], { cwd: ROOT });
  for (const part of ['package.json', 'bin']) cpSync(join(ROOT, part), join(home, part), { recursive: true });
  for (const name of Object.keys(packageJson.dependencies)) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(join(place, '..'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), place);
  }
  return join(home, 'bin/standpoint.mjs');
}

const folder = t.testdir({});
const bin = await installed(folder);
const env = { PATH: process.env.PATH, STANDPOINT_DB: join(folder, 'town.sqlite'), STANDPOINT_WORK_DEADLINE: '300' };
const standpoint = async (...args: string[]): Promise<string> =>
  (await run(process.execPath, [bin, ...args], { cwd: folder, env })).stdout;

t.test('the package has no TypeScript, and all that the program reads', async (t) => {
  const files = readdirSync(join(folder, 'node_modules/standpoint'), { recursive: true, encoding: 'utf8' });
  t.strictSame(
    files.filter((name) => name.endsWith('.ts')),
    [],
  );
  for (const name of ['dist/src/main.js', 'dist/src/worker.js', 'dist/src/formats/fonts/OFL.txt'])
    t.ok(files.includes(name), name);
});

t.test('what is installed imports, prints, draws and makes a backup', async (t) => {
  t.equal(await standpoint('--version'), `${packageJson.version}\n`);
  t.match(await standpoint('import', SEED), 'positions: 21 created');
  t.match(await standpoint('matrix', 'red-line'), 'Paul Davis');
  await standpoint('matrix', 'red-line', '--format', 'png', '--output', 'picture.png');
  t.match(await standpoint('backup', 'copy.sqlite'), 'at revision');
  for (const name of ['picture.png', 'copy.sqlite']) t.ok(existsSync(join(folder, name)), name);
});

t.test('what is installed serves: data, a picture of a worker thread, the pages and the documents', async (t) => {
  const service = spawn(process.execPath, [bin, 'serve'], { cwd: folder, env: { ...env, PORT: '0' } });
  const ended = new Promise((resolve) => service.once('exit', resolve));
  t.teardown(() => service.kill());
  const [origin] = await new Promise<string[]>((resolve) => {
    createInterface(service.stdout).on('line', (line) => {
      const address = /is listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve([address]);
    });
  });
  const home = await (await fetch(`${origin}/`, { headers: { accept: 'text/html' } })).text();
  const style = String(/href="(\/assets\/site-[^"]+)"/.exec(home)?.[1]);
  const addresses = [
    '/v1/matrix.csv',
    '/v1/questions/red-line/matrix.png?width=3000',
    style,
    '/docs/',
    '/openapi.json',
  ];
  for (const address of [...addresses, '/docs/static/swagger-ui-bundle.js']) {
    const reply = await fetch(`${origin}${address}`);
    t.equal(reply.status, 200, address);
    t.ok((await reply.arrayBuffer()).byteLength > 100, address);
  }
  service.kill();
  t.equal(await ended, 0);
});
