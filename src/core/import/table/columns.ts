/** The columns of a table of coded positions: one row is one position, or that of all who signed, with the one statement it rests on. */
import type { Kind } from '../../records/kinds.ts';

/** In the order in which docs/guide/import.md explains them. */
export const CODED_COLUMNS = [
  'expert',
  'expert_name',
  'expert_kind',
  'expert_affiliation',
  'expert_affiliation_from',
  'expert_affiliation_to',
  'question',
  'question_title',
  'question_proposition',
  'question_topics',
  'option',
  'said_on',
  'said_at',
  'quote',
  'paraphrase',
  'attribution',
  'summary',
  'condition',
  'basis',
  'status',
  'supersedes',
  'note',
  'confidence',
  'venue',
  'reported_by',
  'capacity',
  'statement_language',
  'translation',
  'translation_language',
  'translation_by',
  'source',
  'source_title',
  'source_publisher',
  'source_url',
  'source_published_on',
  'source_language',
  'recorded_at',
  'recorded_by',
  'position',
  'statement',
] as const;
export type CodedColumn = (typeof CODED_COLUMNS)[number];

/** Those that may hold several texts. */
export type ListColumn = 'quote' | 'question_topics';
export const isListColumn = (column: CodedColumn): column is ListColumn =>
  column === 'quote' || column === 'question_topics';

export type TextColumn = Exclude<CodedColumn, ListColumn>;

/** Without any of these a row says nothing; a quote or a paraphrase must be there as well. */
/** Who holds what on which question: a table that has none of them is not one of ours. */
export const STANCE_COLUMNS = ['expert', 'question', 'option'] as const satisfies CodedColumn[];
export const REQUIRED_COLUMNS = [...STANCE_COLUMNS, 'source'] as const satisfies CodedColumn[];
export const WORDS_COLUMNS = ['quote', 'paraphrase'] as const satisfies CodedColumn[];

/** What a row says: cells that are empty are not there. */
export type CodedRow = { readonly [C in TextColumn]?: string } & { readonly [C in ListColumn]?: readonly string[] };

/** The column that a field of a record comes from; the others are those it may come from where that is empty. */
export const COLUMNS_OF: {
  readonly [K in Exclude<Kind, 'scale'>]: { readonly [field: string]: readonly CodedColumn[] };
} = {
  expert: {
    id: ['expert'],
    name: ['expert_name', 'expert'],
    kind: ['expert_kind'],
    affiliations: ['expert_affiliation', 'expert_affiliation_from', 'expert_affiliation_to'],
  },
  question: {
    id: ['question'],
    title: ['question_title', 'question'],
    proposition: ['question_proposition', 'question_title', 'question'],
    topics: ['question_topics'],
    scale: ['question'],
  },
  source: {
    id: ['source'],
    title: ['source_title', 'source'],
    publisher: ['source_publisher'],
    url: ['source_url'],
    publishedOn: ['source_published_on'],
    language: ['source_language'],
  },
  statement: {
    id: ['statement'],
    expert: ['expert'],
    experts: ['expert'],
    source: ['source'],
    saidOn: ['said_on'],
    saidAt: ['said_at'],
    attribution: ['attribution'],
    quotes: ['quote'],
    paraphrase: ['paraphrase'],
    venue: ['venue'],
    reportedBy: ['reported_by'],
    capacity: ['capacity'],
    language: ['statement_language'],
    translations: ['translation', 'translation_language', 'translation_by'],
  },
  position: {
    id: ['position'],
    expert: ['expert'],
    question: ['question'],
    option: ['option'],
    summary: ['summary', 'paraphrase', 'option'],
    condition: ['condition'],
    basis: ['basis'],
    statements: ['statement', 'expert'],
    supersedes: ['supersedes'],
    status: ['status'],
    recordedAt: ['recorded_at'],
    recordedBy: ['recorded_by'],
    note: ['note'],
    confidence: ['confidence'],
  },
};
