/** Document: the text of a source, kept to check quotes against; and what is proposed as statements in it. */
import { type Static, Type } from 'typebox';
import { Id, Instant, List, Nullable, OneOf, PartialDate, Record, Text } from '../values/schema.ts';
import { LINKS } from './candidate.ts';

export const RIGHTS = ['none', 'licensed', 'own', 'public-domain'] as const;
export type Rights = (typeof RIGHTS)[number];
export const RightsName = OneOf(
  RIGHTS,
  'By which right the text is kept; none: to check quotes against, and nothing else.',
);

const count = Type.Integer({ minimum: 0 });

export const Document = Record(
  {
    id: Id,
    source: { ...Id, description: 'The source that it is the text of.' },
    sha256: Type.String({ description: 'SHA-256 of the text in UTF-8, in hex.' }),
    length: Type.Integer({ minimum: 1, description: 'Of the text, in UTF-16 units.' }),
    textForm: Type.Integer({
      minimum: 1,
      description: 'The form that the text was brought into, and the spans count in.',
    }),
    replaces: Nullable({ ...Id, description: 'The document of the same source that it takes the place of.' }),
    rights: RightsName,
    keepUntil: Nullable({ ...PartialDate, description: 'The last day that the text is kept.' }),
    language: Type.String({ description: 'BCP 47 tag of its language, given or found; und where none could be told.' }),
    format: Type.String({ description: 'What it came as.' }),
    filename: Nullable(Text(500)),
    fileSha256: Nullable(Type.String()),
    extractor: Type.String({ description: 'Name and version of what proposed candidates.' }),
    addedBy: Text(200),
    addedAt: Instant,
    textRemovedBy: Nullable(Text(200)),
    textRemovedAt: Nullable({ ...Instant, description: 'Since when the text is gone; hash, length and spans stay.' }),
    candidates: Record({ open: count, accepted: count, rejected: count }),
  },
  { $id: 'Document', description: 'The text of a source, without the text. Only those who write know of it.' },
);
export type Document = Static<typeof Document>;

export const TextSpanSchema = Record({
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0 }),
});
const span = TextSpanSchema;

export const CANDIDATE_STATES = ['open', 'accepted', 'rejected'] as const;
export type CandidateState = (typeof CANDIDATE_STATES)[number];
export const CandidateStateName = OneOf(CANDIDATE_STATES, 'open: nobody has decided yet.');

export const ORIGINS = ['extractor', 'model', 'mcp', 'person'] as const;
const Origin = Record({
  kind: OneOf(ORIGINS, 'Who or what proposed it; kept for ever.'),
  name: Text(200, 'Name and version of the program, or the name of the person.'),
});

const proposed = {
  origin: Origin,
  rule: Nullable(Text(100, 'The rule that found it.')),
  mention: Nullable(span),
  speakerName: Text(300),
  speakerKind: OneOf(['person', 'organization', 'group', 'unknown']),
  affiliationAsGiven: Nullable(Text(1000)),
  expert: Nullable(Id),
  link: OneOf(LINKS, 'How the speaker was found among the experts on record.'),
  cue: Nullable(span),
  attribution: OneOf(['direct', 'mixed', 'paraphrase']),
  quotes: List(span, 100, 'The words in quotation marks: text.slice(start, end), in UTF-16 units.'),
  content: List(span, 100, 'The retold words.'),
  saidOn: Nullable(PartialDate),
  saidOnWords: Nullable(span),
  questions: List(Id, 10, 'Questions on record that it may answer, the likeliest first.'),
  confidence: Nullable(Type.Number({ minimum: 0, maximum: 1 })),
};
/** What is proposed, as it is kept. */
export const ProposedCandidate = Record(proposed);
export type ProposedCandidate = Static<typeof ProposedCandidate>;

export const DocumentCandidate = Record(
  {
    id: Id,
    document: Id,
    ...proposed,
    state: CandidateStateName,
    statement: Nullable({ ...Id, description: 'The draft that was made of it, where it was accepted.' }),
    reason: Nullable(Text(2000, 'Why it was rejected.')),
    decidedBy: Nullable(Text(200)),
    decidedAt: Nullable(Instant),
    revision: Type.Integer({
      minimum: 1,
      description: 'How often it was changed, from 1: sent back with each change.',
    }),
  },
  { $id: 'Candidate', description: 'One statement proposed in a document, by the places of its words.' },
);
export type DocumentCandidate = Static<typeof DocumentCandidate>;

/** A document to be kept, with its text. */
export type NewDocument = Omit<
  Document,
  'id' | 'sha256' | 'length' | 'textForm' | 'replaces' | 'addedAt' | 'textRemovedBy' | 'textRemovedAt' | 'candidates'
> & { readonly text: string };

/** What becomes of a candidate. */
export type CandidateChange =
  | { readonly proposed: ProposedCandidate }
  | { readonly state: 'open' }
  | { readonly state: 'accepted'; readonly statement: string; readonly by: string }
  | { readonly state: 'rejected'; readonly reason: string | null; readonly by: string };

/** A change of the candidate that is at revision `expect`. */
export type CandidateDecision = { readonly id: string; readonly expect: number; readonly change: CandidateChange };
