/** Values by the schemas of the OpenAPI document: most of them right, some that try to be more than they are. */
import fc from 'fast-check';
import { KINDS, PLURALS } from '../../src/core/records/kinds.ts';
import { HOSTILE } from '../helpers/fixtures/hostile.ts';
import { readSeed } from '../helpers/fixtures/seed.ts';
import { document } from '../helpers/formats/document.ts';

/** What is read of a JSON schema here. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly uniqueItems?: boolean;
};

/** Of each kind a few ids that records are made under and looked for, so that requests meet; some of the first data set. */
const IDS = new Map<string, readonly string[]>(
  KINDS.map((kind) => {
    const known = (readSeed()[PLURALS[kind]] ?? []).slice(0, 4).map(({ id }) => id);
    return [kind, [...known, ...['0', '1', '2', '3', '4'].map((number) => `fuzz-${number}`)]];
  }),
);
const STRANGE_IDS: readonly string[] = ['nobody', 'größe', '名前', 'davis', 'red-line'];
const OPTIONS = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal', 'no-option'];

/** Which kind of record a field or parameter refers to, by its name. */
const REFERRED: { readonly [name: string]: string } = {
  ...Object.fromEntries(KINDS.map((kind) => [PLURALS[kind], kind])),
  ...{ excludeExpert: 'expert', of: 'expert' },
  ...{ excludeQuestion: 'question', succeeds: 'question', supersedes: 'position', record: 'position' },
};

/** The kind of the records that an address, as /v1/experts/{id}, is of. */
export const kindAt = (path: string): string =>
  /^\/v1\/(\w+)s(?:\/|$)/.exec(path)?.[1] ?? /^\/(?:embed\/)?(\w+)s\//.exec(path)?.[1] ?? '';

/** An id that a record of that kind has or may have; of none, whatever there is. */
export function idOf(name: string): fc.Arbitrary<string> {
  const ids = IDS.get(REFERRED[name] ?? name);
  // Most questions are on the scale that there is.
  if (name === 'scale') return fc.constantFrom('support', 'support', 'support', ...(ids ?? []));
  if (ids === undefined) return fc.constantFrom(...[...IDS.values()].flat(), ...STRANGE_IDS);
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.constantFrom(...STRANGE_IDS) },
  );
}

/** A mark for what only the service can name (made.ts). */
export const MADE: fc.Arbitrary<string> = fc.nat(50).map((number) => `~${number}`);

/** As in an address; broken Unicode has no code there, and a tilde alone is a mark. */
export const encoded = (text: string): string => (/^~\d+$/.test(text) ? text : encodeURIComponent(text.toWellFormed()));

const DATES = ['2024', '2024-10', '2024-10-23', '2024-02-29', '9999-12-31', '0001-01-01'];

/** Texts that are right by their format. */
const TEXTS: { readonly [format: string]: fc.Arbitrary<string> } = {
  text: fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ minLength: 1, maxLength: 40 })),
  'partial-date': fc.constantFrom(...DATES),
  'full-date': fc.constantFrom(...DATES.filter(({ length }) => length === 10)),
  'time-of-day': fc.constantFrom('14:30', '14:30:05', '00:00', '23:59:59'),
  instant: fc.constantFrom('2024-10-23T09:00:00Z', '2024-10-23T09:00:00.123456Z', '2030-01-01T00:00:00Z'),
  'web-url': fc.constantFrom(
    'https://fuzz.invalid/a',
    'https://fuzz.invalid/?a="b"&c=<d>',
    'https://fuzz.invalid/größe',
  ),
  language: fc.constantFrom('en', 'de-AT', 'zh-Hant'),
};

/** What no schema asks for. */
export const WRONG: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, '', ' ', '\0', '\u{d800}', -1, 0.5, 1e308, 2 ** 53, {}, [], '__proto__', 'constructor'),
  fc.constantFrom({ toString: 1 }, { length: 1e9 }, { constructor: null }, ['a'], [[]], '2024-13-45', '9'.repeat(400)),
  fc.constantFrom(...HOSTILE, 'x'.repeat(2_100), 'xx-yy-zz', 'http://127.0.0.1:9/', '2023-02-29', '24:00'),
  fc.jsonValue({ maxDepth: 3 }),
);

const resolve = (schema: Schema): Schema => {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
};

/** Which field it is for, of a record of which kind, how deep it lies, and whether some parts are to be wrong. */
type Place = { readonly name?: string; readonly kind?: string; readonly depth?: number; readonly wrong: boolean };

/** Values of the schema; where some are to be wrong, one part in eight is. */
export function fieldValue(given: Schema, place: Place): fc.Arbitrary<unknown> {
  const right = rightValue(resolve(given), place);
  return place.wrong ? fc.oneof({ weight: 7, arbitrary: right }, { weight: 1, arbitrary: WRONG }) : right;
}

function rightValue(schema: Schema, place: Place): fc.Arbitrary<unknown> {
  const [type = 'string', ...others] = [schema.type ?? 'string'].flat();
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const value = ofType(schema, type, place);
  return others.includes('null') || type === 'null' ? fc.option(value, { freq: 4 }) : value;
}

function ofType(schema: Schema, type: string, place: Place): fc.Arbitrary<unknown> {
  const { depth = 0, wrong } = place;
  const { minimum = 0, maximum = 1_000 } = schema;
  switch (type) {
    case 'object':
      return objectOf(schema, place);
    case 'array': {
      const entry = fieldValue(schema.items ?? {}, { ...place, depth: depth + 1 });
      const sizes = { minLength: schema.minItems ?? 0, maxLength: 3 };
      return schema.uniqueItems === true && !wrong ? fc.uniqueArray(entry, sizes) : fc.array(entry, sizes);
    }
    case 'integer':
      return fc.integer({ min: minimum - Number(wrong), max: Math.min(maximum, 4_000) + Number(wrong) });
    case 'number':
      return fc.double({ noNaN: true, min: -10, max: 10 });
    case 'boolean':
      return fc.boolean();
    default:
      return textOf(schema, place);
  }
}

function textOf({ format = 'text', minLength = 0, maxLength = 40 }: Schema, { name = '', kind = '', wrong }: Place) {
  if (name === 'option') return fc.constantFrom(...OPTIONS);
  if (format === 'slug') return idOf(name === 'id' ? kind : name);
  const text = TEXTS[format] ?? fc.string({ maxLength: 40 });
  return wrong ? text : text.filter((each) => each.length >= minLength && each.length <= maxLength && /\S/.test(each));
}

/** All that is required, and some of the rest. */
function objectOf(
  { properties = {}, required = [] }: Schema,
  { name: of = '', kind = '', depth = 0, wrong }: Place,
): fc.Arbitrary<object> {
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      [name, fieldValue(schema, { name, kind: REFERRED[of] ?? kind, depth: depth + 1, wrong })] as const,
  );
  const drawn = (own: typeof fields): fc.Arbitrary<object> =>
    fc.record(Object.fromEntries(own), { requiredKeys: [...required] });
  const others = fields.filter(([name]) => name !== 'id');
  // In a merge patch, a new id is sent alone.
  const isPatch = depth === 0 && required.length === 0 && others.length < fields.length;
  const right = isPatch
    ? fc.oneof({ weight: 5, arbitrary: drawn(others) }, { weight: 1, arbitrary: fc.record({ id: idOf(kind) }) })
    : drawn(fields);
  if (!wrong) return right;
  return fc.oneof(
    { weight: 15, arbitrary: right },
    { weight: 1, arbitrary: right.map((object) => ({ ...object, surplus: 1 })) },
  );
}
