/** Doubts: what is likely a slip in a statement, found before it is published. None of it is forbidden. */
import { type Static, Type } from 'typebox';
import { firstDay, lastDay } from '../values/date.ts';
import { Id, OneOf, Record } from '../values/schema.ts';
import { fold } from '../values/sort-key.ts';
import type { Source } from './source.ts';
import type { Statement } from './statement.ts';

export const DOUBTS = ['said-after-publication', 'uncited', 'punctuation-in-quote', 'same-words'] as const;

export const Doubt = Record(
  {
    statement: Id,
    doubt: OneOf(
      DOUBTS,
      'A day said that is after a publication; no position rests on it; a comma or full stop of the sentence around a ' +
        'quote; the words of another statement of the same expert.',
    ),
    message: Type.String({ description: 'What is doubtful, and what to do.' }),
    others: Type.Array(Id, { description: 'The other statements with the same words; else empty.' }),
  },
  { $id: 'Doubt', description: 'What is likely a slip in a statement.' },
);
export type Doubt = Static<typeof Doubt>;

/** What the doubts of a statement are judged by. */
export type DoubtGrounds = {
  /** The sources of the statements. */
  readonly sources: readonly Source[];
  /** Ids of statements that a position rests on, drafts included. */
  readonly cited: ReadonlySet<string>;
  /** All statements with quotes of the experts of these. */
  readonly said: readonly Statement[];
};

/** The doubts of each statement, in their order. */
export function doubtsOf(statements: readonly Statement[], { sources, cited, said }: DoubtGrounds): readonly Doubt[] {
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  const byWords = Map.groupBy(
    said.filter((it) => wordsKey(it) !== ''),
    wordsKey,
  );
  return statements.flatMap((statement) => [
    ...saidLater(
      statement,
      statement.sources.flatMap((id) => sourceById.get(id) ?? []),
    ),
    ...(cited.has(statement.id)
      ? []
      : [doubt(statement, 'uncited', 'no position rests on it: code one, or delete it')]),
    ...punctuated(statement),
    ...repeated(statement, byWords.get(wordsKey(statement)) ?? []),
  ]);
}

const doubt = ({ id }: Statement, kind: Doubt['doubt'], message: string, others: readonly string[] = []): Doubt => ({
  statement: id,
  doubt: kind,
  message,
  others: [...others],
});

/** Nothing can be printed before it is said; a date of reduced precision may be any day that it covers. */
function saidLater(statement: Statement, sources: readonly Source[]): Doubt[] {
  if (statement.saidOnFrom === 'source') return [];
  const first = firstDay(statement.saidOn) ?? '';
  const before = sources.find(({ publishedOn }) => first > (lastDay(publishedOn) ?? ''));
  if (before === undefined) return [];
  const message = `said on ${statement.saidOn}, but "${before.id}" was published on ${before.publishedOn}: one of the two is wrong`;
  return [doubt(statement, 'said-after-publication', message)];
}

/** A comma at either end, or a full stop behind words that begin in the middle of a sentence, is the reporter's. */
const CAME_IN = /^\s*,|,\s*$|^\s*\p{Ll}[^.!?…]*[^.…]\.\s*$/u;

const punctuated = (statement: Statement): Doubt[] =>
  statement.quotes
    .filter((quote) => CAME_IN.test(quote))
    .map((quote) =>
      doubt(
        statement,
        'punctuation-in-quote',
        `“${quote.length > 60 ? `…${quote.slice(-60)}` : quote}”: the comma or full stop at its end may be the reporter's: look whether it was said`,
      ),
    );

function repeated(statement: Statement, alike: readonly Statement[]): Doubt[] {
  const others = alike.filter(
    ({ id, experts }) => id !== statement.id && experts.some((expert) => statement.experts.includes(expert)),
  );
  if (others.length === 0) return [];
  const ids = others.map(({ id }) => id).sort();
  const message = `has the words of ${ids.map((id) => `"${id}"`).join(', ')}: if it is one remark that was printed twice, make it one statement with both "sources"`;
  return [doubt(statement, 'same-words', message, ids)];
}

/** The words as they are compared: letters and digits, without case and accents. Retold ones and acts are worded by the recorder, and often alike. */
const wordsKey = ({ quotes }: Statement): string =>
  fold(quotes.join(' '))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
