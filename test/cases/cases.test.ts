/** Small files on which neighbouring tools stumbled, through the command and the service as they stand, and what must come out of them. */
import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { isProblem } from '../helpers/asserts/problem.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { type Newsroom, newsroomOver } from '../helpers/service/newsroom.ts';

const FILES = [
  'public.yaml',
  'flip.yaml',
  'party-switch.yaml',
  'vote.yaml',
  'same-day-order.csv',
  'vote-correction-same-day.csv',
];
const VOTES = ['--create', '--scale', 'vote.yaml'];
const texts = Object.fromEntries(
  [...FILES, 'open-letter.csv'].map((name) => [name, readFileSync(new URL(name, import.meta.url), 'utf8')]),
);

type Room = Newsroom & {
  readonly workplace: Workplace;
  /** What anybody reads at the address. */
  readonly read: (url: string) => Promise<string>;
};

/** A newsroom over a fresh database into which the file was imported. */
async function roomWith(t: Test, file: string, options: readonly string[] = [], edited: object = {}): Promise<Room> {
  const workplace = new Workplace(t, { ...texts, ...edited });
  const { code, stderr } = await workplace.runHere(['import', file, ...options]);
  t.equal(code, 0, stderr);
  const store = openSqliteStore(workplace.database);
  t.teardown(() => store.close());
  const newsroom = await newsroomOver(t, store);
  return { ...newsroom, workplace, read: async (url) => (await newsroom.send(null, 'GET', url)).body };
}

/** What each expert is recorded as having taken, or the state of that. */
const stances = async ({ read }: Room): Promise<object> =>
  Object.fromEntries(
    JSON.parse(await read('/v1/matrix')).cells.map(
      ({ expert, option, state }: { expert: string; option: string | null; state: string }) => [
        expert,
        option ?? state,
      ],
    ),
  );

const PUBLIC = ['/v1/matrix', '/v1/matrix.csv', '/v1/scales', '/v1/questions', '/v1/changes', '/v1/corrections'];
const publicly = (room: Room): Promise<string[]> => Promise.all(PUBLIC.map((url) => room.read(url)));

const swapped = (yes: string, no: string) => ({
  options: [
    { id: 'no', label: no, value: -1 },
    { id: 'yes', label: yes, value: 1 },
  ],
});

t.test('41, 42: who may only write turns no label and no proposition round', async (t) => {
  const room = await roomWith(t, 'public.yaml');
  const before = await publicly(room);
  const reversed = { proposition: 'The council should reject the motion.' };
  const isProposed = async (url: string, body: object) => {
    const { statusCode, headers } = await room.patch('write', url, body);
    t.equal(statusCode, 202, url);
    t.match(headers.location, /^\/v1\/proposals\/\d+$/);
  };
  await isProposed('/v1/scales/vote', swapped('Votes no', 'Votes yes'));
  await isProposed('/v1/questions/m-1', reversed);
  const turned = { options: swapped('', '').options.map(({ id, value }) => ({ id, label: id, value: -value })) };
  for (const scope of ['write', 'publish', 'admin'] as const)
    isProblem(t, await room.patch(scope, '/v1/scales/vote', { ...turned, reason: 'So.' }), 'invalid-request');
  t.strictSame(await publicly(room), before);
});

t.test(
  '41, 42: who may publish does, for a reason, and each position that it touches has the correction',
  async (t) => {
    const room = await roomWith(t, 'public.yaml');
    const change = async (url: string, body: object) => {
      isProblem(t, await room.patch('publish', url, body), 'invalid-request');
      t.equal((await room.patch('publish', url, { ...body, reason: 'The minutes were misread.' })).statusCode, 200);
    };
    await change('/v1/scales/vote', swapped('Votes no', 'Votes yes'));
    await change('/v1/questions/m-1', { proposition: 'The council should reject the motion.' });
    for (const url of ['/v1/corrections', '/v1/corrections?expert=kos', '/v1/corrections?expert=chamber'])
      t.match(
        JSON.parse(await room.read(url)).items,
        [
          { entity: 'question', id: 'm-1', reason: 'The minutes were misread.', touches: [{ question: 'm-1' }] },
          { entity: 'scale', id: 'vote', reason: 'The minutes were misread.', touches: [{ question: 'm-1' }] },
        ],
        url,
      );
  },
);

