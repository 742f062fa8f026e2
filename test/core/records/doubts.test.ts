import t from 'tap';
import { doubtsOf } from '../../../src/core/records/doubts.ts';
import type { StatementInput } from '../../../src/core/records/statement.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';

/** The doubts of what the story tells, as "statement doubt". */
function doubtsIn(told: Story): string[] {
  const { statement, source, position } = recordsOf(told.bundle());
  const cited = new Set(position.flatMap(({ statements }) => statements));
  return doubtsOf(statement, { sources: source, cited, said: statement }).map((it) => `${it.statement} ${it.doubt}`);
}

const quoted = (quote: string): Partial<StatementInput> => ({ attribution: 'direct', quotes: [quote] });
const citing = (told: Story, ...ids: string[]): Story => {
  for (const id of ids)
    told.position(`p-${id}`, { expert: 'ada', question: 'bridge', option: 'support', statements: [id] });
  return told;
};

t.test('what is published cannot have been said later, as far as the dates tell', async (t) => {
  const said = (saidOn: string, publishedOn: string) =>
    doubtsIn(citing(story().source('post', { publishedOn }).statement('s', 'ada', { saidOn }), 's'));
  t.strictSame(said('2024-06-02', '2024-06-01'), ['s said-after-publication']);
  t.strictSame(said('2024-07', '2024-06'), ['s said-after-publication']);
  t.strictSame(said('2024-06-02', '2024-06'), []);
  t.strictSame(said('2024', '2024-06-01'), [], 'it may have been in May');
  t.strictSame(said('2024-06-01', '2024-06-01'), []);
  const twice = story().source('post', { publishedOn: '2024-06-30' }).source('early', { publishedOn: '2024-06-01' });
  twice.statement('s', 'ada', { sources: ['post', 'early'], saidOn: '2024-06-10' });
  t.strictSame(doubtsIn(citing(twice, 's')), ['s said-after-publication'], 'nor after any that printed it');
});

t.test('a statement that no position rests on is told', async (t) => {
  t.strictSame(doubtsIn(citing(story().statement('a', 'ada').statement('b', 'ada'), 'a')), ['b uncited']);
});

t.test('a comma or full stop of the sentence around a quote is told', async (t) => {
  const isDoubtful = (quote: string) => doubtsIn(citing(story().statement('s', 'ada', quoted(quote)), 's')).length > 0;
  for (const quote of ['We oppose it,', ', and we always did', 'not another bill.', 'never, ever.'])
    t.equal(isDoubtful(quote), true, quote);
  for (const quote of ['We oppose it.', 'not another bill', 'well … so it goes…', 'no? No. Never.', 'No!', 'so on...'])
    t.equal(isDoubtful(quote), false, quote);
});

t.test('the same words of the same expert twice are told, and those of another are not', async (t) => {
  const told = story()
    .statement('a', 'ada', quoted('Never again!'))
    .statement('b', 'ada', quoted('“Never  again”'))
    .statement('c', 'ben', quoted('Never again'))
    .statement('d', 'ada', { paraphrase: 'Voted.' })
    .statement('e', 'ada', { paraphrase: 'Voted.' });
  told.position('p', { expert: 'ben', question: 'bridge', option: 'support', statements: ['c'] });
  t.strictSame(doubtsIn(citing(told, 'a', 'b', 'd', 'e')), ['a same-words', 'b same-words']);
});
