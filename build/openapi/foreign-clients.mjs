/**
 * `npm run clients`: makes clients by others' generators of the OpenAPI documents, checks their types and those of small
 * programs that use what is read, and runs these against the service with the first data set; sends it all requests of
 * Postman collections, and asks mocks. The generators are installed in clients/proof (`npm ci`), so that nobody else needs them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'rolldown';

const ROOT = resolve(import.meta.dirname, '../..');
const HERE = `${ROOT}/clients/proof`;
const DOCUMENT = `${ROOT}/openapi/openapi.json`;
const WRITING = `${ROOT}/openapi/writing.json`;

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: HERE, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

run('npm', 'ci', '--silent', '--no-audit', '--no-fund', '--ignore-scripts');
rmSync(`${HERE}/generated`, { recursive: true, force: true });
const bin = `${HERE}/node_modules/.bin`;
run(`${bin}/openapi-typescript`, DOCUMENT, '-o', 'generated/openapi-typescript.ts');
run(`${bin}/openapi-ts`, '-i', DOCUMENT, '-o', 'generated/hey-api', '-c', '@hey-api/client-fetch');
run(`${bin}/openapi-typescript`, WRITING, '-o', 'generated/openapi-typescript-writing.ts');
run(`${bin}/openapi-ts`, '-i', WRITING, '-o', 'generated/hey-api-writing', '-c', '@hey-api/client-fetch');
run(`${bin}/orval`, '--config', 'orval.config.mjs');
run(`${bin}/tsc`, '-p', '.');

// Generated modules name each other without their endings, which Node does not find.
await build({ input: `${HERE}/programs/main.ts`, platform: 'node', output: { file: `${HERE}/generated/main.mjs` } });

const folder = mkdtempSync(join(tmpdir(), 'standpoint-clients-'));
const env = { ...process.env, PORT: '0', STANDPOINT_DB: join(folder, 'standpoint.sqlite') };
const standpoint = [`${ROOT}/bin/standpoint.mjs`];
const service = spawn(process.execPath, [...standpoint, 'serve', '--demo'], { env });
try {
  let said = '';
  for await (const text of service.stdout) {
    said += text;
    if (said.includes('Press Ctrl+C')) break;
  }
  const [, url = ''] = /is listening on (\S+)/.exec(said) ?? [];
  const { prove } = await import(`${HERE}/generated/main.mjs`);
  await prove(url);
  console.log('Three generated clients type-check, and find what is on record.');

  const keys = ['keys', 'add', '--name', 'Postman', '--scope', 'admin'];
  const { stdout: key } = spawnSync(process.execPath, [...standpoint, ...keys], { env, encoding: 'utf8' });
  const { sendCollection } = await import(`${HERE}/postman.mjs`);
  for (const document of [DOCUMENT, WRITING]) {
    const { sent, without } = await sendCollection(JSON.parse(readFileSync(document, 'utf8')), url, key.trim());
    console.log(
      `${sent} requests of a Postman collection succeed; without an example: ${without.join(', ') || 'none'}.`,
    );
  }
} finally {
  service.kill();
  await once(service, 'exit');
  rmSync(folder, { recursive: true });
}
const { askMock, READ, WRITTEN } = await import(`${HERE}/mock.mjs`);
await askMock(DOCUMENT, HERE, READ);
await askMock(WRITING, HERE, WRITTEN);
console.log('Mocks answer with the first data set.');
