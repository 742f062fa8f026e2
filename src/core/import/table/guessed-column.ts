/** Which of our columns is likely meant by the name of one of theirs: only ever offered, and taken by nobody but a person. */
import { foldedName } from './column-names.ts';
import { CODED_COLUMNS, type CodedColumn } from './columns.ts';

const OTHER_NAMES: { readonly [C in CodedColumn]?: readonly string[] } = {
  expert: ['name', 'person', 'member', 'speaker', 'who', 'respondent', 'panelist', 'politician', 'actor', 'legislator'],
  expert_affiliation: ['affiliation', 'party', 'organization', 'organisation', 'institution', 'group', 'fraction'],
  question: ['motion', 'topic', 'issue', 'claim', 'statement text', 'proposal', 'bill', 'thesis', 'concept'],
  option: ['answer', 'vote', 'stance', 'position', 'response', 'code', 'agreement', 'opinion'],
  said_on: ['date', 'day', 'on', 'when', 'said', 'voted on'],
  said_at: ['time', 'timestamp'],
  quote: ['words', 'quotation', 'verbatim', 'text'],
  paraphrase: ['comment', 'comments', 'justification', 'explanation', 'reason', 'retold'],
  source_title: ['title', 'article', 'headline', 'publication'],
  source_publisher: ['publisher', 'outlet', 'newspaper', 'medium', 'paper'],
  source_url: ['url', 'link', 'address', 'web'],
  source_published_on: ['published', 'published on', 'publication date'],
  note: ['notes', 'remark', 'remarks', 'memo'],
  recorded_by: ['coder', 'coded by', 'annotator'],
};

const BY_NAME: ReadonlyMap<string, CodedColumn> = new Map([
  ...CODED_COLUMNS.flatMap((column) => (OTHER_NAMES[column] ?? []).map((name) => [foldedName(name), column] as const)),
  ...CODED_COLUMNS.map((column) => [foldedName(column), column] as const),
]);

/** For each of these names one of our columns, each at most once; null where none is likely. */
export function guessedColumns(names: readonly string[]): readonly (CodedColumn | null)[] {
  const taken = new Set<CodedColumn>();
  return names.map((name) => {
    const column = BY_NAME.get(foldedName(name));
    if (column === undefined || taken.has(column)) return null;
    taken.add(column);
    return column;
  });
}
