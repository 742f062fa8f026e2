/** Bundle: records in one readable document, as they are imported and exported. */
import { type Static, Type } from 'typebox';
import { ExpertInput } from '../../records/expert.ts';
import { type Entities, INPUT_SCHEMAS, KINDS, type Kind, PLURALS } from '../../records/kinds.ts';
import { PositionInput } from '../../records/position.ts';
import { QuestionInput } from '../../records/question.ts';
import { ScaleInput, withoutDefaultRole } from '../../records/scale.ts';
import { SourceInput } from '../../records/source.ts';
import { StatementInput } from '../../records/statement.ts';
import type { Violation } from '../../values/errors.ts';
import { INPUT_LIMITS } from '../../values/input-limits.ts';
import { Instant, Record, Text } from '../../values/schema.ts';
import { type Validated, validator } from '../../values/validation.ts';

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
export type BundleEntry<T> = { readonly input: T; readonly place: string };

export type Inputs = { readonly [K in Kind]: Static<(typeof INPUT_SCHEMAS)[K]> };

/** What one or several bundles hold. */
export type BundleContent = {
  readonly entries: { readonly [K in Kind]: readonly BundleEntry<Inputs[K]>[] };
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

/** What a bundle says of all its records. */
export type Frame = {
  readonly defaults: Pick<PositionInput, 'recordedAt' | 'recordedBy'>;
  readonly reason: string | null;
};

/** Reads all of what claims to be a bundle but its records. */
export function readFrame(value: unknown, place: string): { frame: Frame; violations: Violation[] } {
  const valid = validateFrame(value, place);
  const { recordedAt, recordedBy, reason = null } = valid.ok ? (valid.value as Bundle) : {};
  return {
    frame: { defaults: { ...(recordedAt && { recordedAt }), ...(recordedBy && { recordedBy }) }, reason },
    violations: valid.ok ? [] : valid.violations,
  };
}

/** What claims to be a record of a kind, and its place. */
export type PlacedRecord = { readonly kind: Kind; readonly record: unknown; readonly place: string };

/** Reads records of a bundle: every one that is of its shape, and every fault of the others, up to INPUT_LIMITS. */
export function readRecords(
  claimed: Iterable<PlacedRecord>,
  { defaults, reason }: Frame,
): { content: BundleContent; violations: Violation[] } {
  const violations: Violation[] = [];
  const broken = new Set<string>();
  const entries: { readonly [K in Kind]: BundleEntry<Inputs[K]>[] } = {
    ...{ scale: [], expert: [], source: [], question: [], statement: [], position: [] },
  };
  const read = <K extends Kind>(kind: K, record: unknown, place: string): void => {
    const valid = VALIDATORS[kind](record, place);
    if (valid.ok)
      entries[kind].push({ input: kind === 'position' ? { ...defaults, ...valid.value } : valid.value, place });
    else {
      for (const violation of valid.violations) violations.push(violation);
      if (typeof record === 'object' && record !== null && 'id' in record) broken.add(`${kind} ${record.id}`);
    }
  };
  for (const { kind, record, place } of claimed) {
    if (violations.length >= INPUT_LIMITS.faults) break;
    read(kind, record, place);
  }
  return { content: { entries, broken, reason }, violations };
}

/** Reads what claims to be a bundle at `place`: every record that is of its shape, and every fault of the others. */
export function readBundle(value: unknown, place: string): { content: BundleContent; violations: Violation[] } {
  const { frame, violations } = readFrame(value, place);
  const records = readRecords(claimedIn(value, place), frame);
  return { content: records.content, violations: violations.concat(records.violations) };
}

function* claimedIn(value: unknown, place: string): Generator<PlacedRecord> {
  const lists = typeof value === 'object' && value !== null ? (value as { [list: string]: unknown }) : {};
  for (const kind of KINDS) {
    const list = lists[PLURALS[kind]];
    if (!Array.isArray(list)) continue;
    for (const [index, record] of list.entries()) yield { kind, record, place: `${place}/${PLURALS[kind]}/${index}` };
  }
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
  scale: ({ revision: _, options, ...scale }) => ({ ...scale, options: options.map(withoutDefaultRole) }),
  expert: ({ revision: _, affiliations, kind, ...expert }) =>
    withoutNulls<ExpertInput>({
      ...expert,
      kind: kind === 'person' ? null : kind,
      affiliations: affiliations.map(withoutNulls),
    }),
  source: ({ revision: _, ...source }) => withoutNulls<SourceInput>(source),
  question: ({ revision: _, ...question }) => question,
  statement: ({ revision: _, id, expert, experts, source, sources, translations, saidOn, saidOnFrom, ...statement }) =>
    withoutNulls<StatementInput>({
      id,
      expert: experts.length === 1 ? expert : null,
      experts: experts.length === 1 ? null : experts,
      source: sources.length === 1 ? source : null,
      sources: sources.length === 1 ? null : sources,
      ...statement,
      translations: translations.length === 0 ? null : translations.map(withoutNulls),
      saidOn: saidOnFrom === 'statement' ? saidOn : null,
    }),
  position: ({ revision: _, saidOn: __, saidOnFrom: ___, saidAt: ____, recordedSeq: _____, ...position }) =>
    withoutNulls<PositionInput>(position),
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
