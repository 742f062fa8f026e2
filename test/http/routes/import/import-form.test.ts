/** A table with its mapping over HTTP, as one form. */
import t, { type Test } from 'tap';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { type Newsroom, newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const VOTES = 'motion,member,vote\n7,Élise Moreau,1\n7,Daniel Okoye,2\n8,Élise Moreau,99\n';
const MAPPING = `columns:
  expert: "{member}"
  question: "motion-{motion}"
  question_title: "Motion {motion}"
  source: minutes
  source_title: Minutes
  source_publisher: Town council
  source_published_on: 2026-03
  option: "{vote}"
  paraphrase: As the minutes record it.
values:
  option: { "1": support, "2": oppose, "99": null }
`;

type Part = readonly [field: string, content: string, name?: string];

const newsroom = async (t: Test): Promise<Newsroom> => newsroomOver(t, await storeOf(t, story()));

/** Sends the fields as curl and browsers do. */
async function post({ send }: Newsroom, parts: readonly Part[], query = 'create=true', key?: string) {
  const form = new FormData();
  for (const [field, content, name] of parts)
    if (name === undefined) form.append(field, content);
    else form.append(field, new File([content], name));
  const sent = new Response(form);
  const payload = Buffer.from(await sent.arrayBuffer());
  const headers = { 'content-type': sent.headers.get('content-type') ?? '', ...(key && { 'idempotency-key': key }) };
  return send('publish', 'POST', `/v1/import?${query}`, { payload, headers });
}

t.test('a table is read by the mapping that comes with it, as a file or as a text', async (t) => {
  const room = await newsroom(t);
  const trial = await post(
    room,
    [
      ['file', VOTES, 'votes.csv'],
      ['mapping', MAPPING, 'clerk.yaml'],
    ],
    'create=true&dryRun=true',
  );
  t.match(trial.json(), { position: { created: 2 }, expert: { created: 2 }, question: { created: 1 } }, trial.body);
  const parts: readonly Part[] = [
    ['file', VOTES, 'votes.csv'],
    ['mapping', MAPPING],
  ];
  const done = await post(room, parts);
  t.match(done.json(), { position: { created: 2, unchanged: 0 } }, done.body);
  t.match((await post(room, parts)).json(), { position: { created: 0, unchanged: 2 } });
  const list = JSON.stringify([
    { motion: 7, member: 'Élise Moreau', vote: 1 },
    { motion: 7, member: 'Daniel Okoye', vote: 2 },
  ]);
  const asList = await post(room, [
    ['file', list, 'votes.json'],
    ['mapping', MAPPING],
  ]);
  t.match(asList.json(), { position: { created: 0, unchanged: 2 } }, asList.body);
  const positions = (await room.app.inject('/v1/positions')).json().items as { expert: string; option: string }[];
  t.strictSame(
    new Map(positions.map(({ expert, option }) => [expert, option])),
    new Map([
      ['élise-moreau', 'support'],
      ['daniel-okoye', 'oppose'],
    ]),
  );
});

t.test('a mapping joins the tables that come with it, by the names of their files', async (t) => {
  const room = await newsroom(t);
  const mapping = `${MAPPING.replace('"Motion {motion}"', '"{of.title}"')}join:
  - { file: motions.csv, as: of, on: motion, key: id }
`;
  const parts: readonly Part[] = [
    ['file', VOTES, 'votes.csv'],
    ['mapping', mapping, 'clerk.yaml'],
  ];
  const lacking = await post(room, parts);
  t.match(lacking.json(), { detail: /motions\.csv.*was not sent/ }, lacking.body);
  t.equal(lacking.statusCode, 400);
  const motions: Part = ['join', 'id,title\n7,The levy\n8,The weir\n', 'motions.csv'];
  const other: Part = ['join', 'id\n7\n', 'others.csv'];
  isRefusedFor(t, await post(room, [...parts, motions, motions]), ['join']);
  isRefusedFor(t, await post(room, [...parts, motions, other]), ['join']);
  isRefusedFor(t, await post(room, [['file', VOTES, 'votes.csv'], motions]), ['join']);
  const whole = await post(room, [...parts, motions]);
  t.equal(whole.statusCode, 200, whole.body);
  t.match((await room.app.inject('/v1/questions/motion-7')).json(), { title: 'The levy' });
});

t.test('faults of the mapping and of the rows are told at their places, and nothing is written', async (t) => {
  const room = await newsroom(t);
  const revision = await room.store.revision();
  const rows = await post(room, [
    ['file', VOTES.replace(',2\n', ',7\n'), 'votes.csv'],
    ['mapping', MAPPING],
  ]);
  t.match(rows.json().errors, [{ line: 3, column: 3, message: /"7" is not listed/ }], rows.body);
  const wrong = await post(room, [
    ['file', VOTES, 'votes.csv'],
    ['mapping', MAPPING.replace('columns', 'colums')],
  ]);
  t.equal(wrong.statusCode, 400);
  t.match(wrong.json().errors[0].pointer, /^\/mapping/, wrong.body);
  const torn = await post(room, [
    ['file', VOTES, 'votes.csv'],
    ['mapping', 'columns: [', 'clerk.yaml'],
  ]);
  t.match(torn.json(), { detail: /clerk\.yaml is not YAML or JSON/ }, torn.body);
  t.equal(await room.store.revision(), revision);
});

t.test('what a form lacks, or has too much of, is named', async (t) => {
  const room = await newsroom(t);
  const table: Part = ['file', VOTES, 'votes.csv'];
  isRefusedFor(t, await post(room, [['mapping', MAPPING]]), ['file']);
  isRefusedFor(t, await post(room, [['file', VOTES]]), ['file']);
  isRefusedFor(t, await post(room, [['file', VOTES, 'votes.docx']]), ['file']);
  isRefusedFor(t, await post(room, [['file', VOTES, 'votes.csv.gz']]), ['file']);
  isRefusedFor(t, await post(room, [table, ['maping', MAPPING]]), ['maping']);
  isRefusedFor(t, await post(room, [table, ['mapping', MAPPING], ['mapping', MAPPING]]), ['mapping']);
  isRefusedFor(t, await post(room, [table], 'create=true&sheet=Votes'), ['sheet']);
  for (const mapping of ['['.repeat(100_000), `a: ${'b'.repeat(300_000)}`]) {
    const reply = await post(room, [table, ['mapping', mapping]]);
    t.equal(reply.statusCode, 400, reply.body.slice(0, 200));
  }
});
