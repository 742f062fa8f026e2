/** Search: which words of a record are found, and what a hit tells. */
import { type Static, Type } from 'typebox';
import { Id, OneOf, Record, RefTo } from '../values/schema.ts';
import type { AnyRecord } from '../writing/plan.ts';
import type { Expert } from './expert.ts';
import type { Position } from './position.ts';
import { isPublic } from './public-state.ts';
import type { Question } from './question.ts';
import type { Statement } from './statement.ts';

export const SEARCH_KINDS = ['expert', 'question', 'position', 'statement'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export const SnippetPart = Record(
  {
    text: Type.String(),
    match: Type.Boolean({ description: 'True where this part is a word that was searched for.' }),
  },
  { $id: 'SnippetPart' },
);

export const SearchHit = Record(
  {
    kind: OneOf(SEARCH_KINDS),
    id: Id,
    title: Type.String({ description: 'Name of the expert, title of the question, or whose position or words it is.' }),
    snippet: Type.Array(RefTo(SnippetPart), {
      description: 'The text around the words, in parts; joined together they are the text.',
    }),
  },
  { $id: 'SearchHit', description: 'One record in which the words were found.' },
);
export type SearchHit = Static<typeof SearchHit>;

/** What a hit is about: a question, an expert, or what an expert holds on a question. */
export type HitSubject = { readonly expert: string | null; readonly question: string | null };

/** What is indexed of a record: `title` weighs more than `body`. Null where nothing of it is to be found. */
export type SearchText = { readonly title: string; readonly body: string };

export const expertText = (expert: Expert): SearchText => ({
  title: [expert.name, ...expert.aliases].join('\n'),
  body: [...expert.affiliations.flatMap(({ role, organization }) => [role, organization]), expert.description]
    .filter((text) => text !== null)
    .join('\n'),
});

export const questionText = (question: Question): SearchText => ({
  title: [question.title, ...question.aliases].join('\n'),
  body: [question.proposition, ...question.topics, ...(question.translations ?? []).map(({ text }) => text)].join('\n'),
});

export const positionText = (position: Position): SearchText | null =>
  position.status === 'published'
    ? { title: '', body: [position.summary, position.condition].filter((text) => text !== null).join('\n') }
    : null;

export const statementText = (statement: Statement): SearchText => ({
  title: '',
  body: [
    ...[...statement.quotes, statement.paraphrase, statement.venue].filter((text) => text !== null),
    ...statement.translations.map(({ text }) => text),
  ].join('\n'),
});

/** What is to be found of a record of any kind; null for nothing. A draft is not in the index: its words would weigh in what others find. */
export function searchText(it: AnyRecord): SearchText | null {
  if (!isPublic(it.record)) return null;
  switch (it.kind) {
    case 'expert':
      return expertText(it.record);
    case 'question':
      return questionText(it.record);
    case 'statement':
      return statementText(it.record);
    case 'position':
      return positionText(it.record);
    default:
      return null;
  }
}

/** Words so common that a question typed by a person should not have to contain them. */
const COMMON_WORDS = new Set(
  `a about an and any are as at be been by can could did do does for from had has have how if in into is it its no not
   of on or should than that the their them then there they this to was were what when where which who whom whose why
   will with would says said say think thinks stand stands`.split(/\s+/),
);

/** The words of a query: letters and digits, lower-cased; common words left out unless there are no others. */
export function searchWords(query: string): string[] {
  const words = [
    ...new Set(
      query
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
    ),
  ];
  const telling = words.filter((word) => !COMMON_WORDS.has(word));
  return telling.length > 0 ? telling : words;
}
