/** A table at the desk: brought, looked at, settled, tried and imported, by forms alone. */
import t from 'tap';
import { updateRecord } from '../../../../src/services/records/editing.ts';
import { OPERATOR } from '../../../helpers/fixtures/callers.ts';
import { atDesk } from '../../../helpers/service/desk.ts';
import { newsdesk, textOf } from '../../../helpers/service/import-desk.ts';

const EDITOR = { caller: OPERATOR, at: '2024-07-01T09:00:00.000Z', reason: 'Read again.' };

/** As a clerk keeps it: semicolons, their own words, a name spelt otherwise, and one who was away. */
const VOTES = `Motion;Member;Vote;Day;Remark
Weir levy;E. Moreau;For;11.03.2026;loudly
Weir levy;Daniel Okoye;Contra;11.03.2026;
Weir levy;Bo Li;away;11.03.2026;
`;
const COLUMNS = {
  'column:Motion': 'question',
  'column:Member': 'expert',
  'column:Vote': 'option',
  'column:Day': 'said_on',
  'column:Remark': 'ignored',
};
const SAME = {
  'same:source': 'minutes',
  'same:source_title': 'Minutes',
  'same:source_publisher': 'Town council',
  'same:source_published_on': '2026-03',
  'same:paraphrase': 'Voted {Vote}.',
};
const SPELT = { 'spelling:For': 'is:support', 'spelling:Contra': 'is:oppose', 'spelling:away': 'left-out' };
const ALL = {
  ...{ ...COLUMNS, ...SAME, ...SPELT },
  ...{ 'date:said_on': 'DD.MM.YYYY', 'expert:E. Moreau': 'is:élise-moreau', create: 'true' },
};

t.test('a messy table comes in by forms alone: looked at, settled, tried, imported as drafts', async (t) => {
  const { store, desk, bring, roles, app } = await newsdesk(t);
  const brought = await bring('votes.csv', VOTES);
  t.equal(brought.statusCode, 303, brought.body);
  const place = String(brought.headers.location);
  t.match(place, /^\/desk\/import\/[0-9a-f]{32}$/);

  const first = await desk.get(place);
  t.equal(first.statusCode, 200, first.body);
  t.match(textOf(first), /3 rows, 5 columns/);
  t.match(first.body, /<option value=.option.[^>]*selected[^>]*>/, 'a column called Vote is likely the option');
  t.equal(first.headers['cache-control'], 'no-store');

  const looked = await desk.post(place, { act: 'look', ...COLUMNS, ...SAME, create: 'true' });
  t.strictSame([looked.statusCode, looked.headers.location], [303, place]);
  const asked = await desk.get(place);
  for (const name of ['spelling:For', 'spelling:Contra', 'spelling:away', 'expert:E. Moreau'])
    t.match(asked.body.replaceAll('&#58;', ':'), `name="${name}"`, `${name} is to be settled`);
  t.notMatch(asked.body, 'expert:Bo Li', 'who is near nobody needs no word');

  const early = await desk.post(place, { act: 'try', ...COLUMNS, ...SAME, create: 'true' });
  t.equal(early.statusCode, 422);
  t.match(textOf(early), /It cannot be imported yet.*line 2.*11\.03\.2026/);

  const tried = await desk.post(place, { act: 'try', ...ALL });
  t.equal(tried.statusCode, 200, textOf(tried));
  t.match(textOf(tried), /This would come of it.*experts 1 0 0.*positions 2 0 0.*1 row with option “ ?away ?”/);
  t.equal(await store.revision(), 1, 'nothing was written');

  const changed = await desk.post(place, { act: 'import', ...ALL, 'spelling:away': 'is:mixed' });
  t.match(textOf(changed), /You changed something.*positions 3 0 0/);
  await desk.post(place, { act: 'try', ...ALL });
  const done = await desk.post(place, { act: 'import', ...ALL });
  t.strictSame([done.statusCode, done.headers.location], [303, place], textOf(done));
  t.match(textOf(await desk.get(place)), /Imported: votes\.csv.*positions 2 0 0.*They are drafts/);
  const drafts = await app.inject({ url: '/v1/positions?status=draft', headers: roles.write });
  t.strictSame(
    drafts
      .json()
      .items.map(({ expert, option, saidOn }: { expert: string; option: string; saidOn: string }) => [
        ...[expert, option, saidOn],
      ])
      .toSorted(),
    [
      ['daniel-okoye', 'oppose', '2026-03-11'],
      ['élise-moreau', 'support', '2026-03-11'],
    ],
  );
  // Sent once more, as by a second click.
  t.equal((await desk.post(place, { act: 'import', ...ALL })).headers.location, place);
  t.equal((await app.inject({ url: '/v1/positions?status=draft', headers: roles.write })).json().items.length, 2);

  const kept = await desk.post(`${place}/mapping`, { mapping: 'clerk' });
  t.strictSame([kept.statusCode, kept.headers.location], [303, '/desk/import']);
  t.match(await store.mappings.get('clerk'), { mapping: { columns: { expert: '{Member}' }, ignore: ['Remark'] } });
  const next = String((await bring('april.csv', VOTES, { mapping: 'clerk' })).headers.location);
  t.match(textOf(await desk.post(next, { act: 'try', ...ALL })), /positions 0 0 2/);
});