t.test(
  '44: a table of an earlier day says of a question that was reworded since that it was, and how it read',
  async (t) => {
    const room = await roomWith(t, 'public.yaml');
    await room.patch('publish', '/v1/questions/m-1', { proposition: 'The council should reject it.', reason: 'So.' });
    const [correction] = JSON.parse(await room.read('/v1/corrections?question=m-1')).items;
    t.match(correction.differences, [{ field: 'proposition', before: 'The council should adopt the motion.' }]);
    const day = correction.at.slice(0, 10);
    for (const suffix of ['csv', 'tsv', 'json', 'ndjson', 'md', 'txt', 'html', 'svg'])
      t.match(await room.read(`/v1/matrix.${suffix}?asOf=2021-12-31`), day, suffix);
    for (const page of ['/questions/m-1', '/experts/kos', '/cells/kos/m-1', '/embed/questions/m-1'])
      t.match(await room.read(`${page}?asOf=2021-12-31`), new RegExp(`[Cc]orrected[\\s\\S]{0,160}${day}`), page);
  },
);

t.test('32: who changed party in 2023 counts for the old one in 2021', async (t) => {
  const room = await roomWith(t, 'party-switch.yaml');
  const { pairs, parts } = JSON.parse(await room.read('/v1/agreement?groupBy=affiliation&by=year'));
  const blueRed = { a: 'Blue', b: 'Red', score: 0, shared: 2, same: 0, opposite: 2 };
  const redRed = { a: 'Red', b: 'Red', score: 1, shared: 1, same: 1, opposite: 0 };
  t.strictSame(pairs, [{ a: 'Blue', b: 'Blue', score: null, shared: 0, same: 0, opposite: 0 }, blueRed, redRed]);
  t.strictSame(parts, [{ part: '2021', questions: 1, pairs: [blueRed, redRed] }], 'who shares nothing is in no part');
});

t.test('45: an organization that holds a position is no Person', async (t) => {
  const kind = 'id: chamber, kind: organization, name:';
  const room = await roomWith(t, 'public.yaml', [], {
    'public.yaml': String(texts['public.yaml']).replace('id: chamber, name:', kind),
  });
  const { '@graph': things } = JSON.parse(await room.read('/v1/matrix.jsonld'));
  const typeOf = (id: string) => things.find((it: { '@id': string }) => it['@id'].endsWith(`expert:${id}`))?.['@type'];
  t.strictSame([typeOf('kos'), typeOf('chamber')], ['Person', 'Organization']);
});

t.test('47: one table has a row for each option and organization', async (t) => {
  const csv = await (await roomWith(t, 'public.yaml')).read('/v1/questions/m-1/consensus.csv?groupBy=affiliation');
  const [head = '', ...rows] = csv.trim().split('\r\n');
  const at = ['group', 'option_id', 'experts'].map((name) => head.split(',').indexOf(name));
  t.strictSame(
    rows.map((row) => at.map((index) => row.split(',')[index])),
    [
      ['Blue', 'no', '0'],
      ['Blue', 'yes', '1'],
      ['Blue', 'contested', '0'],
      ['Blue', 'none', '0'],
    ],
  );
});

t.test('51: no bundle turns the votes of a scale in use round, for whatever reason', async (t) => {
  const room = await roomWith(t, 'public.yaml');
  const before = await publicly(room);
  for (const options of [[], ['--reason', 'So.']]) {
    const { code, stderr } = await room.workplace.runHere(['import', 'flip.yaml', ...options]);
    t.equal(code, 1);
    t.match(stderr, /flip\.yaml:3:82: \/scales\/0\/options\/0\/value must stay -1: positions that hold "no"/);
  }
  t.strictSame(await publicly(room), before);
});

t.test('24: of two ballots of one day the one of the later row counts, whatever the ids', async (t) => {
  const room = await roomWith(t, 'same-day-order.csv', VOTES);
  t.strictSame(await stances(room), { 'ana-kos': 'abstain', 'bo-li': 'abstain' });
});

t.test(
  '17: a vote that was declared mistaken the same day is contested, unless a column says which came later',
  async (t) => {
    const file = 'vote-correction-same-day.csv';
    t.strictSame(await stances(await roomWith(t, file, VOTES)), { 'ana-kos': 'contested' });
    const [head, ...rows] = String(texts[file]).trimEnd().split('\n');
    const withColumns = (name: string, cells: readonly string[]) => ({
      [file]: [`${head},${name}`, ...rows.map((row, index) => `${row},${cells[index]}`)].join('\n'),
    });
    for (const edited of [
      withColumns('position,supersedes', ['first,', 'second,first']),
      withColumns('said_at', ['10:00', '16:05']),
    ])
      t.strictSame(await stances(await roomWith(t, file, VOTES, edited)), { 'ana-kos': 'no' });
  },
);

t.test('39: three who signed an open letter are three experts of one statement', async (t) => {
  const room = await roomWith(t, 'open-letter.csv', ['--create']);
  t.strictSame(await stances(room), { 'ana-kos': 'support', 'bo-li': 'support', 'cy-ng': 'support' });
  t.match(JSON.parse(await room.read('/v1/statements')).items, [{ experts: ['ana-kos', 'bo-li', 'cy-ng'] }]);
  t.equal(JSON.parse(await room.read('/v1/statements')).items.length, 1);
});
