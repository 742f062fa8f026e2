/** What a drafted mapping makes of a row with a column for each question. */
import { fold } from '../../values/sort-key.ts';
import { guessedColumns } from './guessed-column.ts';

type Column = { readonly address: string; readonly name: string };

/** Of a longer head the number of the column is written. */
const MAX_ADDRESS_CHARACTERS = 40;

/** The lines of YAML, and the places of all columns that they use. */
export function wideRows(
  columns: readonly Column[],
  questions: readonly number[],
): { readonly lines: readonly string[]; readonly used: ReadonlySet<number> } {
  const beginning = beginningOf(columns, questions);
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
    const [column, beside] = [columns[place], columns[place + 1]];
    if (column === undefined) continue;
    const isComment = beside !== undefined && guessedColumns([beside.name])[0] === 'paraphrase';
    if (isComment) used.add(place + 1);
    const [first = '', ...rest] = template(
      column.name.replaceAll('{', '{{').replaceAll('}', '}}'),
      `{${addressed(column, place)}}`,
      isComment ? ` {${addressed(beside, place + 1)}?}` : '',
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
