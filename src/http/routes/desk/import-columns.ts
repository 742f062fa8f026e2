/** What the form of an import says of the columns of a table, as the part of a mapping that tells it. */
import { bareTemplate, cellTemplate } from '../../../core/import/table/bare-template.ts';
import { CODED_COLUMNS, type CodedColumn } from '../../../core/import/table/columns.ts';
import { DATED_COLUMNS } from '../../../core/import/table/dates.ts';
import type { WrittenMapping } from '../../../core/import/table/mapping-schema.ts';
import { withComment } from '../../../core/import/table/offered-mapping.ts';
import { ANSWERS, IGNORED, QUOTED_BESIDE, RETOLD_BESIDE } from '../../../pages/desk/import-fields.ts';
import type { Form } from '../../plugins/forms.ts';
import { wrongParameter } from '../../problems/problems.ts';
import { type TableFields, textAt, under } from './import-form-fields.ts';

const OF_COLUMNS = ['columns', 'rows', 'ignore', 'dates', 'timezone'] as const;
export type OfColumns = Pick<WrittenMapping, (typeof OF_COLUMNS)[number]>;
type Columns = { [C in CodedColumn]?: string };

export const columnsOf = (mapping: WrittenMapping): OfColumns =>
  Object.fromEntries(OF_COLUMNS.flatMap((name) => (mapping[name] === undefined ? [] : [[name, mapping[name]]])));

/** What each column is taken for; null where the form does not ask for it. Fails with `invalid-request` and the field. */
export function columnsIn(form: Form, before: WrittenMapping): OfColumns | null {
  const asked = under(form, 'column');
  if (asked.size === 0) return null;
  const same = sameIn(form);
  const rows = answersIn(asked, under(form, 'title'), same.paraphrase ?? '');
  const taken = takenIn(asked, rows.length > 0);
  const twice = Object.keys(same).find((column) => Object.hasOwn(taken, column));
  if (twice !== undefined)
    throw wrongParameter(
      `same:${twice}`,
      'is the same for all rows, and is taken from a column, too: empty one of the two',
    );
  const ignore = [...asked].flatMap(([address, how]) => (how === IGNORED ? [address] : []));
  const alsoIgnored = (before.ignore ?? []).filter((name) => !asked.has(name));
  const columns = { ...taken, ...same };
  const dates = datesIn(form, columns);
  const timezone = textAt(form, 'timezone');
  return {
    columns,
    ...(rows.length > 0 && { rows }),
    ...(ignore.length + alsoIgnored.length > 0 && { ignore: [...new Set([...alsoIgnored, ...ignore])] }),
    ...(Object.keys(dates).length > 0 && { dates }),
    ...(timezone !== null && { timezone }),
  };
}

/** What is the same for all rows. */
export function sameIn(form: Form): Columns {
  const columns: Columns = {};
  for (const [name, text] of under(form, 'same')) {
    const column = CODED_COLUMNS.find((each) => each === name);
    if (column === undefined) throw wrongParameter(`same:${name}`, 'is no column of ours');
    if (text !== '') columns[column] = text;
  }
  return columns;
}

const OF_ANSWERS: ReadonlySet<string> = new Set([ANSWERS, QUOTED_BESIDE, RETOLD_BESIDE]);

function takenIn(asked: TableFields, isWide: boolean): Columns {
  const columns: Columns = {};
  for (const [address, how] of asked) {
    if (how === '' || how === IGNORED || OF_ANSWERS.has(how)) continue;
    const column = CODED_COLUMNS.find((each) => each === how);
    const wrong = (message: string) => wrongParameter(`column:${address}`, message);
    if (column === undefined) throw wrong(`is taken for "${how}", which is no column of ours`);
    if (columns[column] !== undefined)
      throw wrong(`is taken for ${column}, and so is another column: choose one of the two`);
    if (isWide && (column === 'option' || column === 'question'))
      throw wrong(
        `is taken for the ${column} of every row, and other columns have answers to questions of their own: choose one of the two`,
      );
    columns[column] = cellTemplate(address);
  }
  return columns;
}

/** What a row becomes where columns have the answers to a question each: a position for each of them. */
function answersIn(asked: TableFields, titles: TableFields, told: string): { readonly columns: Columns }[] {
  const rows: Columns[] = [];
  for (const [address, how] of asked) {
    if (how === ANSWERS) rows.push({ question: askedIn(address, titles), option: cellTemplate(address) });
    if (how === QUOTED_BESIDE) putBeside(rows.at(-1), 'quote', { address, template: cellTemplate(address) });
    if (how === RETOLD_BESIDE) putBeside(rows.at(-1), 'paraphrase', { address, template: withComment(told, address) });
  }
  return rows.map((columns) => ({ columns }));
}

/** Where nobody has named the question it is called as its column is. */
function askedIn(address: string, titles: TableFields): string {
  const unnamed = address.startsWith('#') ? `Column ${address.slice(1)}` : address;
  return bareTemplate(titles.get(address) || unnamed);
}

type Beside = { readonly address: string; readonly template: string };

function putBeside(row: Columns | undefined, ours: 'quote' | 'paraphrase', { address, template }: Beside): void {
  const wrong = (message: string) => wrongParameter(`column:${address}`, message);
  if (row === undefined) throw wrong('is on the answer before it, and no column before it has answers');
  if (row[ours] !== undefined) throw wrong('is on an answer that another column is on: choose one of the two');
  row[ours] = template;
}

const datesIn = (form: Form, columns: Columns): NonNullable<WrittenMapping['dates']> =>
  Object.fromEntries(
    [...under(form, 'date')].flatMap(([name, pattern]) => {
      const column = DATED_COLUMNS.find((each) => each === name);
      if (column === undefined) throw wrongParameter(`date:${name}`, 'is no column of days');
      return pattern === '' || columns[column] === undefined ? [] : [[column, pattern]];
    }),
  );
