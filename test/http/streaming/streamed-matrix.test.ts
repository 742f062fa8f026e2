import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import t from 'tap';
import { isProblem, isRefusedFor } from '../../helpers/asserts/problem.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, EXPERTS, QUESTIONS, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { arbitraryEdits, carryOut } from '../../helpers/fixtures/edits.ts';
import { hostileStory } from '../../helpers/fixtures/hostile.ts';
import { council } from '../../helpers/fixtures/stories.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';
import { answersAlike, bothOver, isStreamTag, nothingHeld } from '../../helpers/service/streaming.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';

const FORMATS = ['csv', 'csv?shape=wide', 'csv?bom=1', 'tsv', 'tsv?shape=wide', 'ndjson'];

/** An address with more in its query. */
const withQuery = (address: string, query: string): string =>
  query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`;

const optional = (from: readonly string[]) => fc.option(fc.constantFrom(...from), { nil: '' });

const arbitraryQuery = fc
  .tuple(
    fc.constantFrom('/v1/matrix.', '/v1/questions/bridge/matrix.'),
    fc.constantFrom(...FORMATS),
    fc.constantFrom('', 'rule=all'),
    optional(['asOf=2024-06-29', 'asOf=2024', 'asOf=2023']),
    optional(['include=statements']),
    fc.subarray([...EXPERTS]).map((ids) => ids.map((id) => `expert=${id}`).join('&')),
    fc.subarray([...QUESTIONS]).map((ids) =>
      ids
        .reverse()
        .map((id) => `question=${id}`)
        .join('&'),
    ),
    optional(['q=petition', 'q=nothing']),
  )
  .map(([path, format, rule, asOf, include, experts, questions, q]) => {
    const chosen = path === '/v1/matrix.' ? [questions, q] : [];
    return [rule, asOf, include, experts, ...chosen].reduce(withQuery, `${path}${format}`);
  });

t.test('whatever was told and is asked, what is sent as it is made are the bytes of what is held', async (t) => {
  await eventuallyHolds(
    t,
    fc.tuple(arbitraryRemarks, fc.array(arbitraryQuery, { minLength: 20, maxLength: 30 })),
    async ([remarks, urls]) => {
      const both = await bothOver(t, await storeWith(t, [toldBy(remarks)]));
      for (const url of urls) if (!(await answersAlike(both, url))) return false;
      return true;
    },
    { runs: 12 },
  );
});

t.test('so it is of what was known at an instant, whatever was changed since', async (t) => {
  await eventuallyHolds(
    t,
    arbitraryEdits,
    async (edits) => {
      let seconds = 0;
      const store = await storeWith(t, [], ':memory:', {
        now: () => new Date(Date.UTC(2025, 0, 1) + 1000 * seconds++),
      });
      const instants: string[] = [];
      for (const edit of edits) {
        await carryOut(store, edit);
        instants.push(new Date(Date.UTC(2025, 0, 1) + 1000 * (seconds - 1)).toISOString());
      }
      seconds += 10;
      const both = await bothOver(t, store);
      for (const instant of instants)
        for (const format of FORMATS)
          for (const query of ['', 'include=statements&rule=all']) {
            const url = withQuery(withQuery(`/v1/matrix.${format}`, query), `knownAt=${instant}`);
            if (!(await answersAlike(both, url))) return false;
          }
      return true;
    },
    { runs: 5 },
  );
});

t.test('the first data set, texts that try to be more, and no data at all are the same both ways', async (t) => {
  for (const store of [await storeWith(t, [seed()]), await storeOf(t, hostileStory()), await storeWith(t, [])]) {
    const both = await bothOver(t, store);
    // Where it is not recorded, it is refused both ways.
    for (const format of FORMATS)
      for (const query of ['', 'include=statements', 'q=boots+on+the+ground&rule=all', 'affiliation=CIA'])
        t.ok(await answersAlike(both, withQuery(`/v1/matrix.${format}`, query)), `${format} ${query}`);
  }
});

t.test('the matrix of an organization is the same both ways, on every day and as it was known', async (t) => {
  let day = 1;
  const store = await storeWith(t, [council().bundle()], ':memory:', { now: () => new Date(Date.UTC(2025, 0, day++)) });
  const knownAt = new Date(Date.UTC(2025, 0, day)).toISOString();
  day += 1;
  await tell(store, council().says('switcher', 'motion', 'oppose', { id: 'p4', on: '2024-05-01' }));
  day += 1;
  const both = await bothOver(t, store);
  for (const format of FORMATS)
    for (const query of ['', 'asOf=2021', 'rule=all', 'include=statements', `knownAt=${knownAt}`])
      for (const name of ['affiliation=Blue', 'affiliation=red', 'affiliation=Red&affiliation=Blue']) {
        const url = withQuery(withQuery(`/v1/matrix.${format}`, name), query);
        t.equal((await both.held.inject(url)).statusCode, 200, url);
        t.ok(await answersAlike(both, url), url);
      }
  const switched = async (query: string) =>
    /^switcher,switcher,(.*)$/m.exec((await both.streamed.inject(`/v1/matrix.csv?shape=wide&${query}`)).body)?.[1];
  t.strictSame(await switched('affiliation=Red&asOf=2021'), 'support,,');
  t.strictSame(await switched('affiliation=Blue&asOf=2021'), undefined, 'who joined later is not there');
  t.strictSame(await switched('affiliation=Blue'), 'oppose,,');
  t.strictSame(await switched(`affiliation=Blue&knownAt=${knownAt}`), '—,,');
});

/** So many experts and questions that a row is made of several pieces; every seventh cell is filled. */
function town(experts: number, questions: number): Story {
  const told = story().expert('last', { sortName: 'zzz', name: 'The "last", =1+1\nof all' });
  for (let row = 0; row < experts - 1; row += 1) told.expert(`e${row}`, { sortName: String(row).padStart(6, '0') });
  for (let column = 0; column < questions; column += 1)
    told.question(`q${column}`, { title: `Question ${String(column).padStart(6, '0')}` });
  for (let cell = 0; cell < experts * questions; cell += 97)
    told.says(`e${Math.floor(cell / questions) % (experts - 1)}`, `q${cell % questions}`, 'support', {
      id: `p${cell}`,
      quote: 'two\nlines',
    });
  return told.says('last', `q${questions - 1}`, 'oppose', {
    id: 'the-last',
    summary: '=HYPERLINK("x"), he said\nand left',
  });
}

const LARGE = { experts: 200, questions: 301 };
const large = await serviceOver(t, await storeOf(t, town(LARGE.experts, LARGE.questions)));

t.test('60,000 cells are too large for JSON, which names what has no such limit, and no others have', async (t) => {
  for (const suffix of ['', '.html', '.xlsx', '.png', '.svg', '.md', '.txt', '.jsonld', '.anno']) {
    const answer = await large.inject(`/v1/matrix${suffix}`);
    const { detail } = isProblem(t, answer, 'answer-too-large');
    t.match(
      detail,
      /^200 experts × 301 questions are 60200 cells, .*ask for CSV, TSV or NDJSON, which may be of any size$/,
    );
  }
});

t.test('60,000 cells as CSV are read back whole, to the last one', async (t) => {
  const answer = await large.inject('/v1/matrix.csv?include=statements');
  t.ok(isStreamTag(answer.headers.etag));
  const [columns = [], ...rows]: string[][] = parse(answer.body, { record_delimiter: '\r\n' });
  const named = (row: readonly string[] = []) => Object.fromEntries(columns.map((name, at) => [name, row[at]]));
  t.equal(rows.length, LARGE.experts * LARGE.questions);
  t.match(named(rows.at(-1)), {
    expert_id: 'last',
    expert: 'The "last", =1+1\nof all',
    question_id: 'q300',
    state: 'position',
    option: 'Opposes',
    summary: `'=HYPERLINK("x"), he said\nand left`,
  });
  const ids = columns.indexOf('position_ids');
  t.equal(named(rows.find((row) => row[ids] === 'p97')).quotes, 'two\nlines');
  const lines = (await large.inject('/v1/matrix.ndjson')).body.trimEnd().split('\n');
  t.equal(lines.length, LARGE.experts * LARGE.questions);
  t.match(JSON.parse(lines.at(-1) ?? ''), { expert: 'last', question: 'q300', option: 'oppose', position: 'the-last' });
  const grid: string[][] = parse((await large.inject('/v1/matrix.csv?shape=wide')).body, { record_delimiter: '\r\n' });
  t.equal(grid.length, LARGE.experts + 1);
  for (const line of grid) t.equal(line.length, LARGE.questions + 4);
  t.equal(grid.at(-1)?.at(-3), 'oppose');
});

