/** Bundle: records in one readable document, as they are imported and exported. */
import { type Static, Type } from 'typebox';
import { type Entities, INPUT_SCHEMAS, KINDS, type Kind, PLURALS } from './entity.ts';
import type { Violation } from './errors.ts';
import { ExpertInput } from './expert.ts';
import { PositionInput } from './position.ts';
import { QuestionInput } from './question.ts';
import { ScaleInput } from './scale.ts';
import { Instant, Record, Text } from './schema.ts';
import { SourceInput } from './source.ts';
import { StatementInput } from './statement.ts';
import { type Validated, validator } from './validation.ts';

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

/** A record as written, and its place: a JSON pointer that tells a person where to mend it. */
export type Entry<T> = { readonly input: T; readonly place: string };

export type Inputs = { readonly [K in Kind]: Static<(typeof INPUT_SCHEMAS)[K]> };

/** What one or several bundles hold. */
export type BundleContent = {
  readonly entries: { readonly [K in Kind]: readonly Entry<Inputs[K]>[] };
  /** Records that are not of the shape their kind has, as "kind id": what refers to them has no fault of its own. */
  readonly broken: ReadonlySet<string>;
  readonly reason: string | null;
};

const validateFrame = validator(
  Type.Object(
    {
      ...Bundle.properties,
      ...Object.fromEntries(KINDS.map((kind) => [PLURALS[kind], Type.Optional(Type.Array(Type.Unknown()))])),
    },
    { additionalProperties: false },
  ),
);

const VALIDATORS = Object.fromEntries(KINDS.map((kind) => [kind, validator(INPUT_SCHEMAS[kind])])) as {
  readonly [K in Kind]: (value: unknown, at: string) => Validated<Inputs[K]>;
};

/** Reads what claims to be a single record of a kind. */
export const readInput = <K extends Kind>(kind: K, value: unknown): Validated<Inputs[K]> => VALIDATORS[kind](value, '');

/** Reads what claims to be a bundle at `place`: every record that is of its shape, and every fault of the others. */
export function readBundle(value: unknown, place: string): { content: BundleContent; violations: Violation[] } {
  const violations: Violation[] = [];
  const broken = new Set<string>();
  const frame = validateFrame(value, place);
  if (!frame.ok) violations.push(...frame.violations);
  const lists = typeof value === 'object' && value !== null ? (value as { [list: string]: unknown }) : {};
  const read = <K extends Kind>(kind: K): Entry<Inputs[K]>[] => {
    const list = lists[PLURALS[kind]];
    return (Array.isArray(list) ? list : []).flatMap((record: unknown, index) => {
      const at = `${place}/${PLURALS[kind]}/${index}`;
      const valid = VALIDATORS[kind](record, at);
      if (valid.ok) return [{ input: valid.value, place: at }];
      violations.push(...valid.violations);
      if (typeof record === 'object' && record !== null && 'id' in record) broken.add(`${kind} ${record.id}`);
      return [];
    });
  };
  const { recordedAt, recordedBy, reason = null } = frame.ok ? (frame.value as Bundle) : {};
  const defaults = { ...(recordedAt && { recordedAt }), ...(recordedBy && { recordedBy }) };
  const entries = {
    scale: read('scale'),
    expert: read('expert'),
    source: read('source'),
    question: read('question'),
    statement: read('statement'),
    position: read('position').map((entry) => ({ ...entry, input: { ...defaults, ...entry.input } })),
  };
  return { content: { entries, broken, reason }, violations };
}

/** What several bundles hold, as one. */
export function mergeContents(contents: readonly BundleContent[]): BundleContent {
  const all = <K extends Kind>(kind: K) => contents.flatMap(({ entries }) => entries[kind]);
  const reasons = new Set(contents.flatMap(({ reason }) => reason ?? []));
  return {
    entries: {
      scale: all('scale'),
      expert: all('expert'),
      source: all('source'),
      question: all('question'),
      statement: all('statement'),
      position: all('position'),
    },
    broken: new Set(contents.flatMap(({ broken }) => [...broken])),
    reason: reasons.size === 0 ? null : [...reasons].join('; '),
  };
}

/** A record as it would be written: what is derived or null is left out. */
const AS_WRITTEN: { readonly [K in Kind]: (record: Entities[K]) => Inputs[K] } = {
  scale: ({ id, label, options }) => ({ id, label, options }),
  expert: ({ revision: _, affiliations, ...expert }) =>
    withoutNulls<ExpertInput>({ ...expert, affiliations: affiliations.map(withoutNulls) }),
  source: ({ revision: _, ...source }) => withoutNulls<SourceInput>(source),
  question: ({ revision: _, ...question }) => question,
  statement: ({ revision: _, saidOn, saidOnFrom, ...statement }) =>
    withoutNulls<StatementInput>({ ...statement, saidOn: saidOnFrom === 'statement' ? saidOn : null }),
  position: ({ revision: _, saidOn: __, saidOnFrom: ___, ...position }) => withoutNulls<PositionInput>(position),
};

export const inputOf = <K extends Kind>(kind: K, record: Entities[K]): Inputs[K] => AS_WRITTEN[kind](record);

/** What holds a single record. */
export function contentOf<K extends Kind>(kind: K, input: Inputs[K], reason: string | null): BundleContent {
  const nothing = { scale: [], expert: [], source: [], question: [], statement: [], position: [] };
  return { entries: { ...nothing, [kind]: [{ input, place: '' }] }, broken: new Set(), reason };
}

type Nulled<T> = { readonly [K in keyof T]: T[K] | null };

/** The object without the fields that are null. */
function withoutNulls<T extends object>(object: Nulled<T>): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)) as T;
}
