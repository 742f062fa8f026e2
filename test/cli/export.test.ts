import { join } from 'node:path';
import t from 'tap';
import { ended, SEED, Workplace } from '../helpers/bin.ts';

const place = await new Workplace(t).seeded();

t.test('what was exported imports to the same records, in YAML and in JSON', async (t) => {
  const [yaml, json] = await Promise.all([place.run(['export']), place.run(['export', '--format', 'json'])]);
  t.match(yaml, { code: 0, stderr: '', stdout: /^bundleVersion: 1\n/ });
  t.match(JSON.parse(json.stdout), { bundleVersion: 1, positions: { length: 21 } });
  const copies = [yaml, json].map(async ({ stdout }, index) => {
    const elsewhere = { STANDPOINT_DB: join(place.folder, `copy-${index}.sqlite`) };
    const { code, stderr } = await place.run(['import', '-'], { ...elsewhere, stdin: stdout });
    t.equal(code, 0, stderr);
    return place.run(['export'], elsewhere);
  });
  for (const { stdout } of await Promise.all(copies)) t.equal(stdout, yaml.stdout);
});

t.test('the first data set again changes nothing', async (t) => {
  const { code, stdout } = await place.run(['import', SEED]);
  t.equal(code, 0);
  t.notMatch(stdout, /[1-9]\d* (created|updated)/);
  t.match(stdout, 'positions: 0 created, 0 updated, 21 unchanged');
});

t.test('a reader that closes the pipe early, as head does, is no failure', async (t) => {
  const child = place.start(['export']);
  child.stdout?.destroy();
  t.match(await ended(child), { code: 0, stderr: '' });
});