t.test('what is no table, and a table that nobody has named the columns of, is one fault', async (t) => {
  const { bring, desk, app } = await newsdesk(t);
  const page = '<!DOCTYPE html>\n<table>\n<tr><td>Ana Kos, Weir levy, For</td></tr>\n</table>\n';
  const mistaken = textOf(await desk.get(String((await bring('page.csv', page)).headers.location)));
  t.match(mistaken, /It cannot be read.*looks like a web page and not like a table.*save it as CSV/);
  t.notMatch(mistaken, /What each column is taken for/);
  const answer = await bring('matrix.csv', (await app.inject('/v1/matrix.csv')).body);
  const matrix = textOf(await desk.get(String(answer.headers.location)));
  t.match(matrix, /It cannot be read.*the columns of an answer as it went out here.*Take out \/v1\/positions\.csv/);
  t.notMatch(matrix, /What each column is taken for/);
  const [, ...rows] = VOTES.split('\n');
  const place = String((await bring('votes.csv', rows.join('\n'))).headers.location);
  const untold = textOf(
    await desk.post(place, { act: 'try', ...SAME, 'column:Weir levy': 'question', create: 'true' }),
  );
  t.equal(untold.match(/taken for nothing/g)?.length, 1);
  t.match(untold, /E\. Moreau.* and 3 more .*are taken for nothing: say what each is.*no line names the columns/);
});

t.test('whoever may publish is asked for drafts or for what is public', async (t) => {
  const { store, app, roles, bring, bringAs, desk } = await newsdesk(t);
  const place = String((await bring('votes.csv', VOTES)).headers.location);
  t.notMatch((await desk.post(place, { act: 'try', ...ALL })).body, 'Import and publish');
  const refused = await desk.post(place, { act: 'publish', ...ALL });
  t.equal(refused.statusCode, 422, refused.body.slice(0, 300));
  const chief = await atDesk(app, roles.publish);
  t.equal((await chief.get(place)).statusCode, 404, 'a table is for whoever brought it');
  t.equal((await chief.post(place, { act: 'import', ...ALL })).statusCode, 404);
  const mine = String((await bringAs(chief.cookie, 'votes.csv', VOTES)).headers.location);
  t.match((await chief.post(mine, { act: 'try', ...ALL })).body, 'Import and publish');
  t.equal((await chief.post(mine, { act: 'publish', ...ALL })).statusCode, 303);
  t.equal((await store.publicly.ids('position')).length, 2);
});

t.test('a table that cannot be read says why, and can be read otherwise', async (t) => {
  const { desk, bring } = await newsdesk(t);
  const place = String(
    (await bring('votes.csv', Buffer.from('Motion;Member;Vote\nWeir;Élise;For\n', 'latin1'))).headers.location,
  );
  t.match(textOf(await desk.get(place)), /It cannot be read .*UTF-8/);
  await desk.post(place, { act: 'look', encoding: 'windows-1252' });
  t.match(textOf(await desk.get(place)), /1 row, 3 columns.*Élise/);
  t.equal((await desk.post(place, { act: 'look', encoding: 'klingon' })).statusCode, 400);
  t.equal((await desk.post(place, { act: 'look', sheet: 'one' })).statusCode, 400);
  t.match(textOf(await desk.get(place)), /1 row, 3 columns/, 'what was right is kept');
});

