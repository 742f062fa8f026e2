import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parse } from 'yaml';
import { Settings } from '../../src/settings.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const read = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');
const COMPOSED = ['compose.yaml', 'compose.postgres.yaml'];

type Service = {
  readonly environment: Readonly<Record<string, string>>;
  readonly stop_grace_period: string;
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, object>>;
};
type Composed = {
  readonly services: { readonly standpoint: Service; readonly [name: string]: Service };
  readonly volumes: object;
  readonly secrets?: object;
};

const composed = (file: string): Composed => parse(read(file), { merge: true });

const OF_NODE = ['NODE_ENV'];
const isSetting = (name: string): boolean => name in Settings.properties || OF_NODE.includes(name);

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

t.test('the unit of systemd is right, and gives few rights', { skip: !hasSystemd && 'no systemd here' }, async (t) => {
  // Only the program that it starts is not where it will be.
  const unit = read('standpoint.service').replace('/usr/bin/node', process.execPath);
  const folder = t.testdir({});
  mkdirSync(join(folder, 'units'));
  const file = join(folder, 'units/standpoint.service');
  writeFileSync(file, unit);
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
  t.strictSame([verified.status, verified.stderr], [0, '']);
  // Of 10, which is everything; a unit that says nothing has 9.6.
  const told = execFileSync('systemd-analyze', ['security', '--offline=true', '--json=short', '--threshold=20', file], {
    encoding: 'utf8',
  });
  t.ok(JSON.parse(told).length > 50);
});

t.test('the unit and the containers set nothing but settings, and leave time to end', async (t) => {
  const unit = read('standpoint.service');
  const [, line = ''] = /^Environment=(.*)$/m.exec(unit) ?? [];
  const ours = COMPOSED.map((file) => composed(file).services.standpoint);
  const names = [
    ...line.split(' ').map((pair) => pair.split('=', 1)[0] ?? ''),
    ...ours.flatMap((service) => Object.keys(service.environment)),
  ];
  t.ok(names.length > 8);
  for (const name of names) t.ok(isSetting(name), name);
  const { CLOSE_WITHIN_MS } = await import('../../src/cli/commands/serve.ts');
  t.ok(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]) * 1_000 > CLOSE_WITHIN_MS);
  for (const service of ours) t.ok(Number.parseInt(service.stop_grace_period, 10) * 1_000 > CLOSE_WITHIN_MS);
});

t.test('every file, volume, secret and service that a container is given is there', async (t) => {
  for (const file of COMPOSED) {
    const { services, volumes, secrets = {} } = composed(file);
    const all = Object.values(services);
    const given = all.flatMap((each) => each.volumes ?? []);
    t.ok(given.length >= 5);
    for (const volume of given) {
      const [from = ''] = volume.split(':');
      t.ok(from.startsWith('./') ? existsSync(join(DEPLOY, from)) : from in volumes, volume);
    }
    for (const secret of all.flatMap((each) => each.secrets ?? [])) t.ok(secret in secrets, secret);
    for (const name of all.flatMap(({ depends_on: others = [] }) =>
      Array.isArray(others) ? others : Object.keys(others),
    ))
      t.ok(name in services, name);
  }
  const [{ path }] = parse(read('litestream.yml')).dbs;
  const dockerfile = readFileSync(join(DEPLOY, '../Dockerfile'), 'utf8');
  t.match(dockerfile, `STANDPOINT_DB=${path}`);
  const [, port = ''] = /PORT=(\d+)/.exec(dockerfile) ?? [];
  t.match(read('Caddyfile'), `standpoint:${port}`);
  const { caddy } = composed('compose.postgres.yaml').services;
  t.equal(caddy?.environment.SERVICES, `standpoint:${port} standpoint-2:${port}`);
});
