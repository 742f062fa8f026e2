/** What may be sent to make or change a single record: the shapes of a bundle's records, and what differs from them. */
import { type TProperties, type TSchema, Type } from 'typebox';
import type { Inputs } from '../import/bundle/bundle.ts';
import { aRecordOf, ENTITY_SCHEMAS, INPUT_SCHEMAS, KINDS, type Kind } from '../records/kinds.ts';
import { expertsOf, sourcesOf } from '../records/statement.ts';
import { deceptionOf } from '../values/id-scripts.ts';
import { Nullable, Record, Text } from '../values/schema.ts';
import { slugOf } from '../values/slug.ts';

/** Set by the service: when and by whom; and the status, which has addresses of its own. */
const NOT_SENT: readonly string[] = ['status', 'recordedAt', 'recordedBy'];

const Reason = Text(2000, 'Why; kept in the change log. Required where the public sees what is changed.');

type Fields = { readonly [field: string]: unknown };
type Patch = Fields & { readonly reason?: string };

const fieldsOf = (kind: Kind): [string, TSchema][] =>
  Object.entries(INPUT_SCHEMAS[kind].properties as TProperties).filter(([name]) => !NOT_SENT.includes(name));

const isOptional = (kind: Kind, name: string): boolean => {
  const required: readonly string[] = INPUT_SCHEMAS[kind].required ?? [];
  return !required.includes(name);
};

/** The name of a kind's schema. */
export const nameOf = (kind: Kind): string => String((ENTITY_SCHEMAS[kind] as TSchema & { $id?: string }).$id);

function creationOf(kind: Kind) {
  const fields = Object.fromEntries(
    fieldsOf(kind).map(([name, schema]) => [name, name === 'id' ? Type.Optional(schema) : schema]),
  );
  return Type.Unsafe<Fields>(
    Record(fields, {
      $id: `New${nameOf(kind)}`,
      description: `To make ${aRecordOf(kind)}. Without "id" it gets one of its own${kind === 'position' ? '. It begins as a draft' : ''}.`,
    }),
  );
}

function patchOf(kind: Kind) {
  const fields = Object.fromEntries(
    fieldsOf(kind).map(([name, schema]) => [
      name,
      Type.Optional(isOptional(kind, name) ? Nullable(withoutOptional(schema)) : withoutOptional(schema)),
    ]),
  );
  return Type.Unsafe<Patch>(
    Record(
      { ...fields, reason: Type.Optional(Reason) },
      {
        $id: `${nameOf(kind)}Patch`,
        description: `JSON Merge Patch (RFC 7396) of ${aRecordOf(kind)}. "reason" is no field of it.`,
      },
    ),
  );
}

/** The schema as that of a field that must be there. */
const withoutOptional = (schema: TSchema): TSchema => ({ ...schema, '~optional': undefined }) as TSchema;

const forAll = <T>(schemaOf: (kind: Kind) => T) =>
  Object.fromEntries(KINDS.map((kind) => [kind, schemaOf(kind)])) as { readonly [K in Kind]: T };

export const CREATION_SCHEMAS = forAll(creationOf);
export const PATCH_SCHEMAS = forAll(patchOf);

/** What is sent to publish a position. */
export const Publication = Record(
  { reason: Type.Optional(Reason) },
  { $id: 'Publication', description: 'Why a position is published.' },
);
/** What is sent to retract a position. */
export const Retraction = Record(
  { reason: Text(2000, 'Why; shown with the retracted position and in the record of corrections.') },
  { $id: 'Retraction', description: 'Why a position is retracted.' },
);

/** What the id of a new record is made of where none is given. */
const NAMED_AFTER: { readonly [K in Kind]: (input: Omit<Inputs[K], 'id'>) => string } = {
  scale: ({ label }) => label,
  expert: ({ name }) => name,
  source: ({ publisher, title }) => `${publisher} ${title}`,
  question: ({ title }) => title,
  statement: (input) => `${expertsOf(input)[0] ?? ''} ${sourcesOf(input)[0] ?? ''}`,
  position: ({ expert, question }) => `${expert} ${question}`,
};

/** The id a new record would best have; not necessarily free. Where its name mixes scripts, that of its kind. */
export function idFor<K extends Kind>(kind: K, input: Omit<Inputs[K], 'id'>): string {
  const slug = slugOf(NAMED_AFTER[kind](input));
  return slug === null || deceptionOf(slug) !== null ? kind : slug;
}
