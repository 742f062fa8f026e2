/** What is sent to propose a statement in a document, and to decide on one. */
import { type Static, Type } from 'typebox';
import { Basis } from '../records/position.ts';
import { Failure } from '../values/errors.ts';
import { Id, List, OneOf, PartialDate, Record, Text } from '../values/schema.ts';
import type { TextSpan } from './candidate.ts';
import { type ProposedCandidate, TextSpanSchema } from './document.ts';
import { locateQuote } from './locate-quotes.ts';

const context = (description: string) => Type.Optional(Type.String({ format: 'text', maxLength: 500, description }));

export const NewCandidate = Record(
  {
    speakerName: Text(300, 'Who says it, by name.'),
    speakerKind: Type.Optional(OneOf(['person', 'organization', 'group', 'unknown'])),
    expert: Type.Optional({ ...Id, description: 'The speaker among the experts on record.' }),
    affiliationAsGiven: Type.Optional(Text(1000)),
    quotes: Type.Optional(
      List(
        Type.Union([Text(20_000), TextSpanSchema]),
        100,
        'Each the words in quotation marks, without the marks and exactly as the text has them; or their span.',
      ),
    ),
    content: Type.Optional(List(Type.Union([Text(20_000), TextSpanSchema]), 100, 'The retold words, likewise.')),
    prefix: context('Characters right before the first quote, where it stands in the text more than once.'),
    suffix: context('Characters right behind the last quote.'),
    saidOn: Type.Optional(PartialDate),
    questions: Type.Optional(List(Id, 10)),
  },
  { $id: 'NewCandidate', description: 'A statement proposed by a person or a program. Nothing in it is repaired.' },
);
export type NewCandidate = Static<typeof NewCandidate>;

/** The candidate by the places of its words. Fails with `quote-not-in-text`, `quote-ambiguous` and `invalid`. */
export function toProposed(text: string, input: NewCandidate, origin: ProposedCandidate['origin']): ProposedCandidate {
  const last = (input.quotes?.length ?? 0) - 1;
  const quotes = (input.quotes ?? []).map((it, index) =>
    spanOf(text, it, `/quotes/${index}`, {
      ...(index === 0 && input.prefix !== undefined && { prefix: input.prefix }),
      ...(index === last && input.suffix !== undefined && { suffix: input.suffix }),
    }),
  );
  const content = (input.content ?? []).map((it, index) => spanOf(text, it, `/content/${index}`, {}));
  if (quotes.length + content.length === 0)
    throw new Failure('invalid', 'a statement has words: send quotes, or content, or both', [
      { pointer: '/quotes', message: 'must have an entry where content has none' },
    ]);
  return {
    ...{ origin, rule: null, mention: null, cue: null, confidence: null, saidOnWords: null },
    speakerName: input.speakerName,
    speakerKind: input.speakerKind ?? 'unknown',
    affiliationAsGiven: input.affiliationAsGiven ?? null,
    expert: input.expert ?? null,
    link: input.expert === undefined ? 'none' : 'exact',
    attribution: quotes.length === 0 ? 'paraphrase' : content.length === 0 ? 'direct' : 'mixed',
    ...{ quotes, content, saidOn: input.saidOn ?? null, questions: [...(input.questions ?? [])] },
  };
}

function spanOf(
  text: string,
  words: string | TextSpan,
  pointer: string,
  around: { readonly prefix?: string; readonly suffix?: string },
): TextSpan {
  if (typeof words === 'string') return locateQuote(text, words, around, pointer);
  const { start, end } = words;
  const halves = /^[\udc00-\udfff]|[\ud800-\udbff]$/;
  if (start < end && end <= text.length && !halves.test(text.slice(start, end))) return { start, end };
  const message = `must be a span of whole characters within the ${text.length} UTF-16 units of the text`;
  throw new Failure('invalid', `${pointer} ${message}`, [{ pointer, message }]);
}

const revision = Type.Integer({ minimum: 1, description: 'The revision of the candidate that was looked at.' });

export const Acceptance = Record(
  {
    revision,
    expert: Type.Optional({
      ...Id,
      description:
        'Who says it; unless given, the expert whom the candidate is tied to by name or alias. Not beside newExpert.',
    }),
    newExpert: Type.Optional(
      Record({
        name: Text(300),
        kind: Type.Optional(OneOf(['person', 'organization'])),
        description: Type.Optional(Text(1000)),
      }),
    ),
    saidOn: Type.Optional(PartialDate),
    paraphrase: Type.Optional(Text(20_000, 'What was retold, in your words.')),
    positions: Type.Optional(
      List(
        Record({
          question: Id,
          option: Id,
          basis: Basis,
          summary: Text(2000, 'The position in one sentence of yours.'),
          condition: Type.Optional(Text(1000)),
          note: Type.Optional(Text(5000)),
        }),
        20,
        'What it says on which questions: a draft of a position each.',
      ),
    ),
  },
  {
    $id: 'Acceptance',
    description: 'A candidate becomes a draft of a statement, with drafts of the positions that rest on it.',
  },
);
export type Acceptance = Static<typeof Acceptance>;

export const Rejection = Record(
  { revision, reason: Type.Optional(Text(2000, 'Why.')) },
  { $id: 'Rejection', description: 'A candidate is no statement, or none that belongs on record.' },
);
export const Reopening = Record(
  { revision },
  { $id: 'Reopening', description: 'A decision on a candidate is undone.' },
);
export const Splitting = Record(
  {
    revision,
    begins: Text(2000, 'The words that the second statement begins with, exactly as the text has them.'),
  },
  { $id: 'Splitting', description: 'A candidate is two statements.' },
);
export const Joining = Record(
  {
    revision,
    other: { ...Id, description: 'The candidate whose words go over into this one; it is set aside.' },
    otherRevision: Type.Integer({ minimum: 1, description: 'The revision of the other that was looked at.' }),
  },
  { $id: 'Joining', description: 'Two candidates are one statement.' },
);
