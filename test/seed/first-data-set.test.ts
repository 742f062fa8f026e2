import { readFileSync } from 'node:fs';
import t from 'tap';
import type { Cell } from '../../src/core/matrix/cell.ts';
import { importBundle } from '../../src/services/import/import.ts';
import { askMatrix } from '../../src/services/matrix/matrix.ts';
import { shows } from '../helpers/asserts/shows.ts';
import { READER } from '../helpers/fixtures/callers.ts';
import { CLOCK, RECORDED } from '../helpers/fixtures/records.ts';
import { readArticle, readSeed } from '../helpers/fixtures/seed.ts';
import { storeInMemory } from '../helpers/store/in-memory.ts';

const QUESTIONS = [
  ...['red-line', 'western-troops', 'kursk-only', 'us-weapons-limits', 'us-direct-action', 'us-new-steps'],
  ...['russian-weakness', 'battlefield-impact', 'combat-experience', 'technology-transfer', 'nk-gains'],
  ...['underreaction-risk', 'overreaction-risk', 'escalation', 'china-hedge'],
];
const EXPERTS = ['davis', 'dimino', 'hargis', 'herbst', 'kirby', 'turner'];

const seed = readSeed();
const store = storeInMemory(CLOCK);
t.teardown(() => store.close());
const report = await importBundle(store, seed, RECORDED);
const ask = (request = {}) =>
  askMatrix(store, READER, { rule: 'latest', asOf: null, knownAt: null, statements: false, ...request });
const matrix = await ask({ questions: QUESTIONS, experts: EXPERTS });
const cellOf = (expert: string, question: string): Cell | undefined =>
  matrix.cells.find((cell) => cell.expert === expert && cell.question === question);

/** A cell in a word or two: the option; "inferred" where it was not said; "if" where a condition was attached. */
const inWords = ({ state, option, basis, condition }: Cell): string =>
  [option ?? (state === 'none' ? '—' : state), basis === 'inferred' && '(inferred)', condition !== null && '(if)']
    .filter(Boolean)
    .join(' ');

t.test('the first data set holds six experts, fifteen questions and what was said', async (t) => {
  t.strictSame(seed.experts?.map(({ id }) => id).sort(), EXPERTS);
  t.strictSame(seed.questions?.map(({ id }) => id).sort(), QUESTIONS.toSorted());
  t.equal(report.statement.created, 26);
  t.equal(report.position.created, 21);
  t.strictSame(await store.check(), []);
});

t.test('the full matrix is the one that was reviewed', async (t) => {
  const rows = [
    ['', ...EXPERTS],
    ...QUESTIONS.map((id) => [id, ...EXPERTS.map((expert) => inWords(cellOf(expert, id) as Cell))]),
  ];
  const widths = ['', ...EXPERTS].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((word, column) => word.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  t.equal(`${table.join('\n')}\n`, readFileSync(new URL('../golden/seed-matrix.txt', import.meta.url), 'utf8'));
});

t.test('of its 90 cells 69 are silence, and none is contested', async (t) => {
  const states = Map.groupBy(matrix.cells, ({ state }) => state);
  t.equal(matrix.cells.length, 90);
  t.strictSame([...states].map(([state, cells]) => [state, cells.length]).sort(), [
    ['none', 69],
    ['position', 21],
  ]);
});

t.test('Kirby was asked about new steps and took no side, which is not silence', async (t) => {
  shows(t, cellOf('kirby', 'us-new-steps'), { state: 'position', option: 'noncommittal', value: null });
  shows(t, cellOf('kirby', 'red-line'), { state: 'none', option: null });
});

t.test('Herbst did not say what he holds of a deployment to Kursk only: it is inferred', async (t) => {
  shows(t, cellOf('herbst', 'kursk-only'), { option: 'lean-oppose', basis: 'inferred' });
});

t.test('"boots on the ground" finds the question of Western troops, and behind it the words of Davis', async (t) => {
  const { questions, cells } = await ask({ q: 'boots on the ground', experts: ['davis'], statements: true });
  t.strictSame(
    questions.map(({ id }) => id),
    ['western-troops'],
  );
  t.strictSame(cells[0]?.statements?.[0]?.quotes, [
    'then there has to be serious consideration of Western forces putting boots on the ground',
  ]);
});

t.test('a statement has a day of its own only where the article gives it', async (t) => {
  const dated = seed.statements
    ?.filter(({ saidOn }) => saidOn !== undefined)
    .map(({ id, saidOn }) => `${id} ${saidOn}`);
  t.strictSame(dated, [
    'kirby-sign-of-weakness 2024-10-23',
    'turner-long-challenged-limits 2024-10-23',
    'turner-answer-attacks-from-russia 2024-10-23',
  ]);
});

const article = readArticle();
const skip = article === null ? 'the article is not here (../shared/seed/*.txt beside the repository)' : false;

t.test(
  'every quote stands in the article, inside quotation marks, with its selector around it',
  { skip },
  async (t) => {
    for (const { id, quotes = [], selector } of seed.statements ?? []) {
      for (const quote of quotes) {
        const [before = '', after = ''] = (article ?? '').split(quote);
        t.ok(article?.includes(quote), `${id}: character for character`);
        t.ok(before.lastIndexOf('“') > before.lastIndexOf('”'), `${id}: after an opening quotation mark`);
        t.match(after, /^[^“]*”/, `${id}: before a closing one`);
      }
      if (quotes.length === 1)
        t.ok(article?.includes(`${selector?.prefix}${quotes[0]}${selector?.suffix}`), `${id}: selector`);
      else t.equal(quotes.length, 0, `${id}: no test knows where several quotes stand`);
    }
  },
);

t.test("nothing but quotes is copied: no eight words in a row are the article's", { skip }, async (t) => {
  const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = (text: string) => wordsOf(text).map((_, index, words) => words.slice(index, index + 8).join(' '));
  const printed = new Set(runs(article ?? ''));
  const own = [
    ...(seed.statements ?? []).map(({ id, paraphrase = '' }) => [id, paraphrase] as const),
    ...(seed.positions ?? []).map(
      ({ id, summary, note = '', condition = '' }) => [id, `${summary}\n${note}\n${condition}`] as const,
    ),
    ...(seed.questions ?? []).map(({ id, proposition, codingRule }) => [id, `${proposition}\n${codingRule}`] as const),
  ];
  for (const [id, text] of own)
    t.strictSame(
      runs(text).filter((run) => run.split(' ').length === 8 && printed.has(run)),
      [],
      id,
    );
});
