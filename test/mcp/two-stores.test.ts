/** What an assistant is told by tools that read, before two stores that are one for the public: the same, whoever asks. */
import t, { type Test } from 'tap';
import { TOOLS } from '../../src/mcp/tools.ts';
import { clientOver } from '../helpers/service/assistant.ts';
import { keyWith } from '../helpers/service/keys.ts';
import { serviceOver } from '../helpers/service/service.ts';
import { HIDDEN, HIDDEN_WORDS, twin } from '../helpers/store/twins.ts';

type Given = { readonly [name: string]: unknown };

/** Of each tool that reads what it takes: what is public, and what only drafts have. */
const ASKED: { readonly [name: string]: readonly Given[] } = {
  find_questions: [{}, { limit: 2 }, ...[...HIDDEN_WORDS, 'troops'].flatMap((q) => [{ q }, { topic: [q] }])],
  get_matrix: [
    { question: ['red-line', 'western-troops'] },
    { question: ['red-line'], limit: 2 },
    ...HIDDEN.question.map((id) => ({ question: [id] })),
    ...HIDDEN.expert.map((id) => ({ question: ['red-line'], expert: [id] })),
    ...HIDDEN_WORDS.map((name) => ({ question: ['red-line'], affiliation: [name] })),
  ],
  compare_experts: [{ expert: ['davis', 'turner'] }, ...HIDDEN.expert.map((id) => ({ expert: ['davis', id] }))],
  get_evidence: [
    { expert: 'davis', question: 'red-line' },
    ...HIDDEN.expert.map((expert) => ({ expert, question: 'red-line' })),
    ...HIDDEN.question.map((question) => ({ expert: 'davis', question })),
    ...HIDDEN.position.map((after) => ({ expert: 'davis', question: 'red-line', after })),
  ],
  who_moved: [{}, { limit: 1 }, ...HIDDEN.question.map((id) => ({ question: [id] }))],
  search: [...HIDDEN_WORDS, 'troops', 'davis'].map((q) => ({ q })),
};

const ADDRESSES = [
  'standpoint://experts/davis',
  ...HIDDEN.question.map((id) => `standpoint://questions/${id}`),
  ...HIDDEN.expert.map((id) => `standpoint://experts/${id}`),
];

/** Every answer to all of that, by what was asked: for nobody, and for somebody with the key of a writer. */
async function answersOf(t: Test, which: 'plain' | 'other' | 'told'): Promise<Map<string, readonly string[]>> {
  const store = await twin(t, which);
  const app = await serviceOver(t, store, { publicUrl: 'https://stances.example.org' });
  const told = new Map<string, readonly string[]>();
  for (const headers of [{}, await keyWith(store, 'write')]) {
    const client = await clientOver(t, app, 'modern', headers);
    const note = (question: string, answer: unknown) =>
      told.set(question, [...(told.get(question) ?? []), JSON.stringify(answer)]);
    for (const [name, all] of Object.entries(ASKED))
      for (const given of all)
        note(`${name} ${JSON.stringify(given)}`, await client.callTool({ name, arguments: given }));
    for (const uri of ADDRESSES)
      note(
        uri,
        await client.readResource({ uri }).catch((error: unknown) => (error instanceof Error ? error.message : error)),
      );
  }
  return told;
}

t.test('nothing that is told depends on what is not public, also with the key of a writer', async (t) => {
  const [plain, other] = [await answersOf(t, 'plain'), await answersOf(t, 'other')];
  t.strictSame(
    Object.keys(ASKED),
    TOOLS.filter(({ scope }) => scope === 'read').map(({ name }) => name),
  );
  t.ok(plain.size > 30);
  for (const [question, answers] of plain) {
    t.equal(new Set([...answers, ...(other.get(question) ?? ['none'])]).size, 1, question);
  }
});

t.test('what is published in one of them is told at once', async (t) => {
  const question = `get_evidence ${JSON.stringify(ASKED.get_evidence?.[0])}`;
  t.notMatch((await answersOf(t, 'plain')).get(question), [/davis-holds-more/]);
  t.match((await answersOf(t, 'told')).get(question), [/davis-holds-more/, /davis-holds-more/]);
});
