import { createServer } from 'node:net';
import t, { type Test } from 'tap';
import { STORY } from '../helpers/fixtures/bundle-text.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { serve } from '../helpers/service/served.ts';

const place = (t: Test) => new Workplace(t, { 'story.yaml': STORY });

t.test('it tells its address, its database and where to begin, and every address it tells answers', async (t) => {
  const workplace = place(t);
  const served = await serve(t, workplace);
  t.match(served.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  t.match(served.greeting, `Database: ${workplace.database} (was empty; filled with the first data set)`);
  const places = [...served.greeting.matchAll(/^ {2}(http:\S+)/gm)].map(([, url = '']) => url);
  t.ok(places.length >= 4);
  for (const url of places) t.equal((await fetch(url)).status, 200, url);
});

t.test('with --demo an empty database is filled with the first data set', async (t) => {
  const served = await serve(t, place(t));
  t.equal((await served.json('/v1/experts')).body.items.length, 6);
  const { body } = await served.json('/v1/questions/western-troops/matrix?include=statements');
  t.match(body.cells[0].statements[0].quotes[0], 'boots on the ground');
});

t.test('a database with anything in it is never touched', async (t) => {
  const workplace = place(t);
  await workplace.runHere(['import', 'story.yaml']);
  const served = await serve(t, workplace);
  const { body } = await served.json('/v1/changes?limit=500');
  t.equal(body.items.length, 6);
  t.notMatch((await served.end('SIGTERM')).stdout, 'first data set');
});

t.test('an empty database that is named stays empty, and the start says how to fill it', async (t) => {
  const served = await serve(t, place(t), { args: [] });
  t.strictSame((await served.json('/v1/questions')).body, { items: [], next: null });
  t.match(
    served.greeting,
    /\(is empty; "standpoint import" fills it, and "standpoint serve --demo" with the first data set\)/,
  );
});

t.test(
  'an empty database at the path that is used where none is named is filled with the first data set',
  async (t) => {
    const served = await serve(t, place(t), { args: [], named: false });
    t.match(served.greeting, 'Database: data/standpoint.sqlite (was empty; filled with the first data set)');
    t.equal((await served.json('/v1/experts')).body.items.length, 6);
  },
);

t.test('with --no-seed an empty database stays empty, and is served', async (t) => {
  const served = await serve(t, place(t), { args: ['--no-seed'] });
  t.strictSame((await served.json('/v1/questions')).body, { items: [], next: null });
  t.equal((await served.json('/readyz')).status, 200);
});

t.test('a port that is taken is told as such', async (t) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.teardown(() => other.close());
  const { port } = other.address() as { port: number };
  const run = await place(t).run(['serve'], { PORT: String(port) });
  t.strictSame([run.code, run.stdout], [1, '']);
  t.equal(run.stderr, `standpoint: port ${port} is taken; set PORT to another one (PORT=0 picks a free one)\n`);
});

t.test('a HOST that is no address of this machine is told as such', async (t) => {
  const run = await place(t).run(['serve'], { PORT: '0', HOST: '203.0.113.1' });
  t.strictSame([run.code, run.stdout], [1, '']);
  t.equal(run.stderr, 'standpoint: HOST 203.0.113.1 is no address of this machine\n');
});
