/** The building blocks every schema is made of: kinds of text, dates and lists, each with its bounds. */
import { type Static, type TProperties, type TSchema, Type } from 'typebox';

/** An id: 1–128 lower-case letters, digits, `-` and `_`; no dot, so that `.csv` after an id is a format. */
export const Id = Type.String({
  format: 'slug',
  minLength: 1,
  maxLength: 128,
  description: 'Stable: lower-case letters, digits, - and _.',
});

/** One line or more of human text, without control characters. */
export const Text = (maxLength: number, description?: string) =>
  Type.String({ format: 'text', minLength: 1, maxLength, ...(description === undefined ? {} : { description }) });

export const PartialDate = Type.String({
  format: 'partial-date',
  description: 'ISO 8601 date, reduced precision allowed: 2024, 2024-10 or 2024-10-23.',
});

export const TimeOfDay = Type.String({
  format: 'time-of-day',
  description: 'Time of day as the clocks of the place showed it: 14:30, 14:30:05 or 14:30:05.250.',
});

export const Instant = Type.String({ format: 'instant', description: 'UTC instant, RFC 3339: 2024-10-23T09:00:00Z.' });

export const WebUrl = Type.String({ format: 'web-url', maxLength: 2048, description: 'Absolute http or https URL.' });

/** BCP 47 language tag. */
export const Language = Type.String({
  format: 'language',
  maxLength: 35,
  description: 'BCP 47 language tag: en, de-AT.',
});

/** The schema, or null: a fact that may be missing is present as null, so that every answer has the same shape. */
export function Nullable<T extends TSchema>(schema: T) {
  const { type, enum: values, ...rest } = schema as TSchema & { type?: string; enum?: unknown[] };
  const nullable = { ...rest, type: [type, 'null'], ...(values === undefined ? {} : { enum: [...values, null] }) };
  return Type.Unsafe<Static<T> | null>(nullable);
}

/** One of a fixed set of words. */
export const OneOf = <const T extends readonly string[]>(values: T, description?: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...(description === undefined ? {} : { description }) });

/** An object that refuses properties it does not know. */
export const Record = <T extends TProperties>(properties: T, options: { $id?: string; description?: string } = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });

/** A list of at most `maxItems`. */
export const List = <T extends TSchema>(items: T, maxItems: number, description?: string) =>
  Type.Array(items, { maxItems, ...(description === undefined ? {} : { description }) });

const referred = new Map<string, TSchema>();
/** Every schema that RefTo was asked for, by its `$id`: the components of the OpenAPI document. */
export const referredSchemas: ReadonlyMap<string, TSchema> = referred;

/**
 * A reference to a named component of the OpenAPI document; the type is that of the component. Throws TypeError where
 * the schema has no `$id`, or where another schema has the same.
 */
export const RefTo = <T extends TSchema>(schema: T) => {
  const { $id } = schema as TSchema & { $id?: string };
  if ($id === undefined) throw new TypeError('only a schema with an $id can be referred to');
  if ((referredSchemas.get($id) ?? schema) !== schema) throw new TypeError(`two schemas have the $id ${$id}`);
  referred.set($id, schema);
  return Type.Unsafe<Static<T>>({ $ref: `${$id}#` });
};

/** Where a list goes on. */
export const Next = Nullable(Type.String({ description: 'The cursor of the next page; null on the last.' }));
/** The revision that every record and every answer carries: the sequence number of the last change that is in it. */
export const Revision = Type.Integer({ minimum: 0, description: 'Sequence number of the last change that is in it.' });
