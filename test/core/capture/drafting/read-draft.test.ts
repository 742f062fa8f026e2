import t from 'tap';
import { isQuoted } from '../../../../src/core/capture/drafting/quoted.ts';
import { readDraft } from '../../../../src/core/capture/drafting/read-draft.ts';

const TEXT = `Omar Keita called the toll “a tax on islanders” and warned that ferries would empty.

“We were promised two boats 🚢,” he said. “We got one.” Ines Ferreira said it’s fair. It’s fair, she said.`;
const QUESTION = {
  ...{ id: 'toll', title: 'Ferry toll', proposition: 'A toll.', codingRule: null },
  options: [{ id: 'support', label: 'Supports' }],
};
const GROUND = {
  ...{ text: TEXT, questions: [QUESTION], origin: 'llama, prompt 1' },
  experts: [{ id: 'keita', name: 'Omar Keita', aliases: ['O. K.'] }],
};
const NOTHING = { quotes: [], retold: [], question: null, option: null };
const read = (proposal: object) => readDraft([{ speaker: 'Omar Keita', ...NOTHING, ...proposal }], GROUND);

t.test('exact words become places in the text', async (t) => {
  const { drafted, dropped } = read({
    quotes: ['We got one.', 'We were promised two boats 🚢,'],
    retold: ['ferries would empty'],
  });
  t.strictSame(dropped, []);
  const [{ candidate } = { candidate: null }] = drafted;
  t.match(candidate, {
    speakerName: 'Omar Keita',
    expert: 'keita',
    link: 'exact',
    attribution: 'mixed',
    confidence: null,
  });
  t.match(candidate?.origin, { kind: 'model', name: 'llama, prompt 1' });
  t.strictSame(
    candidate?.quotes.map(({ start, end }) => TEXT.slice(start, end)),
    ['We were promised two boats 🚢,', 'We got one.'],
    'in the order of the text',
  );
});

t.test('whatever is not exact is dropped, and nothing is repaired', async (t) => {
  for (const [why, proposal] of [
    ['not-in-text', { quotes: ['a tax upon islanders'] }],
    ['not-in-text', { retold: ["it's fair"] }],
    ['not-in-text', { quotes: ['We were promised … one.'] }],
    ['not-in-text', { quotes: ['We were promised two boats 🚢, We got one.'] }],
    ['not-quoted', { quotes: ['We were promised two boats 🚢,” he said. “We got one.'] }],
    ['not-quoted', { quotes: ['ferries would empty'] }],
    ['ambiguous', { retold: ['fair'] }],
    ['unknown-speaker', { speaker: 'Lena Moss', quotes: ['a tax on islanders'] }],
    ['unknown-speaker', { speaker: ' ', quotes: ['a tax on islanders'] }],
    ['no-words', {}],
    ['no-words', { quotes: [''] }],
  ] as const) {
    const { drafted, dropped } = read(proposal);
    t.strictSame([dropped, drafted.length], [[why], 0], JSON.stringify(proposal));
  }
});

t.test('an answer is one of the options that were asked for, and is kept apart from the candidate', async (t) => {
  const { drafted } = read({ quotes: ['We got one.'], question: 'toll', option: 'support' });
  t.strictSame(drafted[0]?.answer, { question: 'toll', option: 'support' });
  t.strictSame(drafted[0]?.candidate.questions, ['toll']);
  t.notMatch(JSON.stringify(drafted[0]?.candidate), 'support');
  for (const answer of [
    { question: 'toll', option: 'publish' },
    { question: 'war', option: 'support' },
    { option: 'support' },
  ])
    t.match(read({ quotes: ['We got one.'], ...answer }), { dropped: ['unknown-answer'], drafted: [{ answer: null }] });
});

t.test('words stand within quotation marks, of whichever form', async (t) => {
  const quoted = (text: string) => {
    const start = text.indexOf('no');
    return isQuoted(text, { start, end: start + 2 });
  };
  for (const text of [
    '“no”',
    '"no"',
    '„no“',
    '«no»',
    '»no«',
    '‘no’',
    "''no''",
    '“Yes,” he said. “So no”',
    '“So no.\n\n“And',
  ])
    t.ok(quoted(text), text);
  for (const text of ['no', '“Yes” no', '"Yes" no', '„Ja“ no', '»Ja« no', "It's no", '“Yes.\n\nno'])
    t.notOk(quoted(text), text);
});
