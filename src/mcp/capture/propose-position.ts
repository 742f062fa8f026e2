/** propose_position: a draft of what an expert holds, tied to statements by words that stand in them. */
import { Type } from 'typebox';
import { locateQuote } from '../../core/capture/locate-quotes.ts';
import { Basis } from '../../core/records/position.ts';
import type { Statement } from '../../core/records/statement.ts';
import { Failure } from '../../core/values/errors.ts';
import { Id, Record, Text } from '../../core/values/schema.ts';
import { createRecord, getCurrent } from '../../services/records/editing.ts';
import { tool } from '../tool.ts';
import { byAssistant } from './by-assistant.ts';

/** Characters of the words that the log keeps with who proposed it. */
const MOST_TOLD = 1_000;

export const proposePosition = tool({
  name: 'propose_position',
  title: 'Propose a position',
  description:
    'Makes a draft of what an expert holds on a question, for a person to publish or not. It rests on statements that are there, as drafts or on record, and names the words in them that decide it: these must stand there character for character, or it is refused with the nearest place. Follow the coding rule of the question (find_questions). Makes nothing public. Needs a key with the scope write.',
  scope: 'write',
  idempotent: false,
  input: Record({
    expert: Id,
    question: Id,
    option: { ...Id, description: 'One of the options of the question.' },
    statements: Type.Array(Id, {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      description: 'Ids of statements of the expert.',
    }),
    words: Text(
      20_000,
      'The words that decide the option, exactly as a quote or the paraphrase of one of the statements has them.',
    ),
    summary: Text(2000, 'The position in one sentence of yours.'),
    condition: Type.Optional(Text(1000, 'The "if" that the expert attached.')),
    basis: Basis,
    note: Type.Optional(Text(4000, 'Why it is coded this way.')),
  }),
  output: Record({
    position: Id,
    status: Type.String({ description: 'draft: a person publishes it, or does not.' }),
    origin: Type.String({ description: 'Who proposed it; the change log keeps it for ever.' }),
  }),
  answer: async ({ store, caller, assistant }, { words, ...fields }) => {
    const statements: Statement[] = [];
    for (const id of fields.statements) statements.push(await getCurrent(store, caller, 'statement', id));
    requireWords(statements, words);
    const origin = byAssistant(assistant, caller);
    const reason = `Proposed by ${origin}, because of “${[...words].slice(0, MOST_TOLD).join('')}”`;
    const editor = { caller, at: new Date().toISOString(), reason };
    const { id, status } = await createRecord(store, 'position', fields, editor);
    return {
      text: `The draft "${id}" is made. Nothing is public: a person publishes it or not.`,
      data: { position: id, status, origin },
    };
  },
});

/** Fails with `quote-not-in-text` where none of the statements has the words, with the nearest place. */
function requireWords(statements: readonly Statement[], words: string): void {
  const texts = statements.flatMap(({ quotes, paraphrase }) => [
    ...quotes,
    ...(paraphrase === null ? [] : [paraphrase]),
  ]);
  if (texts.some((text) => text.includes(words))) return;
  if (texts.length === 0)
    throw new Failure('invalid', 'statements have no words to decide by', [
      { pointer: '/statements', message: 'have no words to decide by: name others' },
    ]);
  locateQuote(texts.join('\n'), words, {}, '/words');
  const message = 'must stand within one quote or paraphrase, and goes over from one into another';
  throw new Failure('quote-not-in-text', `/words ${message}`, [{ pointer: '/words', message }]);
}
