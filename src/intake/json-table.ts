/** Tables as JSON, read as a stream: a list of objects, whose members are the columns; or annotations of Hypothes.is. */
import type { FileBatch, FileTable } from '../core/import/table/file-table.ts';
import { asUtf8 } from './encoding.ts';
import { annotationRow } from './hypothesis.ts';
import { JsonListLines } from './json-list-lines.ts';
import { readObjects } from './ndjson.ts';
import type { TableReading } from './table-reading.ts';

/** What its client exports, and what its API answers to a search. */
const ANNOTATIONS = ['annotations', 'rows'];

export const jsonTable = (
  name: string | null,
  bytes: AsyncIterable<Uint8Array>,
  { encoding }: TableReading,
): FileTable => ({ name, hasHeader: false, batches: () => read(asUtf8(bytes, encoding)) });

/** Does a text that begins so, by some thousand characters, hold such a table? Anything else of JSON is a bundle. */
export function isJsonTable(beginning: string): boolean {
  const text = beginning.replace(/^\uFEFF/, '').trimStart();
  if (!text.startsWith('{')) return text.startsWith('[');
  return (
    !text.includes('"bundleVersion"') && ANNOTATIONS.some((name) => new RegExp(`"${name}"\\s*:\\s*\\[`).test(text))
  );
}

async function* read(text: AsyncIterable<Buffer>): AsyncGenerator<FileBatch> {
  const lines = new JsonListLines(ANNOTATIONS);
  async function* taken(): AsyncGenerator<Buffer> {
    for await (const chunk of text) yield lines.take(chunk);
    lines.end();
  }
  yield* readObjects(taken(), (object) => (lines.isNamed ? annotationRow({ ...object }) : object));
}
