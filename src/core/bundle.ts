/** Bundle: records in one readable document, as they are imported and exported. */
import { type Static, Type } from 'typebox';
import type { Action } from './change.ts';
import type { Entities, INPUT_SCHEMAS, Kind } from './entity.ts';
import { ExpertInput } from './expert.ts';
import { PositionInput } from './position.ts';
import { QuestionInput } from './question.ts';
import { ScaleInput } from './scale.ts';
import { Instant, Record, Text } from './schema.ts';
import { SourceInput } from './source.ts';
import { StatementInput } from './statement.ts';
import { validator } from './validation.ts';

export const BUNDLE_VERSION = 1;

const MAX_RECORDS = 2_000_000;
const records = <T extends (typeof INPUT_SCHEMAS)[Kind]>(schema: T) =>
  Type.Optional(Type.Array(schema, { maxItems: MAX_RECORDS }));

export const Bundle = Record(
  {
    bundleVersion: Type.Literal(BUNDLE_VERSION),
    recordedAt: Type.Optional({ ...Instant, description: 'Default for the positions; else the time of the import.' }),
    recordedBy: Type.Optional(Text(200, 'Default for the positions; else who imports.')),
    reason: Type.Optional(Text(2000, 'Why these records are written or changed; kept in the change log.')),
    scales: records(ScaleInput),
    experts: records(ExpertInput),
    sources: records(SourceInput),
    questions: records(QuestionInput),
    statements: records(StatementInput),
    positions: records(PositionInput),
  },
  { $id: 'Bundle', description: 'Records in one document. Every list may be left out.' },
);
export type Bundle = Static<typeof Bundle>;

export const validateBundle = validator(Bundle);

/**
 * Several bundles as one, each position with the defaults of its own bundle. `placeOf` turns a JSON pointer into the
 * merged bundle into the bundle it came from and the pointer there.
 */
export function mergeBundles(bundles: readonly Bundle[]): {
  bundle: Bundle;
  placeOf(pointer: string): { which: number; pointer: string };
} {
  const reasons = new Set(bundles.flatMap(({ reason }) => reason ?? []));
  const positions = bundles.flatMap(({ recordedAt, recordedBy, positions: mine = [] }) =>
    mine.map((position) => ({ ...(recordedAt && { recordedAt }), ...(recordedBy && { recordedBy }), ...position })),
  );
  const bundle: Bundle = {
    bundleVersion: BUNDLE_VERSION,
    ...(reasons.size > 0 && { reason: [...reasons].join('; ') }),
    scales: bundles.flatMap(({ scales = [] }) => scales),
    experts: bundles.flatMap(({ experts = [] }) => experts),
    sources: bundles.flatMap(({ sources = [] }) => sources),
    questions: bundles.flatMap(({ questions = [] }) => questions),
    statements: bundles.flatMap(({ statements = [] }) => statements),
    positions,
  };
  const placeOf = (pointer: string) => {
    const [, list = '', index = '0', ...rest] = pointer.split('/');
    let left = Number(index);
    const which = bundles.findIndex((it) => {
      const length = it[list as 'positions']?.length ?? 0;
      if (left < length) return true;
      left -= length;
      return false;
    });
    return which < 0 ? { which: 0, pointer } : { which, pointer: ['', list, left, ...rest].join('/') };
  };
  return { bundle, placeOf };
}

/** A record to be written, of any kind. */
export type Write = { [K in Kind]: { readonly kind: K; readonly record: Entities[K] } }[Kind];

/** Writes in an order in which each refers only to what stands before it or is stored already. */
export type ImportPlan = {
  readonly writes: readonly Write[];
  readonly at: string;
  readonly actor: string;
  readonly reason: string | null;
};

/** How many records of each kind were created, updated or left as they were. */
export type ImportCount = { created: number; updated: number; unchanged: number };
export type ImportReport = { readonly [K in Kind]: ImportCount };

/** The log's word for a write: a position that comes out of draft is published, one taken back is retracted. */
export function actionOf(before: Write['record'] | null, after: Write['record']): Action {
  if (before === null) return 'create';
  if (!('status' in before) || !('status' in after) || before.status === after.status) return 'update';
  return after.status === 'retracted' ? 'retract' : 'publish';
}

/** The records as a bundle that imports to the same records: what is derived or null is left out. */
export function toBundle(entities: { readonly [K in Kind]: readonly Entities[K][] }): Bundle {
  return {
    bundleVersion: BUNDLE_VERSION,
    scales: entities.scale.map(({ id, label, options }) => ({ id, label, options })),
    experts: entities.expert.map(({ revision: _, affiliations, ...expert }) =>
      withoutNulls<ExpertInput>({ ...expert, affiliations: affiliations.map(withoutNulls) }),
    ),
    sources: entities.source.map(({ revision: _, ...source }) => withoutNulls<SourceInput>(source)),
    questions: entities.question.map(({ revision: _, ...question }) => question),
    statements: entities.statement.map(({ revision: _, saidOn, saidOnFrom, ...statement }) =>
      withoutNulls<StatementInput>({ ...statement, saidOn: saidOnFrom === 'statement' ? saidOn : null }),
    ),
    positions: entities.position.map(({ revision: _, saidOn: __, saidOnFrom: ___, ...position }) =>
      withoutNulls<PositionInput>(position),
    ),
  };
}

type Nulled<T> = { readonly [K in keyof T]: T[K] | null };

/** The object without the fields that are null. */
function withoutNulls<T extends object>(object: Nulled<T>): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)) as T;
}
