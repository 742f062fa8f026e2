/** Record form: the fields of a kind as a person fills them in, made of the schema that the API takes. */
import type { TSchema } from 'typebox';
import { type Inputs, inputOf } from '../import/bundle/bundle.ts';
import type { Entities, Kind } from '../records/kinds.ts';
import { expertsOf, sourcesOf } from '../records/statement.ts';
import { CREATION_SCHEMAS } from './edit-schemas.ts';

type Named = { readonly name: string; readonly hint: string | null; readonly isRequired: boolean };

/** A single value: text in one line or more, one of some words, or a number. What is left empty is null where that may be. */
export type ValueField = Named &
  (
    | { readonly kind: 'text'; readonly isLong: boolean; readonly maxLength: number }
    | { readonly kind: 'choice'; readonly options: readonly string[] }
    | { readonly kind: 'number' }
  ) & { readonly orNull: boolean };

/** `list`: a value several times. `rows`: several values several times. `group`: several values once. */
export type FormField =
  | ValueField
  | (Named & { readonly kind: 'list'; readonly of: ValueField })
  | (Named & { readonly kind: 'rows' | 'group'; readonly columns: readonly ValueField[] });

/** Each name with what was filled in: several times where it stands several times in the form. */
export type FilledForm = { readonly [name: string]: readonly string[] };

type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly description?: string;
  readonly items?: Schema;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
};

/** More than one line is given to what may be longer. */
const ONE_LINE = 300;
/** Of two ways to say it, the one that holds for one and for many. */
const LEFT_OUT: { readonly [K in Kind]?: readonly string[] } = { statement: ['expert', 'source'] };
const REQUIRED_HERE: { readonly [K in Kind]?: readonly string[] } = { statement: ['experts', 'sources'] };

export function formFieldsOf(kind: Kind): readonly FormField[] {
  const { properties = {}, required = [] } = CREATION_SCHEMAS[kind] as TSchema & Schema;
  const needed = [...required, ...(REQUIRED_HERE[kind] ?? [])];
  return Object.entries(properties)
    .filter(([name]) => !LEFT_OUT[kind]?.includes(name))
    .map(([name, schema]) => fieldOf(name, schema, needed.includes(name)));
}

const isOf = ({ type }: Schema, wanted: string): boolean => [type].flat().includes(wanted);

function fieldOf(name: string, schema: Schema, isRequired: boolean): FormField {
  const named = { name, hint: schema.description ?? null, isRequired };
  const { items } = schema;
  if (items !== undefined)
    return items.properties === undefined
      ? { ...named, kind: 'list', of: valueFieldOf(name, items, false) }
      : { ...named, kind: 'rows', columns: columnsOf(name, items) };
  if (schema.properties !== undefined) return { ...named, kind: 'group', columns: columnsOf(name, schema) };
  return valueFieldOf(name, schema, isRequired);
}

const columnsOf = (name: string, { properties = {}, required = [] }: Schema): readonly ValueField[] =>
  Object.entries(properties).map(([column, schema]) =>
    valueFieldOf(`${name}.${column}`, schema, required.includes(column)),
  );

function valueFieldOf(name: string, schema: Schema, isRequired: boolean): ValueField {
  const named = { name, hint: schema.description ?? null, isRequired, orNull: isRequired && isOf(schema, 'null') };
  if (schema.enum !== undefined)
    return { ...named, kind: 'choice', options: schema.enum.filter((it) => typeof it === 'string') };
  if (isOf(schema, 'number') || isOf(schema, 'integer')) return { ...named, kind: 'number' };
  const { maxLength = ONE_LINE } = schema;
  return { ...named, kind: 'text', isLong: maxLength > ONE_LINE, maxLength };
}

/** What was filled in as fields of a record; what is empty is left out. Names that are no field's are answered as `unknown`. */
export function readRecordForm(
  fields: readonly FormField[],
  form: FilledForm,
): { readonly values: { readonly [field: string]: unknown }; readonly unknown: readonly string[] } {
  const values = fields.flatMap((field): [string, unknown][] => {
    const value = readField(field, form);
    return value === undefined ? [] : [[field.name, value]];
  });
  const known = new Set(
    fields.flatMap((field) => ('columns' in field ? field.columns.map(({ name }) => name) : field.name)),
  );
  return { values: Object.fromEntries(values), unknown: Object.keys(form).filter((name) => !known.has(name)) };
}

function readField(field: FormField, form: FilledForm): unknown {
  if (field.kind === 'list') {
    const items = (form[field.name] ?? []).flatMap((text) => (text.trim() === '' ? [] : [readValue(field.of, text)]));
    return items.length === 0 ? undefined : items;
  }
  if (!('columns' in field)) return readValue(field, form[field.name]?.[0] ?? '');
  const count = Math.max(0, ...field.columns.map(({ name }) => form[name]?.length ?? 0));
  const rows = Array.from({ length: count }, (_, row) => readRow(field.columns, form, row)).filter((it) => it !== null);
  return field.kind === 'group' ? rows[0] : rows.length === 0 ? undefined : rows;
}

/** Null where all of it is empty. */
function readRow(columns: readonly ValueField[], form: FilledForm, row: number): object | null {
  if (columns.every(({ name }) => (form[name]?.[row] ?? '').trim() === '')) return null;
  const entries = columns.flatMap((column): [string, unknown][] => {
    const value = readValue(column, form[column.name]?.[row] ?? '');
    return value === undefined ? [] : [[column.name.slice(column.name.indexOf('.') + 1), value]];
  });
  return Object.fromEntries(entries);
}

function readValue(field: ValueField, text: string): unknown {
  if (text.trim() === '') return field.orNull ? null : undefined;
  if (field.kind !== 'number') return text;
  const number = Number(text.trim());
  return Number.isFinite(number) ? number : text;
}

/** The record as the form shows it. */
export function filledWith<K extends Kind>(kind: K, record: Entities[K], fields: readonly FormField[]): FilledForm {
  const input = inputOf(kind, record);
  // Of a statement the lists are shown, also of one.
  const plural = 'quotes' in record ? { experts: expertsOf(record), sources: sourcesOf(record) } : {};
  const values: { readonly [field: string]: unknown } = { ...(input as Inputs[Kind]), ...plural };
  return Object.fromEntries(fields.flatMap((field) => fillField(field, values[field.name])));
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

function fillField(field: FormField, value: unknown): [string, readonly string[]][] {
  if (!('columns' in field))
    return [[field.name, Array.isArray(value) ? value.map(textOf) : value === undefined ? [] : [textOf(value)]]];
  const rows: readonly { readonly [column: string]: unknown }[] = Array.isArray(value) ? value : value ? [value] : [];
  return field.columns.map(({ name }) => [name, rows.map((row) => textOf(row[name.slice(name.indexOf('.') + 1)]))]);
}

/** What of the form differs from what it was filled with, as a merge patch; null takes a field away. */
export function patchOf(
  fields: readonly FormField[],
  before: FilledForm,
  after: FilledForm,
): { [field: string]: unknown } {
  const [was, is] = [before, after].map((form) => readRecordForm(fields, form).values);
  return Object.fromEntries(
    fields.flatMap(({ name }): [string, unknown][] =>
      JSON.stringify(was?.[name]) === JSON.stringify(is?.[name]) ? [] : [[name, is?.[name] ?? null]],
    ),
  );
}
