/** propose_statement: a statement in a document, by its exact words, for a person to accept or reject. */
import { Type } from 'typebox';
import { Id, List, PartialDate, Record, Text } from '../../core/values/schema.ts';
import { proposeCandidate } from '../../services/capture/candidates.ts';
import { tool } from '../tool.ts';
import { byAssistant } from './by-assistant.ts';

const context = (description: string) => Type.Optional(Type.String({ format: 'text', maxLength: 500, description }));

export const proposeStatement = tool({
  name: 'propose_statement',
  title: 'Propose a statement',
  description:
    'Proposes what somebody said in a document, for a person to decide on. Words must stand in its text character for character: what does not is refused, with the nearest place and the first character that differs; read the text again, and never change words to fit. Makes nothing public. Needs a key with the scope write.',
  scope: 'write',
  idempotent: false,
  input: Record({
    document: { ...Id, description: 'The document; list_candidates has them.' },
    speakerName: Text(300, 'Who says it, by name.'),
    expert: Type.Optional({ ...Id, description: 'The speaker among the experts on record; search has them.' }),
    quotes: Type.Optional(
      List(Text(20_000), 20, 'Each the words in quotation marks, without the marks, exactly as the text has them.'),
    ),
    content: Type.Optional(List(Text(20_000), 20, 'Words that retell what was said, exactly as the text has them.')),
    prefix: context('Characters right before the first quote, where it stands in the text more than once.'),
    suffix: context('Characters right behind the last quote.'),
    saidOn: Type.Optional(PartialDate),
    questions: Type.Optional(List(Id, 10, 'Questions on record that it may answer.')),
  }),
  output: Record({
    candidate: Id,
    document: Id,
    state: Type.String(),
    origin: Type.String({ description: 'Who proposed it; kept for ever.' }),
  }),
  answer: async ({ store, caller, assistant }, { document, ...input }) => {
    const { id, state, origin } = await proposeCandidate(
      store,
      caller,
      document,
      input,
      byAssistant(assistant, caller),
    );
    return {
      text: `Proposed as candidate ${id} of the document ${document}. Nothing is public: a person accepts it or not.`,
      data: { candidate: id, document, state, origin: origin.name },
    };
  },
});
