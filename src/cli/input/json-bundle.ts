/** A bundle of JSON too large to be held: its lists are found first, and then read a few records at a time, in the order in which they are written. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { BundleInLines, BundleLine } from '../../core/import/bundle/pieces.ts';
import { KINDS, PLURALS } from '../../core/records/kinds.ts';
import { Failure } from '../../core/values/errors.ts';
import { frameOf } from '../../intake/bundle-lines.ts';
import { type JsonList, JsonLists, type JsonRecord } from '../../intake/json-lists.ts';

/** What is smaller is read at once: then its records may refer to each other in any order. */
export const HELD_BYTES = 16 * 1024 * 1024;
const PEEKED_BYTES = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;
/** Records that are planned together. */
const BATCH = 500;

/** Is it a document of JSON that is not held? One in lines is none, and neither is YAML. */
export async function isLargeJson(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.size <= HELD_BYTES) return false;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PEEKED_BYTES), 0, PEEKED_BYTES, 0);
    const [first = '', ...more] = buffer.subarray(0, bytesRead).toString().split('\n');
    return /^\uFEFF?\s*\{/.test([first, ...more].join('\n')) && (more.length === 0 || frameOf(first) === null);
  } finally {
    await file.close();
  }
}

export type JsonBundle = BundleInLines & { readSoFar(): number; close(): Promise<unknown> };

/** Fails with `invalid` where it is no JSON, or no bundle in its outline. */
export async function openJsonBundle(path: string): Promise<JsonBundle> {
  const found = new JsonLists();
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) found.take(chunk);
  const frame = frameIn(path, found);
  let read = 0;
  async function* batches(): AsyncGenerator<readonly BundleLine[]> {
    for (const kind of KINDS) {
      const list = found.lists.find(({ name }) => name === PLURALS[kind]);
      if (list === undefined) continue;
      let batch: BundleLine[] = [];
      for await (const { line, bytes } of recordsOf(path, list)) {
        read += bytes.length;
        const value = parse(bytes);
        batch.push('fault' in value ? { line, ...value } : { line, kind, record: value.record });
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    }
  }
  return { name: path, frame, batches: batches(), readSoFar: () => read, close: async () => undefined };
}

/** All of the document but its lists. */
function frameIn(path: string, { around, lists }: JsonLists): object {
  let outline: unknown;
  try {
    outline = JSON.parse(around.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('invalid', `${path} is not JSON that can be read (each record stands as 0): ${why}`, [], {
      cause: error,
    });
  }
  const frame: { [member: string]: unknown } = { ...Object(outline) };
  for (const { name, records } of lists) {
    const list = frame[name];
    if (!Array.isArray(list)) continue;
    if (lists.filter((other) => other.name === name).length > 1)
      throw wrong(path, `/${name}`, 'is there more than once');
    if (list.length > records)
      throw wrong(path, `/${name}`, 'has something in it that is no record: each is an object');
    if (KINDS.some((kind) => PLURALS[kind] === name)) delete frame[name];
  }
  return frame;
}

const wrong = (path: string, pointer: string, message: string): Failure =>
  new Failure('invalid', `${path} is no bundle that can be read; nothing was imported`, [
    { pointer: `${path}: ${pointer}`, message },
  ]);

async function* recordsOf(path: string, list: JsonList): AsyncGenerator<JsonRecord> {
  const records = new JsonLists(list);
  for await (const chunk of createReadStream(path, { start: list.from, highWaterMark: CHUNK_BYTES })) {
    yield* records.take(chunk);
    if (records.isOver) return;
  }
}

function parse(bytes: Buffer): { readonly record: unknown } | { readonly fault: string } {
  try {
    return { record: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch (error) {
    if (error instanceof TypeError) return { fault: 'is not UTF-8' };
    return { fault: `is not JSON: ${error instanceof Error ? error.message : error}` };
  }
}
