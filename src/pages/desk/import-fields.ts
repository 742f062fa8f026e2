/** Fields of the form of an import at the desk, and what our columns are called there. */
import type { CodedColumn } from '../../core/import/table/columns.ts';

/** Of a column: it is not wanted. */
export const IGNORED = 'ignored';
/** Of a column: it has the answers to one question, each in the row of whoever gave it. */
export const ANSWERS = 'answers';
/** Of a column: it has words on the answers in the column with answers before it, as they were given, or retold. */
export const QUOTED_BESIDE = 'quoted-beside';
export const RETOLD_BESIDE = 'retold-beside';
/** Of a spelling: its rows are left out. */
export const LEFT_OUT = 'left-out';
/** Of a name: it is nobody's and nothing's that is known. */
export const NEW_NAME = 'new';
/** In front of the id of what a spelling or a name means. */
export const MEANT = 'is:';

/** In the order in which they are offered. */
export const COLUMN_WORDS: { readonly [C in CodedColumn]: string } = {
  expert: 'Expert: name or id',
  question: 'Question: title or id',
  option: 'Answer: an option of the scale',
  said_on: 'Day it was said',
  said_at: 'Time it was said, or day and time',
  quote: 'The expert’s own words',
  paraphrase: 'What was said, retold',
  source: 'Source: title or id',
  source_title: 'Title of the source',
  source_publisher: 'Publisher of the source',
  source_published_on: 'Day the source was published',
  source_url: 'Address of the source',
  source_language: 'Language of the source',
  expert_name: 'Name of the expert, beside an id',
  expert_kind: 'Person or organization',
  expert_affiliation: 'Organization of the expert',
  expert_affiliation_from: 'First day in that organization',
  expert_affiliation_to: 'Last day in that organization',
  question_title: 'Title of the question, beside an id',
  question_proposition: 'Proposition of the question',
  question_topics: 'Topics of the question',
  attribution: 'How the words come: direct, record …',
  summary: 'The position in one sentence',
  condition: 'The “if” of the expert',
  basis: 'Stated or inferred',
  status: 'Published, draft or retracted',
  supersedes: 'The position that it takes the place of',
  note: 'Note on the coding',
  confidence: 'How sure the expert was, 0 to 1',
  venue: 'Where it was said',
  reported_by: 'Through whom the words come',
  capacity: 'Organization that was spoken for',
  statement_language: 'Language of the words',
  translation: 'The words in another language',
  translation_language: 'Language of the translation',
  translation_by: 'Who translated',
  recorded_at: 'When it was coded',
  recorded_by: 'Who coded it',
  position: 'Id of the position',
  statement: 'Id of the statement',
};
