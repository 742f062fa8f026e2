/** A survey with a column for each question at the desk; two tables that belong together; and a mapping as it is written. */
import t from 'tap';
import { story } from '../../../helpers/fixtures/story.ts';
import { atDesk } from '../../../helpers/service/desk.ts';
import { formIn, newsdesk, textOf } from '../../../helpers/service/import-desk.ts';

/** As a newsroom keeps it: a title above the head, a comment beside each answer, spellings of "did not answer". */
const SURVEY = `Survey of the Herald, 2024;;;;;;
;;;;;;
Name;Party;Answered on;The weir {should} be paid for by a levy.;Comment;Cars should leave the harbour front.;Comment
Ruth Ferrer;Labour;23.10.2024;agree;We have waited.;n/a;
Tom Brandt;Citizens;24.10.2024;did not answer;;disagree;
Mei Lin;;24.10.2024;agree;;;
Per Aas;Citizens;28.10.2024;;;agree;
`;
const [WEIR, HARBOUR] = ['#4', 'Cars should leave the harbour front.'];
const SOURCE = {
  'same:source': 'survey',
  'same:source_title': 'Survey of 2024',
  'same:source_publisher': 'Herald',
  'same:source_published_on': '2024-11',
};
const SPELT = {
  'spelling:agree': 'is:support',
  'spelling:disagree': 'is:oppose',
  'spelling:n/a': 'left-out',
  'spelling:did not answer': 'left-out',
};

t.test('a survey with a title above its head and a column for each question comes in by forms alone', async (t) => {
  const { store, desk, bring } = await newsdesk(t);
  const place = String((await bring('survey.csv', SURVEY)).headers.location);
  const first = await desk.get(place);
  t.equal(first.statusCode, 200, textOf(first));
  t.match(textOf(first), /4 rows, 7 columns/, 'the line that likely names the columns is offered');
  const offered = formIn(first);
  t.match(offered, {
    ...{ head: '3', 'column:Name': 'expert', 'column:Party': 'expert_affiliation', 'column:Answered on': '' },
    ...{ [`column:${WEIR}`]: 'answers', [`title:${WEIR}`]: 'The weir {should} be paid for by a levy.' },
    ...{ [`column:${HARBOUR}`]: 'answers', 'column:Comment': 'retold-beside', 'column:Comment#2': 'retold-beside' },
    ...{ 'same:paraphrase': 'Answered the survey.', 'spelling:agree': '', 'spelling:did not answer': '' },
  });
  const said = {
    ...{ ...offered, ...SOURCE, ...SPELT, act: 'try' },
    ...{ 'column:Answered on': 'said_on', 'date:said_on': 'DD.MM.YYYY', [`title:${HARBOUR}`]: 'A car-free {front}' },
  };
  const tried = await desk.post(place, said);
  t.equal(tried.statusCode, 200, textOf(tried));
  t.match(
    textOf(tried),
    /questions 2 0 0.*positions 4 0 0.*What would be new.*A car-free \{front\}.*1 with option “ ?did not/,
  );
  const again = formIn(tried);
  const { act: _, ...sent } = said;
  t.match(again, sent, 'the form is made again of the mapping that was made of it');
  t.equal((await desk.post(place, { ...again, act: 'import' })).statusCode, 303);
  const positions = await store.getMany('position', await store.ids('position'));
  t.strictSame(positions.map(({ expert, option, saidOn }) => [expert, option, saidOn].join(' ')).toSorted(), [
    'mei-lin support 2024-10-24',
    'per-aas support 2024-10-28',
    'ruth-ferrer support 2024-10-23',
    'tom-brandt oppose 2024-10-24',
  ]);
  const questions = await store.getMany('question', await store.ids('question'));
  t.strictSame(questions.map(({ title }) => title).toSorted(), [
    'A car-free {front}',
    'The weir {should} be paid for by a levy.',
  ]);
  const statements = await store.getMany('statement', await store.ids('statement'));
  t.strictSame(statements.map(({ paraphrase }) => paraphrase).toSorted(), [
    'Answered the survey.',
    'Answered the survey.',
    'Answered the survey.',
    'Answered the survey. We have waited.',
  ]);
});

