/** A bundle in lines: the frame in the first, a record with its kind in every other. */
import { KINDS, type Kind, PLURALS } from '../core/entity.ts';
import { Failure, type Violation } from '../core/errors.ts';
import { suggest } from '../core/validation.ts';
import type { BundleFile } from './bundle-file.ts';

type Json = { readonly [field: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The frame that a bundle in lines begins with; null where the line is anything else, such as a bundle of one line. */
export function frameOf(line: string): Json | null {
  const value = parse(line);
  const holdsRecords = (frame: Json) => KINDS.some((kind) => PLURALS[kind] in frame);
  return isObject(value) && 'bundleVersion' in value && !holdsRecords(value) ? value : null;
}

/** Reads the lines behind the frame. Fails with `invalid` and every line that is no record of a kind there is. */
export async function parseBundleLines(name: string, frame: Json, lines: AsyncIterable<string>): Promise<BundleFile> {
  const records = lists<unknown>();
  const places = lists<number>();
  const violations: Violation[] = [];
  let line = 1;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const found = recordOf(text);
    if (typeof found === 'string') violations.push({ pointer: `${name}:${line}:1`, message: found });
    else {
      records[PLURALS[found.kind]].push(found.record);
      places[PLURALS[found.kind]].push(line);
    }
  }
  if (violations.length > 0)
    throw new Failure('invalid', `${name} has lines that are no records; nothing was imported`, violations);
  return {
    value: { ...frame, ...records },
    locate: (pointer) => {
      const [, list = '', index = ''] = pointer.split('/');
      return `${name}:${places[list as Plural]?.[Number(index)] ?? 1}:1`;
    },
  };
}

type Plural = (typeof PLURALS)[Kind];

const lists = <T>(): { readonly [P in Plural]: T[] } => ({
  scales: [],
  experts: [],
  sources: [],
  questions: [],
  statements: [],
  positions: [],
});

/** The record of a line, or what is wrong with the line. */
function recordOf(text: string): { readonly kind: Kind; readonly record: Json } | string {
  const value = parse(text);
  if (!isObject(value)) return value === undefined ? 'is not JSON' : 'must be a record: an object with its "kind"';
  const { kind: named, ...record } = value;
  const kind = KINDS.find((each) => each === named);
  if (kind !== undefined) return { kind, record };
  return named === undefined
    ? `has no "kind"; known: ${KINDS.join(', ')}`
    : `is of a kind that is not known: ${JSON.stringify(named)}${suggest(String(named), KINDS)}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
