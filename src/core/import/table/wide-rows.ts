/** What a drafted mapping makes of a row with a column for each question. */
import { fold } from '../../values/sort-key.ts';
import { commentPlace } from './guessed-column.ts';

type Column = { readonly address: string; readonly name: string };

/** Of a longer head the number of the column is written. */
const MAX_ADDRESS_CHARACTERS = 40;

/** The lines of YAML, and the places of all columns that they use. */
export function wideRows(
  columns: readonly Column[],
  questions: readonly number[],
): { readonly lines: readonly string[]; readonly used: ReadonlySet<number> } {
  const hasComments = questions.some((place) => commentPlace(columns, place, questions) !== null);
  const beginning = hasComments ? null : beginningOf(columns, questions);
  const used = new Set(questions);
  const lines = [
    '# Each of these columns is taken for a question; a title of your own may stand for its head.',
    '# The paraphrase says how they told it: leave the answer out of it, so that a mended one is known again.',
    'rows:',
  ];
  if (beginning !== null) {
    lines.push(`  - forEach: ${JSON.stringify(`${beginning}*`)}`, ...template('{@head}', '{@}', ''));
    return { lines, used };
  }
  for (const place of questions) {
    const column = columns[place];
    if (column === undefined) continue;
    const comment = commentPlace(columns, place, questions);
    const beside = comment === null ? undefined : columns[comment];
    if (comment !== null) used.add(comment);
    const [first = '', ...rest] = template(
      column.name.replaceAll('{', '{{').replaceAll('}', '}}'),
      `{${addressed(column, place)}}`,
      comment === null || beside === undefined ? '' : ` {${addressed(beside, comment)}?}`,
    );
    lines.push(first.replace('    columns', '  - columns'), ...rest);
  }
  return { lines, used };
}

const template = (question: string, option: string, comment: string): string[] => [
  '    columns:',
  `      question: ${JSON.stringify(question)}`,
  `      option: ${JSON.stringify(option)}`,
  `      paraphrase: ${JSON.stringify(`Answered the survey.${comment}`)}`,
];

const addressed = ({ address }: Column, place: number): string =>
  address.length > MAX_ADDRESS_CHARACTERS ? `#${place + 1}` : address;

/** What the heads of all questions begin with, and no other; null where there is no such text. */
function beginningOf(columns: readonly Column[], questions: readonly number[]): string | null {
  const heads = questions.map((place) => columns[place]?.name ?? '');
  const [first = ''] = heads;
  let length = first.length;
  for (const head of heads) while (!head.startsWith(first.slice(0, length))) length -= 1;
  // "Question 1" and "Question 10" are both questions.
  const beginning = first.slice(0, length).replace(/[\d\s]+$/, '');
  const ofKind = columns.filter(({ name }) => name.length > beginning.length && fold(name).startsWith(fold(beginning)));
  return beginning !== '' && !/[*{}]/.test(beginning) && ofKind.length === questions.length ? beginning : null;
}