t.test('forms that are wrong are refused with the field that is', async (t) => {
  const { desk, bring } = await newsdesk(t);
  t.match(textOf(await bring('votes.pdf', 'x')), /File is called “?"votes\.pdf"/i);
  t.match(textOf(await bring('votes.csv', '')), /choose a table/);
  t.equal((await bring('votes.csv', VOTES, { mapping: 'none' })).statusCode, 404);
  const place = String((await bring('votes.csv', VOTES)).headers.location);
  for (const [fields, message] of [
    [{ 'column:Motion': 'expert', 'column:Member': 'expert' }, /another column/],
    [{ 'column:Motion': 'nonsense' }, /no column of ours/],
    [{ 'column:Motion': 'question', 'same:question': 'Weir' }, /empty one of the two/],
    [{ other: 'x' }, /no field of this form/],
  ] as const) {
    const reply = await desk.post(place, { act: 'look', ...fields });
    t.equal(reply.statusCode, 400);
    t.match(textOf(reply), message);
  }
  t.equal((await desk.post(place, { act: 'dance' })).statusCode, 400);
});

t.test('a second click while the first is carried out imports nothing more, and shows what came of it', async (t) => {
  const { store, desk, bring } = await newsdesk(t);
  const place = String((await bring('votes.csv', VOTES)).headers.location);
  await desk.post(place, { act: 'try', ...ALL });
  const clicks = await Promise.all([1, 2, 3].map(() => desk.post(place, { act: 'import', ...ALL })));
  for (const { statusCode, headers, body } of clicks)
    t.strictSame([statusCode, headers.location], [303, place], textOf({ body }));
  t.match(textOf(await desk.get(place)), /Imported: votes\.csv.*positions 2 0 0/);
  t.equal((await store.ids('position')).length, 2);
});

t.test('what was written before the service ended is not written again, over what was made of it since', async (t) => {
  const { store, desk, bring } = await newsdesk(t);
  const place = String((await bring('votes.csv', VOTES)).headers.location);
  await desk.post(place, { act: 'try', ...ALL });
  const { finish } = store.uploads;
  Object.assign(store.uploads, { finish: () => Promise.reject(new Error('ended')) });
  t.equal((await desk.post(place, { act: 'import', ...ALL })).statusCode, 500);
  Object.assign(store.uploads, { finish });
  const [id = ''] = await store.ids('position');
  const { revision = 0 } = (await store.get('position', id)) ?? {};
  await updateRecord(store, 'position', id, { summary: 'Mended since.' }, revision, EDITOR);
  t.equal((await desk.post(place, { act: 'import', ...ALL })).statusCode, 303);
  t.match(textOf(await desk.get(place)), /Imported: votes\.csv.*positions 2 0 0/);
  t.match(await store.get('position', id), { summary: 'Mended since.' });
});

t.test('a list of ours comes back as it went out, with one cell changed', async (t) => {
  const { app, desk, bring, bringAs, store, roles } = await newsdesk(t);
  const list = (await app.inject('/v1/experts.csv')).body.replace('Élise Moreau', 'Élise Moreau-Kos');
  const place = String((await bring('experts.csv', list)).headers.location);
  t.match(textOf(await desk.get(place)), /a list of experts as it was taken out here/);
  t.match(textOf(await desk.post(place, { act: 'try' })), /It cannot be imported yet .* is public/);
  const chief = await atDesk(app, roles.publish);
  const theirs = String((await bringAs(chief.cookie, 'experts.csv', list)).headers.location);
  t.match(textOf(await chief.post(theirs, { act: 'try' })), /experts 0 1 0/);
  t.equal(await store.revision(), 1);
  t.match(textOf(await chief.post(theirs, { act: 'publish' })), /needs a reason|reason/);
  t.equal((await chief.post(theirs, { act: 'publish', reason: 'Married.' })).statusCode, 303);
  t.match(await store.get('expert', 'élise-moreau'), { name: 'Élise Moreau-Kos' });
});

t.test('a list of ours makes what is not there, where that is asked for', async (t) => {
  const { app, desk, bring, store } = await newsdesk(t);
  const list = (await app.inject('/v1/experts.csv')).body.replace(/^élise-moreau,[^,]*,[^,]*/m, 'ana-kos,Ana Kos,');
  const place = String((await bring('experts.csv', list)).headers.location);
  t.notMatch((await desk.get(place)).body, /name="create" value="true" checked/, 'a mistyped id makes nobody');
  t.match(textOf(await desk.post(place, { act: 'try' })), /"ana-kos" is not stored/);
  const tried = await desk.post(place, { act: 'try', create: 'true' });
  t.match(textOf(tried), /This would come of it .*experts 1 0/);
  t.match(tried.body, /name="create" value="true" checked/);
  t.equal((await desk.post(place, { act: 'import', create: 'true' })).statusCode, 303);
  t.match(await store.get('expert', 'ana-kos'), { name: 'Ana Kos', status: 'draft' });
});
