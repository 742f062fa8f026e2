/**
 * `npm run clients`: makes clients by others' generators of the OpenAPI documents, checks their types and those of small
 * programs that use what is read, and runs these against the service with the first data set; sends it all requests of
 * Postman collections, and asks mocks. The generators are installed in clients/proof (`npm ci`), so that nobody else needs them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'rolldown';
import { model } from '../../test/helpers/service/model.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HERE = `${ROOT}/clients/proof`;
const DOCUMENT = `${ROOT}/openapi/openapi.json`;
const WRITING = `${ROOT}/openapi/writing.json`;
const SITE = 'https://stances.example.org';

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
// Of what a service may do, all: heads of its log are signed, and a model is asked.
const key = join(folder, 'log.pem');
const { privateKey } = generateKeyPairSync('ed25519');
writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
const ended = [];
const asked = await model({ teardown: (end) => ended.push(end) });
const env = {
  ...process.env,
  ...{ PORT: '0', STANDPOINT_DB: join(folder, 'standpoint.sqlite') },
  ...{ STANDPOINT_LOG_KEY: key, STANDPOINT_URL: SITE },
  ...{ STANDPOINT_DRAFTING_URL: asked.url, STANDPOINT_DRAFTING_MODEL: 'a-model' },
};
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
  const { stdout: token } = spawnSync(process.execPath, [...standpoint, ...keys], { env, encoding: 'utf8' });
  const { sendCollection } = await import(`${HERE}/postman.mjs`);
  for (const document of [DOCUMENT, WRITING]) {
    // Of its own pages it tells under its own address.
    const text = readFileSync(document, 'utf8').replaceAll('http://localhost/', `${SITE}/`);
    const { sent, operations } = await sendCollection(JSON.parse(text), url, token.trim());
    console.log(`${sent} requests of a Postman collection succeed, of all ${operations} operations of its document.`);
  }
} finally {
  for (const end of ended) end();
  service.kill();
  await once(service, 'exit');
  rmSync(folder, { recursive: true });
}
const { askMock, READ, WRITTEN } = await import(`${HERE}/mock.mjs`);
await askMock(DOCUMENT, HERE, READ);
await askMock(WRITING, HERE, WRITTEN);
console.log('Mocks answer with the first data set.');