t.test('words beside an answer may be own ones; what cannot be meant is refused with the column', async (t) => {
  const { store, desk, bring } = await newsdesk(t);
  const place = String((await bring('survey.csv', SURVEY)).headers.location);
  const form = { ...formIn(await desk.get(place)), ...SOURCE, ...SPELT, 'column:Answered on': 'ignored' };
  for (const [fields, message] of [
    [{ 'column:Name': 'quoted-beside' }, /no column before it has answers/],
    [{ 'column:Comment': 'quoted-beside', [`column:${HARBOUR}`]: 'quoted-beside' }, /another column is on/],
    [{ 'column:Party': 'question' }, /answers to questions of their own/],
    [{ head: 'third' }, /number of the line/],
  ] as const) {
    const reply = await desk.post(place, { ...form, ...fields, act: 'look' });
    t.equal(reply.statusCode, 400);
    t.match(textOf(reply), message);
  }
  await desk.post(place, { ...form, 'column:Comment': 'quoted-beside', act: 'try' });
  t.equal((await desk.post(place, { ...formIn(await desk.get(place)), act: 'import' })).statusCode, 303);
  const statements = await store.getMany('statement', await store.ids('statement'));
  t.strictSame(statements.map(({ quotes, attribution }) => [attribution, ...quotes].join(' ')).toSorted(), [
    'mixed We have waited.',
    'paraphrase',
    'paraphrase',
    'paraphrase',
  ]);
});

