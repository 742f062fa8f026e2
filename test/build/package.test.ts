import { execFile, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import writeXlsxFile from 'write-excel-file/node';
import packageJson from '../../package.json' with { type: 'json' };
import { ARTICLE } from '../helpers/fixtures/article.ts';
import { clientOfCommand, textOf } from '../helpers/service/assistant.ts';
import { SEED } from '../helpers/service/bin.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

const UNPACKED = ['node_modules', '.git', '.tap', 'dist', 'data'];

/** The package as npm makes it of a checkout, below a folder with no other packages than an image has. */
async function installed(folder: string): Promise<string> {
  const checkout = join(folder, 'checkout');
  const copied = readdirSync(ROOT).filter((name) => !UNPACKED.includes(name));
  mkdirSync(checkout);
  for (const name of copied) cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  await run('npm', ['pack', '--offline', '--pack-destination', folder], { cwd: checkout });
  await run('tar', ['-xzf', `${packageJson.name}-${packageJson.version}.tgz`], { cwd: folder });
  const home = join(folder, 'node_modules/standpoint');
  mkdirSync(join(home, '..'), { recursive: true });
  renameSync(join(folder, 'package'), home);
  const { dependencies } = JSON.parse(readFileSync(join(home, 'dist/package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
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

t.test('a bill of materials names every package that it needs, and none that only the checkout does', async (t) => {
  const bill = JSON.parse(readFileSync(join(folder, 'node_modules/standpoint/dist/sbom.cdx.json'), 'utf8'));
  t.match(bill, { bomFormat: 'CycloneDX', metadata: { component: { name: packageJson.name } } });
  const components: readonly { 'bom-ref': string; hashes: readonly object[] }[] = bill.components;
  const refs = components.map((component) => component['bom-ref']);
  for (const [name, version] of Object.entries(packageJson.dependencies))
    t.ok(refs.includes(`${name}@${version}`), name);
  for (const name of ['@biomejs/biome', 'rolldown', 'tap', 'typescript'])
    t.notOk(
      refs.some((ref) => ref.startsWith(`${name}@`)),
      name,
    );
  for (const { 'bom-ref': ref, hashes } of components) t.ok(hashes.length > 0, ref);
});

t.test('the package has no TypeScript, and all that the program reads', async (t) => {
  const files = readdirSync(join(folder, 'node_modules/standpoint'), { recursive: true, encoding: 'utf8' });
  t.strictSame(
    files.filter((name) => name.endsWith('.ts')),
    [],
  );
  const migrations = ['db/sqlite', 'db/postgres'].flatMap((each) =>
    readdirSync(join(ROOT, each)).map((name) => `${each}/${name}`),
  );
  t.ok(migrations.length > 2);
  for (const name of ['src/main.cjs', 'src/worker.cjs', 'src/formats/fonts/OFL.txt', ...migrations])
    t.ok(files.includes(`dist/${name}`), name);
  t.notOk(files.includes('dist/built-of.txt'), 'what it was built of is known in a checkout only');
  t.strictSame(
    files.filter((name) => /^(?:src|test|docs|bench|db|tools)\b/.test(name)),
    [],
    'and nothing of the checkout beside it',
  );
});

t.test('its files are ASCII, import none of the modules of Node, and require neither TLS nor HTTP/2', async (t) => {
  const place = join(folder, 'node_modules/standpoint/dist/src');
  const files = readdirSync(place).filter((name) => name.endsWith('.cjs'));
  t.ok(files.length > 10);
  for (const name of files) {
    const text = readFileSync(join(place, name), 'utf8');
    t.notMatch(text, /[^\0-\x7f]/, name);
    t.notMatch(text, /\bimport\b[^;'"`]*["'`]node:/, name);
    t.notMatch(text, /\(["'`](?:node:)?(?:https|http2)["'`]\)[,;]/, name);
  }
});

t.test('what is installed imports, prints, draws and makes a backup', async (t) => {
  t.equal(await standpoint('--version'), `${packageJson.version}\n`);
  t.match(await standpoint('import', SEED), 'positions: 21 created');
  t.match(await standpoint('matrix', 'red-line'), 'Paul Davis');
  await standpoint('matrix', 'red-line', '--format', 'png', '--output', 'picture.png');
  t.match(await standpoint('backup', 'copy.sqlite'), 'at revision');
  for (const name of ['picture.png', 'copy.sqlite']) t.ok(existsSync(join(folder, name)), name);
});

t.test('what is installed imports a workbook', async (t) => {
  const rows = [
    ['expert', 'question', 'option', 'source', 'paraphrase'],
    ['kirby', 'red-line', 'oppose', 'epoch-times-north-korean-troops', 'It crosses none.'],
  ];
  const data = rows.map((row) => row.map((value) => ({ value })));
  writeFileSync(join(folder, 'positions.xlsx'), await writeXlsxFile([{ sheet: 'Positions', data }]).toBuffer());
  t.match(await standpoint('import', 'positions.xlsx'), 'positions: 1 created');
});

/** Has every file of the bundle that Node itself loads named on a line. */
const NAMED = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { if (/dist.src/.test(url)) console.log('loads ' + url); return next(url, context); } });
`)}`;

type Served = { readonly origin: string; readonly loaded: readonly string[]; end(): Promise<unknown> };

/** The command `serve` of what is installed, from which compiled code goes to the folder; `end` awaits its end. */
async function serve(t: Test, kept: string): Promise<Served> {
  const loaded: string[] = [];
  const service = spawn(process.execPath, ['--import', NAMED, bin, 'serve'], {
    ...{ cwd: folder, env: { ...env, PORT: '0', NODE_COMPILE_CACHE: kept } },
  });
  const ended = new Promise((resolve) => service.once('exit', resolve));
  t.teardown(() => service.kill());
  const [origin = ''] = await new Promise<string[]>((resolve) => {
    createInterface(service.stdout).on('line', (line) => {
      if (line.startsWith('loads ')) loaded.push(line);
      const address = /is listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve([address]);
    });
  });
  return {
    ...{ origin, loaded },
    end() {
      service.kill();
      return ended;
    },
  };
}

t.test('a start loads few files, and the next finds the code of each', async (t) => {
  const kept = join(folder, 'kept');
  const codes = () => new Map(codeBelow(kept).map((file) => [file, statSync(file).mtimeMs]));
  const first = await serve(t, kept);
  t.equal((await fetch(`${first.origin}/v1/matrix`)).status, 200);
  t.equal(await first.end(), 0);
  const before = codes();
  const names = [...before.keys()].map((file) => /^\w+/.exec(basename(file))?.[0]);
  t.strictSame(names.sort(), ['command', 'main', 'reading', 'service']);
  t.ok(first.loaded.length > 0 && first.loaded.length < 10, first.loaded.join(', '));
  const second = await serve(t, kept);
  t.equal((await fetch(`${second.origin}/v1/matrix`)).status, 200);
  t.equal(await second.end(), 0);
  t.strictSame(codes(), before);
});

/** The files of code that the program itself has kept below the folder. */
const codeBelow = (kept: string): readonly string[] =>
  readdirSync(kept, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && basename(each.parentPath) === 'serve')
    .map((each) => join(each.parentPath, each.name));

t.test('what is installed serves: data, a picture of a worker thread, the pages and the documents', async (t) => {
  const { origin, end } = await serve(t, join(folder, 'kept'));
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
  const token = (await standpoint('keys', 'add', '--name', 'desk', '--scope', 'write')).trim();
  const captured = await fetch(`${origin}/v1/documents?source=epoch-times-north-korean-troops`, {
    ...{ method: 'POST', body: ARTICLE },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
  });
  t.equal(captured.status, 201, await captured.text());
  const asked = await fetch(`${origin}/mcp`, {
    method: 'POST',
    headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
  });
  t.match(await asked.text(), /"find_questions"/);
  t.equal(await end(), 0);
});

t.test('what is installed lets an assistant ask', async (t) => {
  const client = await clientOfCommand(t, { database: env.STANDPOINT_DB, folder, bin }, 'modern');
  const answer = await client.callTool({ name: 'get_matrix', arguments: { question: ['western-troops'] } });
  t.match(textOf(answer), 'Paul Davis');
});