t.test('rows of more questions than one piece has are the same both ways, in the order named too', async (t) => {
  const store = await storeOf(t, town(4, 601));
  const [held, streamed] = [await serviceOver(t, store), await serviceOver(t, store, nothingHeld())];
  for (const format of FORMATS)
    for (const query of ['', 'expert=last&expert=e1', 'question=q600&question=q3'])
      t.ok(await answersAlike({ held, streamed }, withQuery(`/v1/matrix.${format}`, query)), `${format} ${query}`);
});

t.test('what is wrong with a request is told before anything is sent', async (t) => {
  const app = await serviceOver(t, await storeWith(t, [seed()]), nothingHeld());
  isRefusedFor(t, await app.inject('/v1/matrix.csv?expert=davies'), ['expert']);
  isRefusedFor(t, await app.inject('/v1/matrix.csv?affiliation=moon'), ['affiliation']);
  isRefusedFor(t, await app.inject('/v1/matrix.csv?knownAt=2999-01-01T00:00:00Z'), ['knownAt']);
  isRefusedFor(t, await app.inject('/v1/matrix.ndjson?shape=wide'), ['shape']);
  isProblem(t, await app.inject('/v1/questions/moon/matrix.csv'), 'not-found');
});

t.test('a line of NDJSON is the cell of the JSON, with what its expert, question and option are called', async (t) => {
  const app = await serviceOver(t, await storeWith(t, [seed()]));
  const query = 'expert=davis&question=western-troops&include=statements';
  const [cell] = (await app.inject(`/v1/matrix?${query}`)).json().cells;
  const { body, headers } = await app.inject(`/v1/matrix.ndjson?${query}`);
  t.equal(headers['content-type'], 'application/x-ndjson; charset=utf-8');
  t.strictSame(JSON.parse(body), {
    ...cell,
    expertName: 'Paul Davis',
    affiliation: 'Adjunct professor, The Institute for World Politics',
    questionTitle: 'Western troops',
    proposition: 'If North Korean troops fight in Ukraine, Western countries should send troops of their own.',
    optionLabel: 'Leans in favour',
    corrections: null,
  });
});

t.test('columns of evidence come where statements were asked for, also where no cell has any', async (t) => {
  const app = await serviceOver(t, await storeWith(t, [seed()]));
  const head = async (query: string) => (await app.inject(`/v1/matrix.csv?q=xyzzy${query}`)).body;
  t.match(await head('&include=statements'), /,quotes,paraphrases,/);
  t.notMatch(await head(''), 'quotes');
});
