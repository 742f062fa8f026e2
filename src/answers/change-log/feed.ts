/** Feed: entries of the change log in words, for those who subscribe to them. */

import type { Change } from '../../core/change-log/change.ts';
import type { NamedTouches } from '../../core/change-log/correction.ts';
import { differences } from '../../core/change-log/history.ts';
import type { QuotedStatement } from '../../core/change-log/quoted-statements.ts';
import { differenceWords, fieldWords, type Names, sentenceOf } from '../../core/change-log/sentences.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import type { Source } from '../../core/records/source.ts';
import { wordsOf as lineOf, retellingLabel, translationLabel } from '../../core/records/statement-words.ts';

export type Paragraph =
  | { readonly kind: 'text'; readonly text: string }
  /** Verbatim words of an expert. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'source'; readonly text: string; readonly url: string | null }
  | {
      readonly kind: 'difference';
      readonly label: string;
      readonly before: string | null;
      readonly after: string | null;
    };

export type FeedEntry = {
  /** Unlike that of any other entry of any log, and the same for ever. */
  readonly id: string;
  readonly title: string;
  /** Absolute address of the page that shows it. */
  readonly page: string;
  readonly at: string;
  readonly body: readonly Paragraph[];
};

export type Feed = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Absolute address of the page it belongs to. */
  readonly page: string;
  /** Absolute address of the feed itself in the format of that suffix. */
  readonly self: (format: string) => string;
  /** Instant of the latest entry. */
  readonly updated: string;
  /** The newest first. */
  readonly entries: readonly FeedEntry[];
};

/** Title and body of an entry; `passages` are the statements that its record is, or rests on. */
export const tellChange = (
  change: Change,
  names: Names,
  passages: readonly QuotedStatement[],
  touches: NamedTouches,
): Pick<FeedEntry, 'title' | 'body'> => ({
  title: sentenceOf(change, names),
  body: [
    ...(change.reason === null ? [] : [text(`Reason: ${change.reason}`)]),
    ...differencesOf(change, names),
    ...texts(touchedWords(touches)),
    ...contentOf(change),
    ...(change.action === 'retract' ? [] : passages.flatMap(wordsOf)),
  ],
});

function touchedWords({ named, touched }: NamedTouches): string | null {
  if (named.length === 0) return null;
  const places = named.map(({ expert, question }) =>
    [...(expert === null ? ['all'] : [expert]), ...(question === null ? [] : [`on ${question}`])].join(' '),
  );
  const more = touched - named.length;
  return `Touches: ${places.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

const text = (words: string): Paragraph => ({ kind: 'text', text: words });
const texts = (...words: readonly (string | null)[]): Paragraph[] =>
  words.flatMap((it) => (it === null || it === '' ? [] : [text(it)]));

function differencesOf({ action, before, after }: Change, names: Names): Paragraph[] {
  if (action !== 'update') return [];
  const question = String(after?.question);
  return differences(before, after).map((difference) => ({
    kind: 'difference',
    label: fieldWords(difference.field),
    ...differenceWords(difference, question, names),
  }));
}

type Contents = { readonly [K in Kind]: (record: Entities[K]) => Paragraph[] };

/** What a new record says; of one that was changed, its differences say it. */
const CONTENTS: Contents = {
  scale: ({ options }) => texts(options.map(({ label }) => label).join(', ')),
  expert: ({ description }) => texts(description),
  source: (source) => [citation(source)],
  question: ({ proposition }) => texts(proposition),
  statement: () => [],
  position: ({ summary, condition, basis }) =>
    texts(
      summary,
      condition === null ? null : `Condition: ${condition}`,
      basis === 'inferred' ? 'Inferred from what was said.' : null,
    ),
};

function contentOf({ entity, action, after }: Change): Paragraph[] {
  if (after === null || action === 'update' || action === 'rename') return [];
  if (action === 'retract') return texts(`What was taken back: ${String(after.summary)}`);
  // The log keeps kind and record together, which its type does not tell.
  return (CONTENTS[entity] as (record: object) => Paragraph[])(after);
}

/**
 * Verbatim words as quotations; what is only retold, was done, is hearsay or a translation says so. A source stands after
 * the last of its statements.
 */
function wordsOf(
  { statement, sources }: QuotedStatement,
  place: number,
  passages: readonly QuotedStatement[],
): Paragraph[] {
  const { attribution, quotes, paraphrase, reportedBy, translations } = statement;
  const next = passages[place + 1]?.sources.map(({ id }) => id) ?? [];
  const isLastOfSources = sources.some(({ id }) => !next.includes(id));
  return [
    ...(reportedBy === null ? quotes.map((quote): Paragraph => ({ kind: 'quote', text: quote })) : []),
    ...texts(
      reportedBy === null ? null : lineOf(statement),
      reportedBy !== null || quotes.length > 0 || paraphrase === null
        ? null
        : `${retellingLabel(attribution)}: ${paraphrase}`,
    ),
    ...translations.map((it) => text(`${translationLabel(it)}: ${it.text}`)),
    ...(isLastOfSources ? sources.map(citation) : []),
  ];
}

const citation = ({ publisher, title, publishedOn, url }: Source): Paragraph => ({
  kind: 'source',
  text: `${publisher}, ${title}, ${publishedOn}`,
  url,
});
