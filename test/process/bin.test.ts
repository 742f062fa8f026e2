import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import t from 'tap';
import packageJson from '../../package.json' with { type: 'json' };
import { BIN, ended, Workplace } from '../helpers/service/bin.ts';
import { begin, closing, serve } from '../helpers/service/served.ts';

const SYSTEM_NODE = '/usr/bin/node';

/** The Node of the system where it is too old to run this program itself. */
function olderNode(): string | null {
  if (!existsSync(SYSTEM_NODE)) return null;
  const [major = 0, minor = 0] = String(spawnSync(SYSTEM_NODE, ['--version']).stdout)
    .slice(1)
    .split('.')
    .map(Number);
  return major < 22 || (major === 22 && minor < 18) ? SYSTEM_NODE : null;
}

const older = olderNode();
const skip = older === null ? `${SYSTEM_NODE} is missing, or new enough to run the program itself` : false;
/** Only a checkout brings a newer one. */
const handedOver = { node: older ?? '', entry: BIN };

t.test('an older Node hands over to the newer one that came with the packages', { skip }, async (t) => {
  const place = new Workplace(t);
  t.match(await ended(place.start(['--version'], {}, handedOver)), {
    code: 0,
    stdout: `${packageJson.version}\n`,
    stderr: '',
  });
  t.match(await ended(place.start(['matrx'], {}, handedOver)), { code: 2, stdout: '', stderr: /Did you mean matrix/ });
  t.match(await ended(place.start(['import', '-'], {}, handedOver), 'bundleVersion: 1\n'), { code: 0, stderr: '' });
});

t.test('a service that an older Node handed over ends with it', { skip }, async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const place = new Workplace(t);
    const served = await serve(t, place, handedOver);
    t.equal((await served.json('/readyz')).status, 200);
    t.match(await served.end(signal), { code: 0, stderr: '' });
    t.equal(existsSync(`${place.database}-wal`), false, signal);
  }
});

t.test('Ctrl+C, which a terminal sends to both, is one wish to end', { skip }, async (t) => {
  const served = await serve(t, new Workplace(t), { ...handedOver, detached: true });
  const requests = [await begin(served, '/v1/experts'), await begin(served, '/v1/experts')];
  const over = ended(served.child);
  process.kill(-(served.child.pid ?? Number.NaN), 'SIGINT');
  await closing(served);
  for (const request of requests) t.match(await request.finish(), /^HTTP\/1\.1 200 OK/);
  t.match(await over, { code: 0, stderr: '' });
});

t.test('the entry can be run by itself', async (t) => {
  const { PATH, HOME } = process.env;
  const { status, stdout } = spawnSync(BIN, ['--version'], { env: { PATH, HOME }, encoding: 'utf8' });
  t.equal(status, 0);
  t.equal(stdout, `${packageJson.version}\n`);
});
