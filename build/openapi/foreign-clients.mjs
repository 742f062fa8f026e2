/**
 * `npm run clients`: makes clients by others' generators of openapi/openapi.json, checks the types of small programs that
 * use them, and runs these against the service with the first data set. The generators are installed in clients/proof (`npm ci`), so
 * that nobody else needs them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '../..');
const HERE = `${ROOT}/clients/proof`;
const DOCUMENT = `${ROOT}/openapi/openapi.json`;

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: HERE, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

run('npm', 'ci', '--silent', '--no-audit', '--no-fund', '--ignore-scripts');
rmSync(`${HERE}/generated`, { recursive: true, force: true });
const bin = `${HERE}/node_modules/.bin`;
run(`${bin}/openapi-typescript`, DOCUMENT, '-o', 'generated/openapi-typescript.ts');
run(`${bin}/openapi-ts`, '-i', DOCUMENT, '-o', 'generated/hey-api', '-c', '@hey-api/client-fetch');
run(`${bin}/orval`, '--config', 'orval.config.mjs');
run(`${bin}/tsc`, '-p', '.');

// Generated modules name each other without their endings, which Node does not find.
const made = { entryPoints: [`${HERE}/programs/main.ts`], outfile: `${HERE}/generated/main.mjs` };
await build({ ...made, bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' });

const env = { ...process.env, PORT: '0', STANDPOINT_DB: ':memory:' };
const service = spawn(process.execPath, [`${ROOT}/bin/standpoint.mjs`, 'serve', '--demo'], { env });
try {
  let said = '';
  for await (const text of service.stdout) {
    said += text;
    if (said.includes('Press Ctrl+C')) break;
  }
  const [, url = ''] = /is listening on (\S+)/.exec(said) ?? [];
  const { prove } = await import(`${HERE}/generated/main.mjs`);
  await prove(url);
} finally {
  service.kill();
  await once(service, 'exit');
}
console.log('Three generated clients type-check, and find what is on record.');