t.test('another line of names shows another table, and what was typed of all rows stays', async (t) => {
  const { desk, bring } = await newsdesk(t);
  const place = String((await bring('survey.csv', SURVEY)).headers.location);
  const form = { ...formIn(await desk.get(place)), ...SOURCE };
  await desk.post(place, { ...form, head: 'none', act: 'look' });
  const bare = await desk.get(place);
  t.match(textOf(bare), /6 rows, 7 columns.*#1 #2/);
  await desk.post(place, { ...formIn(bare), head: '3', act: 'look' });
  t.match(formIn(await desk.get(place)), { ...SOURCE, [`column:${HARBOUR}`]: 'answers', head: '3' });
});

t.test('a survey of 300 questions is a page that can be sent back', async (t) => {
  const { store, desk, bring } = await newsdesk(t);
  const ask = (n: number) => `Question ${n}: should the town council, in the year ${n}, do what it was asked to do?`;
  const heads = Array.from({ length: 300 }, (_, n) => ask(n));
  const rows = ['Ada Lind', 'Bo Li'].map((name) => [name, ...heads.map(() => 'support')].join(';'));
  const place = String(
    (await bring('wide.csv', `${['Name', ...heads].join(';')}\n${rows.join('\n')}\n`)).headers.location,
  );
  const page = await desk.get(place);
  t.ok(page.body.length < 500_000, `${page.body.length} characters`);
  const tried = await desk.post(place, { ...formIn(page), ...SOURCE, act: 'try' });
  t.match(textOf(tried), /questions 300 0 0.*positions 600 0 0/);
  t.equal((await desk.post(place, { ...formIn(tried), act: 'import' })).statusCode, 303);
  t.equal((await store.ids('position')).length, 600);
});

const VOTES = 'member,call,vote\nAda Lind,7,support\nBo Li,8,oppose\n';
const CALLS = 'number,title,day\n7,Weir levy,2024-10-23\n8,Harbour,2024-10-24\n';

t.test('a second table that was brought is joined by a column', async (t) => {
  const { store, desk, bring } = await newsdesk(t);
  const place = String((await bring('votes.csv', VOTES)).headers.location);
  t.match(textOf(await desk.get(place)), /Bring that one, too/);
  await bring('roll calls.csv', CALLS);
  t.match(textOf(await desk.get('/desk/import')), /Go on with .*roll calls\.csv.*votes\.csv/);
  const form = formIn(await desk.get(place));
  const join = { 'join:file': 'roll calls.csv', 'join:on': 'call' };
  t.match(textOf(await desk.post(place, { ...form, ...join, 'join:on': '', act: 'look' })), /which column here/);
  await desk.post(place, { ...form, ...join, act: 'look' });
  t.match(textOf(await desk.get(place)), /It cannot be read.*no column of roll calls\.csv/);
  await desk.post(place, { ...formIn(await desk.get(place)), 'join:key': 'number', act: 'look' });
  const joined = await desk.get(place);
  t.match(textOf(joined), /2 rows, 6 columns.*roll_calls\.title.*Weir levy/);
  const tried = await desk.post(place, {
    ...{ ...formIn(joined), ...SOURCE, act: 'try', 'same:paraphrase': 'Voted.' },
    ...{ 'column:roll_calls.title': 'question', 'column:roll_calls.day': 'said_on' },
  });
  t.match(textOf(tried), /positions 2 0 0/);
  t.equal((await desk.post(place, { ...formIn(tried), act: 'import' })).statusCode, 303);
  const positions = await store.getMany('position', await store.ids('position'));
  t.strictSame(positions.map(({ question, saidOn }) => `${question} ${saidOn}`).toSorted(), [
    'harbour 2024-10-24',
    'weir-levy 2024-10-23',
  ]);
});

t.test('what no field can say is written as a mapping, and what it says otherwise is kept', async (t) => {
  const { store, desk, bring } = await newsdesk(t);
  const table = 'Who,Type,Q 1,Q 2\nAda Lind,member,yes,no\nAll,total,1,1\n';
  const place = String((await bring('q.csv', table)).headers.location);
  const written = `columns: { expert: "{Who}", source: s, source_title: Survey, source_publisher: Herald,
  source_published_on: "2024", paraphrase: Answered. }
values: { option: { yes: support, no: oppose } }
rows: [{ forEach: "Q *", columns: { question: "Question {@*}", option: "{@}" } }]
skip: { Type: [total] }
`;
  const faulty = await desk.post(`${place}/reading`, { mapping: written.replace('skip', 'skipp') });
  t.equal(faulty.statusCode, 422);
  t.match(textOf(faulty), /the mapping cannot be used.*skipp/i);
  t.match(faulty.body, /<textarea[^>]*>columns: \{ expert/, 'what was written is still there');
  t.equal((await desk.post(`${place}/reading`, { mapping: 'a: [' })).statusCode, 422);
  t.equal((await desk.post(`${place}/reading`, { mapping: written })).statusCode, 303);
  const page = await desk.get(place);
  t.match(textOf(page), /told by its mapping/);
  const tried = await desk.post(place, { ...formIn(page), act: 'try' });
  t.match(textOf(tried), /positions 2 0 0.*1 with Type “ ?total/);
  t.equal((await desk.post(place, { ...formIn(tried), act: 'import' })).statusCode, 303);
  t.strictSame((await store.ids('question')).toSorted(), ['question-1', 'question-2']);
});

t.test(
  'rows that are gone are shown, and retracted by whoever may; a near source is made where it is said to be new',
  async (t) => {
    const { store, app, roles, bringAs, desk } = await newsdesk(
      t,
      story().source('minutes', { title: 'Minutes of March', publisher: 'Council', publishedOn: '2024-03' }),
    );
    const chief = await atDesk(app, roles.publish);
    const table = (rows: string) =>
      `expert,question,option,paraphrase,source,source_title,source_publisher,source_published_on\n${rows}`;
    const row = (who: string) => `${who},Weir levy,support,Voted.,herald,Minutes of Marc,Council,2024-03\n`;
    const first = String(
      (await bringAs(chief.cookie, 'a.csv', table(row('Ada Lind') + row('Bo Li')))).headers.location,
    );
    const refused = await chief.post(first, { ...formIn(await chief.get(first)), act: 'try' });
    t.match(textOf(refused), /cannot be imported yet.*near/);
    const tried = await chief.post(first, { ...formIn(refused), nearSources: 'true', act: 'try' });
    t.match(textOf(tried), /sources 1 0 0/);
    t.equal((await chief.post(first, { ...formIn(tried), act: 'publish' })).statusCode, 303);
    const next = String((await bringAs(chief.cookie, 'b.csv', table(row('Ada Lind')))).headers.location);
    const gone = await chief.post(next, { ...formIn(await chief.get(next)), act: 'try' });
    t.match(textOf(gone), /none of its rows bo-li/);
    const retracting = await chief.post(next, { ...formIn(gone), retractMissing: 'true', act: 'try' });
    t.match(textOf(retracting), /positions 0 1 1.*What would change position/);
    t.equal(
      (await chief.post(next, { ...formIn(retracting), act: 'publish', reason: 'Not in the file.' })).statusCode,
      303,
    );
    t.equal((await store.publicly.ids('position')).length, 2, 'what was retracted stays to be seen');
    const statuses = (await store.getMany('position', await store.ids('position'))).map(({ status }) => status);
    t.strictSame(statuses.toSorted(), ['published', 'retracted']);
    t.notMatch((await desk.get('/desk/import')).body, 'retractMissing');
  },
);
