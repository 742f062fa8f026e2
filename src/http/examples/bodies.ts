/** Bodies of requests, as examples. Sent in the order of test/helpers/formats/example-order.ts, each finds what it refers to. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Records that the bodies below make, of every kind: one to be changed, and one to be removed; and one that becomes one with the first. */
const WRITTEN = 'example';
const REMOVED = 'example-2';
const MERGED = 'example-3';

/** The id of a record that a request writes. */
export const writtenId = (method: string, act?: string): string =>
  method === 'delete' ? REMOVED : act === 'merge' ? MERGED : WRITTEN;

/** Ids that are made by chance: whoever makes what they are of is told its own. */
export const BY_CHANCE = { key: '4f7kq2ma', webhook: 'wh_0a1b2c3d', delivery: 'msg_0a1b2c3d' } as const;

const reason = 'An example.';
const printed = { publishedOn: '2024-10-23', language: 'en' };
const coded = { option: 'support', basis: 'stated', summary: 'Wants examples in every document.' };

/** By the id of the operation. */
export const BODIES: { readonly [operationId: string]: Json } = {
  createScale: {
    id: WRITTEN,
    label: 'Three steps',
    options: [
      { id: 'against', label: 'Against', value: -1 },
      { id: 'between', label: 'Between', value: 0 },
      { id: 'for', label: 'For', value: 1 },
    ],
  },
  updateScale: { label: 'Three steps, in words', reason },
  createExpert: { id: WRITTEN, name: 'Ada Example', description: 'Nobody: an example.' },
  updateExpert: { description: 'Still nobody.', reason },
  createSource: {
    id: WRITTEN,
    title: 'On examples',
    publisher: 'Example Weekly',
    ...printed,
  },
  updateSource: { title: 'On examples, and on what they are for', reason },
  createQuestion: {
    ...{ id: WRITTEN, title: 'Examples', proposition: 'Every document should have examples.' },
    codingRule: 'Support: calls for examples. Oppose: calls them needless.',
    topics: ['examples'],
  },
  updateQuestion: { topics: ['examples', 'documents'], reason },
  createStatement: {
    ...{ id: WRITTEN, experts: ['davis'], sources: ['epoch-times-north-korean-troops'] },
    ...{ attribution: 'paraphrase', paraphrase: 'An example of what could have been said.' },
  },
  updateStatement: { paraphrase: 'Another example of what could have been said.', reason },
  createPosition: {
    ...{ id: WRITTEN, expert: 'davis', question: 'western-troops', option: 'mixed', basis: 'inferred' },
    ...{ summary: 'An example of a position.', statements: ['davis-boots-on-the-ground'] },
  },
  updatePosition: { summary: 'An example of a position, in other words.', reason },
  ...Object.fromEntries(
    ['Scale', 'Expert', 'Source', 'Question', 'Statement', 'Position'].map((name) => [`publish${name}`, { reason }]),
  ),
  publishSeveral: { records: [{ kind: 'statement', id: WRITTEN }], reason },
  retractPosition: { reason: 'It was an example.' },
  mergeExpert: { into: WRITTEN, reason: 'Both are nobody.' },
  mergeSource: { into: WRITTEN, reason: 'It was recorded twice.' },
  mergeQuestion: { into: WRITTEN, reason: 'Both ask the same.' },
  acceptProposal: { reason: 'So it is.' },
  declineProposal: { reason: 'So it was not printed.' },
  withdrawProposal: { reason: 'The label is right as it is.' },
  matchAnswers: {
    answers: [
      { question: 'red-line', option: 'support' },
      { question: 'western-troops', option: 'oppose' },
    ],
  },
  importBundle: {
    bundleVersion: 1,
    reason,
    scales: [
      {
        id: REMOVED,
        label: 'Two steps',
        options: [
          { id: 'no', label: 'No', value: -1 },
          { id: 'yes', label: 'Yes', value: 1 },
        ],
      },
    ],
    experts: [
      { id: REMOVED, name: 'Ben Example' },
      { id: MERGED, name: 'The Countess of Example' },
    ],
    sources: [
      { id: REMOVED, title: 'Daily examples', publisher: 'Example Daily', ...printed },
      { id: MERGED, title: 'What is shown by one', publisher: 'Example Weekly', ...printed },
    ],
    questions: [
      {
        ...{ id: REMOVED, title: 'Rules', proposition: 'Ten rules are worth one example.' },
        ...{ codingRule: 'Yes: says so.', scale: REMOVED },
      },
      {
        ...{ id: MERGED, title: 'No document alone', proposition: 'Documents need examples.' },
        codingRule: 'Support: calls for examples.',
      },
    ],
    statements: [
      {
        ...{ id: REMOVED, expert: REMOVED, source: REMOVED },
        ...{ attribution: 'paraphrase', paraphrase: 'An example is worth more than ten rules.' },
      },
    ],
    positions: [
      {
        ...{ id: REMOVED, expert: REMOVED, question: REMOVED, option: 'no' },
        ...{ basis: 'stated', summary: 'Holds one example dearer.', statements: [REMOVED], status: 'draft' },
      },
    ],
  },
  saveMapping: {
    columns: { expert: '{member}', question: 'motion-{motion}', option: '{vote}', source: 'minutes' },
    values: { option: { 1: 'support', 2: 'oppose' } },
  },
  addDocument: {
    source: WRITTEN,
    text: '“Every document should have examples,” said Cleo Example. Examples save time, and rules are seldom read.',
    rights: 'own',
    language: 'en',
  },
  proposeCandidate: { speakerName: 'Cleo Example', content: ['Examples save time, and rules are seldom read.'] },
  changeCandidate: {
    revision: 1,
    candidate: { speakerName: 'Dan Example', content: ['Examples save time, and rules are seldom read.'] },
  },
  splitCandidate: { revision: 2, begins: 'rules are seldom read' },
  joinCandidates: { revision: 3, other: '3', otherRevision: 1 },
  rejectCandidate: { revision: 4, reason: 'The author says so, and nobody else.' },
  reopenCandidate: { revision: 5 },
  acceptCandidate: { revision: 1, newExpert: { name: 'Cleo Example' } },
  openRound: { questions: [WRITTEN], coders: [BY_CHANCE.key] },
  putCoding: { revision: 0, ...coded },
  adjudicate: { candidate: '1', question: WRITTEN, ...coded },
  publishDocument: { reason },
  createKey: { name: 'Ida', scopes: ['write'] },
  createWebhook: { url: 'https://newsroom.example/standpoint', eventTypes: ['position.published'] },
};
