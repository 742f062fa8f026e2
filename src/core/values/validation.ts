/** Schemas put to work: is a value of the shape its schema says, and if not, what is wrong where, in plain words. */
import { Ajv, type AnySchema, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { closest, distance } from 'fastest-levenshtein';
import type { Static, TSchema } from 'typebox';
import { isFullDate, isInstant, isPartialDate, isTimeOfDay } from './date.ts';
import type { Violation } from './errors.ts';
import { once } from './once.ts';

/** A kind of text: how to know it, and what to tell a person who sent something else. */
type Format = { readonly is: (text: string) => boolean; readonly says: string };

const FORMATS: { readonly [name: string]: Format } = {
  slug: {
    is: (text) =>
      /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+(?:[-_]+[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+)*$/u.test(text) && isNfc(text),
    says: 'must be an id: lower-case letters and digits, joined by "-" or "_" (such as "red-line")',
  },
  text: {
    // No control characters but tab, line ends and C1; NUL and lone surrogates cannot be held by every database.
    is: (text) => !/[^\P{Cc}\t\n\r\x80-\x9f]|\p{Cs}/u.test(text) && (text === '' || text.trim() !== ''),
    says: 'must be text that is not blank, without control characters or broken Unicode',
  },
  'partial-date': {
    is: isPartialDate,
    says: 'must be a date that exists, as "2024", "2024-10" or "2024-10-23"',
  },
  'full-date': { is: isFullDate, says: 'must be a day that exists, as "2024-10-23"' },
  'time-of-day': { is: isTimeOfDay, says: 'must be a time of day, as "14:30" or "14:30:05"' },
  instant: { is: isInstant, says: 'must be an instant in UTC, as "2024-10-23T09:00:00Z"' },
  'web-url': { is: isWebUrl, says: 'must be an absolute http or https URL' },
  language: { is: isLanguage, says: 'must be a BCP 47 language tag, as "en" or "de-AT"' },
};

/** Is it an id, but for its length? */
export const isId = (text: string): boolean => FORMATS.slug?.is(text) === true;

function isNfc(text: string): boolean {
  return text === text.normalize('NFC');
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\/[^\s\\]+$/i.test(text) && URL.canParse(text) && FORMATS.text?.is(text) === true;
}

function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/**
 * An Ajv that knows the formats and reports every fault; nothing is removed, and nothing coerced unless asked. That the
 * schemas are schemas is for the compiler and for the linter of the OpenAPI document: to see it takes some 50 ms of every start.
 */
export function createAjv(options: Options = {}): Ajv {
  const ours = { allErrors: true, verbose: true, strict: true, allowUnionTypes: true, validateSchema: false };
  const ajv = new Ajv({ ...ours, ...options });
  for (const [name, { is }] of Object.entries(FORMATS)) ajv.addFormat(name, is);
  return ajv;
}

const ajv = once(createAjv);

export type Validated<T> = { ok: true; value: T } | { ok: false; violations: Violation[] };

/** A function that says whether a value is of the schema's type; `at` is the JSON pointer of the value. */
export function validator<T extends TSchema>(schema: T): (value: unknown, at?: string) => Validated<Static<T>> {
  // Compiled when it is first needed: most commands need none.
  let check: ValidateFunction | undefined;
  return (value, at = '') => {
    check ??= ajv().compile(schema as AnySchema);
    return check(value)
      ? { ok: true, value: value as Static<T> }
      : {
          ok: false,
          violations: (check.errors ?? []).map((error) => ({
            pointer: at + pointerOf(error),
            message: explain(error),
          })),
        };
  };
}

/** The JSON pointer (RFC 6901) of the place an error is about: for a property that is missing or unknown, its own. */
export function pointerOf(error: ErrorObject): string {
  const property: unknown = error.params.additionalProperty ?? error.params.missingProperty;
  return typeof property === 'string' ? `${error.instancePath}/${escapePointer(property)}` : error.instancePath;
}

export const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** What is wrong and what would be right, as the end of a sentence that begins with the name of the field. */
export function explain(error: ErrorObject): string {
  const { keyword, params, data } = error;
  switch (keyword) {
    case 'additionalProperties':
      return `is not known here${suggest(String(params.additionalProperty), Object.keys(propertiesOf(error)))}`;
    case 'required':
      return 'is required';
    case 'enum':
      return `must be ${oneOf(params.allowedValues as unknown[])}, not ${show(data)}${nearest(data, params.allowedValues as unknown[])}`;
    case 'const':
      return `must be ${show(params.allowedValue)}, not ${show(data)}`;
    case 'format':
      return `${FORMATS[String(params.format)]?.says ?? `must be a ${String(params.format)}`}, not ${show(data)}${hint(data)}`;
    case 'type':
      return `must be ${typeWords(params.type as string | string[])}, not ${show(data)}`;
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} characters`;
    case 'maxLength':
      return `must have at most ${params.limit} characters, not ${[...String(data)].length}`;
    case 'minItems':
      return `must have at least ${params.limit} ${params.limit === 1 ? 'entry' : 'entries'}`;
    case 'maxItems':
      return `must have at most ${params.limit} entries, not ${(data as unknown[]).length}`;
    case 'uniqueItems':
      return `must not name the same entry twice (entries ${Math.min(params.i, params.j)} and ${Math.max(params.i, params.j)} are equal)`;
    case 'minimum':
      return `must be at least ${params.limit}, not ${show(data)}`;
    case 'maximum':
      return `must be at most ${params.limit}, not ${show(data)}`;
    default:
      return error.message ?? 'is not valid';
  }
}

/** Several values joined by commas are the likeliest reason for an id that is none. */
const hint = (data: unknown): string =>
  typeof data === 'string' && data.includes(',') ? '; to give several, repeat the parameter' : '';

function propertiesOf(error: ErrorObject): object {
  const properties: unknown = error.parentSchema?.properties;
  return typeof properties === 'object' && properties !== null ? properties : {};
}

/** Only texts are near each other: null may be allowed too, and an object may have a field called toString. */
const nearest = (data: unknown, allowed: readonly unknown[]): string =>
  typeof data === 'string'
    ? suggest(
        data,
        allowed.filter((value) => typeof value === 'string'),
        false,
      )
    : '';

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? show(values[0]) : `one of ${values.map(show).join(', ')}`;

const typeWords = (type: string | string[]): string =>
  (Array.isArray(type) ? type : [type])
    .map(
      (word) =>
        ({ array: 'a list', object: 'an object', integer: 'a whole number', null: 'null' })[word] ?? `a ${word}`,
    )
    .join(' or ');

/** A value as a person would recognise it, cut where it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Who writes a longer name did not mistype one: to compare one of megabytes takes seconds. */
const MAX_NEAR_CHARACTERS = 1_000;

/** `; did you mean "x"?` where a known name is near, else the list of a few known names, else nothing. */
export function suggest(name: string, known: readonly string[], list = true): string {
  if (known.length === 0) return '';
  const near = name.length > MAX_NEAR_CHARACTERS ? null : closest(name, known);
  if (near !== null && distance(name, near) <= Math.max(2, Math.floor(name.length / 3)))
    return `; did you mean "${near}"?`;
  return list && known.length <= 40 ? `; known: ${[...known].sort().join(', ')}` : '';
}
