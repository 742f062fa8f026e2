/** Search: which words of a record are found, and what a hit tells. */
import { type Static, Type } from 'typebox';
import { once } from '../values/once.ts';
import { Id, Language, OneOf, Record, RefTo } from '../values/schema.ts';
import type { AnyRecord } from '../writing/plan.ts';
import type { Expert } from './expert.ts';
import type { Position } from './position.ts';
import { isPublic } from './public-state.ts';
import type { Question } from './question.ts';
import type { Statement, Translation } from './statement.ts';

export const SEARCH_KINDS = ['expert', 'question', 'position', 'statement'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** What of a record is searched. Those of TITLES weigh more than the others. */
export const SEARCH_FIELDS = [
  'name',
  'title',
  'alias',
  'affiliation',
  'description',
  'proposition',
  'topic',
  'summary',
  'condition',
  'quote',
  'paraphrase',
  'venue',
  'translation',
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

const TITLES: readonly SearchField[] = ['name', 'title', 'alias'];

/** How the words asked for are in what was found: each as it is, each as a part of a longer one, or only some. */
export const SEARCH_MATCHES = ['all', 'part', 'any'] as const;
export type SearchMatch = (typeof SEARCH_MATCHES)[number];

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
    title: Type.String({ description: 'Name of the expert, title of the question, or whose position or words.' }),
    field: OneOf(SEARCH_FIELDS, 'What the snippet is of: a `quote` has their words, all else ours.'),
    snippet: Type.Array(RefTo(SnippetPart), {
      description: 'The text of that field around the words, in parts.',
    }),
    language: Type.Optional({ ...Language, description: 'That of the snippet, where it is on record.' }),
  },
  { $id: 'SearchHit', description: 'One record in which the words were found.' },
);
export type SearchHit = Static<typeof SearchHit>;

/** What a hit is about: a question, an expert, or what an expert holds on a question. */
export type HitSubject = { readonly expert: string | null; readonly question: string | null };

/** What is indexed of a record: `title` weighs more than `body`. Null where nothing of it is to be found. */
export type SearchText = { readonly title: string; readonly body: string };

/** A text of a record that is searched, and which of its fields that is. */
export type Searched = {
  readonly field: SearchField;
  readonly text: string;
  /** That of the text, where the record says it. */
  readonly language?: string | undefined;
};

/** Those of a field; null is none. */
const all = (field: SearchField, texts: readonly (string | null)[], language?: string): Searched[] =>
  texts.filter((text) => text !== null).map((text) => ({ field, text, language }));

const translated = (translations: readonly Pick<Translation, 'text' | 'language'>[] = []): Searched[] =>
  translations.map(({ text, language }) => ({ field: 'translation', text, language }));

const ofExpert = (expert: Expert): Searched[] => [
  ...all('name', [expert.name]),
  ...all('alias', expert.aliases),
  ...all(
    'affiliation',
    expert.affiliations.flatMap(({ role, organization }) => [role, organization]),
  ),
  ...all('description', [expert.description]),
];

const ofQuestion = (question: Question): Searched[] => [
  ...all('title', [question.title], question.language),
  ...all('alias', question.aliases),
  ...all('proposition', [question.proposition], question.language),
  ...all('topic', question.topics),
  ...translated(question.translations),
];

const ofPosition = ({ status, summary, condition }: Position): Searched[] =>
  status === 'published' ? [...all('summary', [summary]), ...all('condition', [condition])] : [];

const ofStatement = ({ quotes, paraphrase, venue, translations, language }: Statement): Searched[] => [
  ...all('quote', quotes, language ?? undefined),
  ...all('paraphrase', [paraphrase]),
  ...all('venue', [venue]),
  ...translated(translations),
];

/** The texts of a record of any kind that are searched. A draft has none: its words would weigh in what others find. */
export function searchedOf(it: AnyRecord): Searched[] {
  if (!isPublic(it.record)) return [];
  switch (it.kind) {
    case 'expert':
      return ofExpert(it.record);
    case 'question':
      return ofQuestion(it.record);
    case 'statement':
      return ofStatement(it.record);
    case 'position':
      return ofPosition(it.record);
    default:
      return [];
  }
}

/** What is to be found of a record of any kind; null for nothing. */
export function searchText(it: AnyRecord): SearchText | null {
  const searched = searchedOf(it);
  if (searched.length === 0) return null;
  const joined = (ofTitle: boolean) =>
    searched
      .filter(({ field }) => TITLES.includes(field) === ofTitle)
      .map(({ text }) => apart(text))
      .join('\n');
  return { title: joined(true), body: joined(false) };
}

/** A letter of a script that puts no blanks between words; marks belong to the letter before them. */
const UNSPACED =
  '[[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]&&\\p{L}]';
const between = once(
  () => new RegExp(`(?<=[\\p{L}\\p{M}\\p{N}])(?=${UNSPACED})|(?<=${UNSPACED}\\p{M}*)(?=[\\p{L}\\p{N}])`, 'gv'),
);

/** A control character, which no stored text contains and no tokenizer takes for a part of a word. */
export const APART = '\u0004';

/**
 * The text with those letters apart, so that each is a word of its own for the index and every run of them is found: the
 * index knows no dictionary of such languages. Other texts are as they were.
 */
export const apart = (text: string): string => text.replaceAll(between(), APART);

/** The text as it was. */
export const together = (text: string): string => text.replaceAll(APART, '');

/** Words so common that a question typed by a person should not have to contain them. */
const COMMON_WORDS = new Set(
  `a about an and any are as at be been by can could did do does for from had has have how if in into is it its no not
   of on or should than that the their them then there they this to was were what when where which who whom whose why
   will with would says said say think thinks stand stands`.split(/\s+/),
);

/** The words of a query: letters and digits, lower-cased, as they are indexed; common words left out unless there are no others. */
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
  return (telling.length > 0 ? telling : words).map(apart);
}
