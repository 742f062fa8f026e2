/** What requests look like: values of parameters and bodies, of the first data set. Tests send all of them. */

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** By the name of the parameter; an id in a path is that of `idOf`. */
export const PARAMETERS: { readonly [name: string]: Json } = {
  ...{ expert: ['davis', 'turner'], excludeExpert: ['kirby'], of: 'davis' },
  ...{ question: ['red-line'], excludeQuestion: ['kursk-only'], topic: ['escalation'], excludeTopic: ['nato'] },
  ...{ source: ['epoch-times-north-korean-troops'], option: ['support'], affiliation: ['CIA'] },
  ...{ q: 'troops', url: 'http://localhost/questions/red-line', kind: 'not-found' },
  ...{ asOf: '2024-10-31', from: '2024-10', to: '2024-10-31', rule: 'latest', limit: 2 },
  ...{ seq: 3, first: 2, size: 5, 'if-match': '*', reason: 'An example that is not needed any more.' },
};

/** Records of the first data set, which are there to be read. */
const READ: { readonly [plural: string]: string } = {
  scales: 'support',
  experts: 'davis',
  sources: 'epoch-times-north-korean-troops',
  questions: 'red-line',
  statements: 'davis-boots-on-the-ground',
  positions: 'davis-western-troops',
};

/** Records that the bodies below make, which are there to be changed. */
const WRITTEN: { readonly [plural: string]: string } = {
  scales: 'three-steps',
  experts: 'ada-example',
  sources: 'example-weekly',
  questions: 'example-question',
  statements: 'ada-on-the-example',
  positions: 'ada-example-question',
};

/** The id in a path: of a record of the first data set where it is read, else of one that an example makes. */
export function idOf(path: string, method: string): string | undefined {
  const [, plural = ''] = /^\/v1\/([a-z]+)\/\{id\}/.exec(path) ?? [];
  return (method === 'get' ? READ : WRITTEN)[plural] ?? (plural === 'mappings' ? 'roll-calls' : undefined);
}

const reason = 'An example.';

/** By the id of the operation. Sent in the order of the document, each finds what it refers to. */
export const BODIES: { readonly [operationId: string]: Json } = {
  createScale: {
    id: WRITTEN.scales ?? null,
    label: 'Three steps',
    options: [
      { id: 'against', label: 'Against', value: -1 },
      { id: 'between', label: 'Between', value: 0 },
      { id: 'for', label: 'For', value: 1 },
    ],
  },
  updateScale: { label: 'Three steps, in words', reason },
  createExpert: { id: 'ada-example', name: 'Ada Example', description: 'Nobody: an example.' },
  updateExpert: { description: 'Still nobody.', reason },
  createSource: {
    id: 'example-weekly',
    title: 'On examples',
    publisher: 'Example Weekly',
    publishedOn: '2024-10-23',
    language: 'en',
  },
  updateSource: { title: 'On examples, and on what they are for', reason },
  createQuestion: {
    ...{ id: 'example-question', title: 'Examples', proposition: 'Every document should have examples.' },
    codingRule: 'Support: calls for examples. Oppose: calls them needless.',
    topics: ['examples'],
  },
  updateQuestion: { topics: ['examples', 'documents'], reason },
  createStatement: {
    ...{ id: 'ada-on-the-example', experts: ['davis'], sources: ['epoch-times-north-korean-troops'] },
    ...{ attribution: 'paraphrase', paraphrase: 'An example of what could have been said.' },
  },
  updateStatement: { paraphrase: 'Another example of what could have been said.', reason },
  createPosition: {
    ...{ id: 'ada-example-question', expert: 'davis', question: 'western-troops', option: 'mixed', basis: 'inferred' },
    ...{ summary: 'An example of a position.', statements: ['davis-boots-on-the-ground'] },
  },
  updatePosition: { summary: 'An example of a position, in other words.', reason },
  matchAnswers: {
    answers: [
      { question: 'red-line', option: 'support' },
      { question: 'western-troops', option: 'oppose' },
    ],
  },
  importBundle: { bundleVersion: 1, reason, experts: [{ id: 'ben-example', name: 'Ben Example' }] },
  addDocument: {
    source: 'epoch-times-north-korean-troops',
    text: 'Ada Example said: "Every document should have examples."',
    rights: 'own',
    language: 'en',
  },
  createKey: { name: 'Graphics desk', scopes: ['read'] },
  createWebhook: { url: 'https://newsroom.example/standpoint', eventTypes: ['position.published'] },
};
