/** What the form of an import at the desk says of how a table is to be read: fields named after what they settle, as `column:Vote`. */
import { CODED_COLUMNS, type CodedColumn } from '../../../core/import/table/columns.ts';
import { DATED_COLUMNS } from '../../../core/import/table/dates.ts';
import type { WrittenMapping } from '../../../core/import/table/mapping-schema.ts';
import type { SETTLED_KINDS, SettledKind, UploadReading } from '../../../core/import/table/upload.ts';
import { IGNORED, LEFT_OUT, MEANT, NEW_NAME } from '../../../pages/desk/import-fields.ts';
import type { Form } from '../../plugins/forms.ts';
import { wrongParameter } from '../../problems/problems.ts';

type Fields = ReadonlyMap<string, string>;
type Columns = { [C in CodedColumn]?: string };

/** The fields whose names begin so, by what follows. */
function under(form: Form, prefix: string): Fields {
  const found = Object.entries(form).flatMap(([name, value]) => {
    if (!name.startsWith(`${prefix}:`)) return [];
    if (typeof value !== 'string') throw wrongParameter(name, 'is there more than once, or is a file');
    return [[name.slice(prefix.length + 1), value.trim()] as const];
  });
  return new Map(found);
}

const KNOWN =
  /^(?:(?:column|same|date|spelling|expert|question):|(?:act|create|scale|delimiter|encoding|sheet|reason)$)/;

/** How the table is to be read by what the form says, and else as before. Fails with `invalid-request` and the field. */
export function readingIn(form: Form, before: UploadReading): UploadReading {
  const unknown = Object.keys(form).find((name) => !KNOWN.test(name));
  if (unknown !== undefined) throw wrongParameter(unknown, 'is no field of this form');
  const text = (name: string): string | null => {
    const value = form[name];
    if (value !== undefined && typeof value !== 'string') throw wrongParameter(name, 'is there more than once');
    return value === undefined || value.trim() === '' ? null : value.trim();
  };
  return {
    ...before,
    mapping: mappingIn(form, before.mapping),
    ...{ delimiter: text('delimiter'), encoding: text('encoding'), sheet: text('sheet') },
    ...{ create: text('create') === 'true', scale: text('scale') },
    fresh: { expert: freshIn(form, 'expert'), question: freshIn(form, 'question') },
  };
}

function mappingIn(form: Form, before: WrittenMapping): WrittenMapping {
  const spelt = spellingsIn(under(form, 'spelling'));
  const columns = columnsIn(form);
  const { columns: _, ignore: __, dates: ___, values = {}, otherwise = {}, experts, questions, ...rest } = before;
  const option = { ...values.option, ...spelt };
  const meant = { expert: meantIn(form, 'expert', experts), question: meantIn(form, 'question', questions) };
  return {
    ...rest,
    ...(columns ?? pick(before, ['columns', 'ignore', 'dates'])),
    ...(Object.keys({ ...values, ...spelt }).length > 0 && {
      values: { ...values, ...(hasAny(option) && { option }) },
    }),
    // What the scale has needs no word of anybody.
    ...((hasAny(otherwise) || hasAny(spelt)) && {
      otherwise: hasAny(spelt) ? { option: 'keep', ...otherwise } : otherwise,
    }),
    ...(hasAny(meant.expert) && { experts: meant.expert }),
    ...(hasAny(meant.question) && { questions: meant.question }),
  };
}

const hasAny = (of: object): boolean => Object.keys(of).length > 0;
const pick = (of: WrittenMapping, names: readonly (keyof WrittenMapping)[]): WrittenMapping =>
  Object.fromEntries(names.flatMap((name) => (of[name] === undefined ? [] : [[name, of[name]]])));

/** What each column is taken for; null where the form does not ask for it. */
function columnsIn(form: Form): Pick<WrittenMapping, 'columns' | 'ignore' | 'dates'> | null {
  const asked = under(form, 'column');
  if (asked.size === 0) return null;
  const columns: Columns = {};
  const ignore: string[] = [];
  for (const [address, taken] of asked) {
    if (taken === IGNORED) ignore.push(address);
    if (taken === IGNORED || taken === '') continue;
    const column = CODED_COLUMNS.find((each) => each === taken);
    if (column === undefined)
      throw wrongParameter(`column:${address}`, `is taken for "${taken}", which is no column of ours`);
    if (columns[column] !== undefined)
      throw wrongParameter(
        `column:${address}`,
        `is taken for ${column}, and so is another column: choose one of the two`,
      );
    columns[column] = `{${address}}`;
  }
  for (const [name, text] of under(form, 'same')) {
    const column = CODED_COLUMNS.find((each) => each === name);
    if (column === undefined) throw wrongParameter(`same:${name}`, 'is no column of ours');
    if (text === '') continue;
    if (columns[column] !== undefined)
      throw wrongParameter(
        `same:${name}`,
        'is the same for all rows, and is taken from a column, too: empty one of the two',
      );
    columns[column] = text;
  }
  const dates = Object.fromEntries(
    [...under(form, 'date')].flatMap(([name, pattern]) => {
      const column = DATED_COLUMNS.find((each) => each === name);
      if (column === undefined) throw wrongParameter(`date:${name}`, 'is no column of days');
      return pattern === '' || columns[column] === undefined ? [] : [[column, pattern]];
    }),
  );
  return { columns, ...(ignore.length > 0 && { ignore: [...new Set(ignore)] }), ...(hasAny(dates) && { dates }) };
}

const spellingsIn = (fields: Fields): { readonly [spelling: string]: string | null } =>
  Object.fromEntries(
    [...fields].flatMap(([spelling, meant]): (readonly [string, string | null])[] => {
      if (meant === LEFT_OUT) return [[spelling, null]];
      return meant.startsWith(MEANT) ? [[spelling, meant.slice(MEANT.length)]] : [];
    }),
  );

/** What each name means, as it was said before and is said now; one that is left open means nothing again. */
function meantIn(
  form: Form,
  kind: SettledKind,
  before: { readonly [name: string]: string } = {},
): { readonly [name: string]: string } {
  const asked = under(form, kind);
  const kept = Object.entries(before).filter(([name]) => !asked.has(name));
  const said = [...asked].flatMap(([name, meant]) =>
    meant.startsWith(MEANT) ? [[name, meant.slice(MEANT.length)] as const] : [],
  );
  return Object.fromEntries([...kept, ...said]);
}

const freshIn = (form: Form, kind: (typeof SETTLED_KINDS)[number]): string[] =>
  [...under(form, kind)].flatMap(([name, meant]) => (meant === NEW_NAME ? [name] : []));
