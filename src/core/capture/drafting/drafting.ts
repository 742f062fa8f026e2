/** Drafting: one time that a model was asked about a document, with what left the house and what became of the answer. */
import { type Static, Type } from 'typebox';
import { Id, Instant, List, Nullable, OneOf, Record, Text } from '../../values/schema.ts';
import type { ProposedCandidate } from '../document.ts';

/** Why a proposal of a model is dropped, in words. */
export const DROPPED = {
  'no-words': 'had no words',
  'not-in-text': 'had words that are not in the text',
  ambiguous: 'had words that stand in the text more than once',
  'not-quoted': 'called words a quote that stand in no quotation marks',
  'unknown-speaker': 'named a speaker whom the text does not name',
  'unknown-answer': 'had an answer that is no option of a question it was asked; the statement stays',
  known: 'had been proposed before',
} as const;
export type DropReason = keyof typeof DROPPED;
const REASONS = Object.keys(DROPPED) as readonly DropReason[];

const count = (description: string) => Type.Integer({ minimum: 0, description });

const run = {
  model: Text(200, 'The model, by its name.'),
  prompt: Text(100, 'The version of what it was told.'),
  host: Text(300, 'Where the text was sent.'),
  reach: OneOf(['machine', 'network', 'internet'], 'How far away that may be.'),
  characters: count('Of the article.'),
  questions: count('On record, that were sent with it.'),
  received: count('Statements that the model proposed.'),
  dropped: List(
    Record({ why: OneOf(REASONS), count: Type.Integer({ minimum: 1 }) }),
    REASONS.length,
    'What was not taken over, and why.',
  ),
  tokens: Nullable(Record({ sent: Type.Integer({ minimum: 0 }), received: Type.Integer({ minimum: 0 }) })),
  failure: Nullable(Text(1000, 'Why nothing came of it.')),
};

export const Drafting = Record(
  {
    id: Id,
    document: Id,
    ...run,
    proposed: count('Candidates that were made of it.'),
    askedBy: Text(200),
    askedAt: Instant,
  },
  { $id: 'Drafting', description: 'One time that a model was asked.' },
);
export type Drafting = Static<typeof Drafting>;

/** Which option of which question a model took words for; shown to nobody before they have chosen. */
export type MachineAnswer = { readonly question: string; readonly option: string };

/** A statement that a model proposes, by the places of its words, with what it took them for. */
export type DraftedCandidate = { readonly candidate: ProposedCandidate; readonly answer: MachineAnswer | null };

/** What is kept of one time that a model was asked. */
export type NewDrafting = Omit<Drafting, 'id' | 'proposed' | 'askedAt'>;
