/** A bundle in lines: the frame in the first, a record with its kind in every other. */
import type { BundleLine } from '../core/import/bundle/pieces.ts';
import { KINDS, type Kind, PLURALS } from '../core/records/kinds.ts';
import { suggest } from '../core/values/validation.ts';

type Json = { readonly [field: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The frame that a bundle in lines begins with; null where the line is anything else, such as a bundle of one line. */
export function frameOf(line: string): Json | null {
  const value = parse(line);
  const holdsRecords = (frame: Json) => KINDS.some((kind) => PLURALS[kind] in frame);
  return isObject(value) && 'bundleVersion' in value && !holdsRecords(value) ? value : null;
}

/** Records that are planned together. */
const BATCH = 500;

/** What the lines behind the frame hold, some at a time. */
export async function* batchesOf(lines: AsyncIterable<string>): AsyncGenerator<readonly BundleLine[]> {
  let batch: BundleLine[] = [];
  let line = 1;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const found = recordOf(text);
    batch.push(typeof found === 'string' ? { line, fault: found } : { line, ...found });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The record of a line, or what is wrong with the line. */
function recordOf(text: string): { readonly kind: Kind; readonly record: Json } | string {
  const value = parse(text);
  if (!isObject(value)) return value === undefined ? 'is not JSON' : 'must be a record: an object with its "kind"';
  const { kind: named, ...record } = value;
  const kind = KINDS.find((each) => each === named);
  if (kind !== undefined) return { kind, record };
  return named === undefined
    ? `has no "kind"; known: ${KINDS.join(', ')}`
    : `is of a kind that is not known: ${JSON.stringify(named)}${typeof named === 'string' ? suggest(named, KINDS) : ''}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
