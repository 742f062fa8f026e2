/** What the form of an import at the desk says of how a table is to be read: fields named after what they settle, as `column:Vote`. */
import { isDeepStrictEqual } from 'node:util';
import type { WrittenMapping } from '../../../core/import/table/mapping-schema.ts';
import type { SETTLED_KINDS, SettledKind, UploadReading } from '../../../core/import/table/upload.ts';
import { LEFT_OUT, MEANT, NEW_NAME } from '../../../pages/desk/import-fields.ts';
import type { Form } from '../../plugins/forms.ts';
import { wrongParameter } from '../../problems/problems.ts';
import { columnsIn, columnsOf, type OfColumns, sameIn } from './import-columns.ts';
import { type TableFields, textAt, under } from './import-form-fields.ts';

const KNOWN =
  /^(?:(?:column|title|same|date|spelling|expert|question|join):|(?:act|unread|shown-head|create|nearSources|retractMissing|scale|head|delimiter|encoding|sheet|timezone|reason)$)/;

/** How the table is to be read by what the form says, and else as before. Fails with `invalid-request` and the field. */
export function readingIn(form: Form, before: UploadReading): UploadReading {
  const unknown = Object.keys(form).find((name) => !KNOWN.test(name));
  if (unknown !== undefined) throw wrongParameter(unknown, 'is no field of this form');
  const text = (name: string) => textAt(form, name);
  const file = { delimiter: text('delimiter'), encoding: text('encoding'), sheet: text('sheet') };
  const { head: _, join: joined, ...others } = before.mapping;
  const read = fileIn(form, joined);
  // A table that could not be read has no fields in which anything of it is settled.
  const isUnread = text('unread') !== null;
  const isOther =
    !isDeepStrictEqual(file, { delimiter: before.delimiter, encoding: before.encoding, sheet: before.sheet }) ||
    text('shown-head') !== text('head') ||
    !isDeepStrictEqual(read.join, joined);
  return {
    ...{ ...before, ...file },
    mapping: { ...(isUnread ? others : mappingIn(form, others, isOther)), ...read },
    ...(!isUnread && {
      ...{ create: text('create') === 'true', scale: text('scale') },
      ...{ nearSources: text('nearSources') === 'true', retractMissing: text('retractMissing') === 'true' },
      fresh: { expert: freshIn(form, 'expert'), question: freshIn(form, 'question') },
    }),
  };
}

/** Which line names its columns, and which table belongs to it. */
function fileIn(form: Form, joined: WrittenMapping['join']): Pick<WrittenMapping, 'head' | 'join'> {
  const head = textAt(form, 'head');
  if (head !== null && head !== 'none' && !/^[1-9]\d*$/.test(head))
    throw wrongParameter('head', 'is the number of the line that names the columns, or none');
  const join = joinIn(under(form, 'join'), joined);
  return {
    ...(head !== null && { head: head === 'none' ? head : Number(head) }),
    ...(join !== undefined && { join }),
  };
}

function joinIn(fields: TableFields, before: WrittenMapping['join']): WrittenMapping['join'] {
  const [file, on, key] = [fields.get('file'), fields.get('on') ?? '', fields.get('key') ?? ''];
  if (file === undefined) return before;
  if (file === '') return undefined;
  if (on === '')
    throw wrongParameter('join:on', `is missing: which column here tells the row of "${file}" that belongs to it?`);
  const [known] = before ?? [];
  const as = known?.file === file ? known.as : prefixOf(file);
  return [{ file, as, on, ...(key !== '' && { key }) }];
}

/** What the columns of a table have before their names where it belongs to another. */
const prefixOf = (file: string): string => {
  const name = file.replace(/\.[^.]*$/, '').replaceAll(/[^A-Za-z0-9]+/g, '_');
  return (/^[A-Za-z]/.test(name) ? name : `table_${name}`).slice(0, 100);
};

/** `isOther`: it is read otherwise than it was shown, so that nothing of what its columns mean can be meant. */
function mappingIn(form: Form, before: WrittenMapping, isOther: boolean): WrittenMapping {
  const { columns: _, rows: __, ignore: ___, dates: ____, timezone: _____, values = {}, ...beside } = before;
  const { otherwise = {}, experts, questions, ...rest } = beside;
  const asBefore = columnsOf(before);
  const said = isOther ? { ...asBefore, ...withSame(form, asBefore) } : (columnsIn(form, before) ?? asBefore);
  const { option: spelt = {}, ...ofOthers } = values;
  const option = withUnanswered({ ...spelt, ...spellingsIn(under(form, 'spelling')) }, asBefore, said);
  const meant = { expert: meantIn(form, 'expert', experts), question: meantIn(form, 'question', questions) };
  return {
    ...{ ...rest, ...said },
    ...((hasAny(ofOthers) || hasAny(option)) && { values: { ...ofOthers, ...(hasAny(option) && { option }) } }),
    // What the scale has needs no word of anybody.
    ...((hasAny(otherwise) || hasAny(option)) && {
      otherwise: hasAny(option) ? { option: 'keep', ...otherwise } : otherwise,
    }),
    ...(hasAny(meant.expert) && { experts: meant.expert }),
    ...(hasAny(meant.question) && { questions: meant.question }),
  };
}

/** What was typed of all rows stays, whatever the columns turn out to be. */
function withSame(form: Form, { columns = {} }: OfColumns): OfColumns {
  const all = { ...columns, ...sameIn(form) };
  return hasAny(all) ? { columns: all } : {};
}

type Spelt = { readonly [spelling: string]: string | null };

/** Where each question has a column, a cell without an answer is none; in a table of answers it is a fault. */
function withUnanswered(option: Spelt, before: OfColumns, said: OfColumns): Spelt {
  if (before.rows === undefined && said.rows !== undefined) return { ...option, '': null };
  if (before.rows === undefined || said.rows !== undefined) return option;
  const { '': _, ...answers } = option;
  return answers;
}

const hasAny = (of: object): boolean => Object.keys(of).length > 0;

const spellingsIn = (fields: TableFields): { readonly [spelling: string]: string | null } =>
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
