/** Which of our columns is likely meant by the name of one of theirs: only ever offered, and taken by nobody but a person. */
import { once } from '../../values/once.ts';
import { foldedName } from './column-names.ts';
import { CODED_COLUMNS, type CodedColumn, WORDS_COLUMNS } from './columns.ts';

const OTHER_NAMES: { readonly [C in CodedColumn]?: readonly string[] } = {
  expert: [
    ...['name', 'person', 'member', 'speaker', 'who', 'respondent', 'participant', 'panelist', 'panellist'],
    ...['professor', 'economist', 'politician', 'actor', 'legislator'],
  ],
  expert_affiliation: [
    ...['affiliation', 'party', 'organization', 'organisation', 'institution', 'university', 'group', 'fraction'],
  ],
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

const byName = once<ReadonlyMap<string, CodedColumn>>(
  () =>
    new Map([
      ...CODED_COLUMNS.flatMap((column) =>
        (OTHER_NAMES[column] ?? []).map((name) => [foldedName(name), column] as const),
      ),
      ...CODED_COLUMNS.map((column) => [foldedName(column), column] as const),
    ]),
);

/** Behind an answer there may be how sure they are, and then the comment. */
const COLUMNS_OF_AN_ANSWER = 3;

/** For each of these names one of our columns, each at most once; null where none is likely. */
export function guessedColumns(names: readonly string[]): readonly (CodedColumn | null)[] {
  const taken = new Set<CodedColumn>();
  return names.map((name) => {
    const column = byName().get(foldedName(name));
    if (column === undefined || taken.has(column)) return null;
    taken.add(column);
    return column;
  });
}

/** In a table with a column for each question these are of one answer, and stand beside it. */
export const isOfOneAnswer = (column: CodedColumn): boolean =>
  column === 'confidence' || WORDS_COLUMNS.some((words) => words === column);

/** Is it no question, by its name? "Question 2" may be one, but "Comment 2" is a comment. */
export function isNoQuestion(name: string): boolean {
  const numbered = unnumbered(name);
  return byName().has(foldedName(name)) || (numbered !== undefined && isOfOneAnswer(numbered));
}

const unnumbered = (name: string): CodedColumn | undefined => byName().get(foldedName(name.replace(/[\d\s]+$/, '')));

/** The place of the comment on the answers in one of the columns of questions: behind it, before the next; null where none is. */
export function commentPlace(
  columns: readonly { readonly name: string }[],
  place: number,
  questions: readonly number[],
): number | null {
  const next = questions.find((other) => other > place) ?? columns.length;
  const behind = columns.slice(place + 1, Math.min(next, place + 1 + COLUMNS_OF_AN_ANSWER));
  const found = behind.findIndex(({ name }) => unnumbered(name) === 'paraphrase');
  return found === -1 ? null : place + 1 + found;
}
