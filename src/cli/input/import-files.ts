/** Files into the store, all or nothing, with every fault at its place. */

import { createReadStream, ReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { operator } from '../../core/access/caller.ts';
import type { BundleInLines, BundleLine } from '../../core/import/bundle/pieces.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import type { ImportReport } from '../../core/writing/plan.ts';
import { type BundleFile, parseBundleFile } from '../../intake/bundle-file.ts';
import { batchesOf, frameOf } from '../../intake/bundle-lines.ts';
import type { TableFormatName } from '../../intake/formats.ts';
import { isJsonTable } from '../../intake/json-table.ts';
import { linesOf } from '../../intake/lines.ts';
import { type ImportCommit, importBundles } from '../../services/import/import.ts';
import { importParts } from '../../services/import/import-lines.ts';
import type { CliContext } from '../context.ts';
import { Progress, sizeOf } from '../output/progress.ts';
import { type DnaFile, readDnaFile } from './dna-file.ts';
import { isLargeJson, openJsonBundle } from './json-bundle.ts';

/** What is a bundle in one form or another; tables are read elsewhere. */
export const BUNDLE_FORMATS = ['bundle', 'dna'] as const;
export type BundleFormat = (typeof BUNDLE_FORMATS)[number];

export type Imported = {
  readonly report: ImportReport;
  /** Of files of other programs: what was left out, and what to look at, in words. */
  readonly remarks: readonly string[];
};

/** Who imports bundles, why, and whether as drafts; `dryRun` only says what would be written. */
type Options = {
  readonly by: string;
  readonly reason?: string | null;
  readonly dryRun?: boolean;
  readonly drafts?: boolean;
  readonly format?: BundleFormat;
};

/** Without `format`, a file is of the one its name ends with. */
export async function importFiles(
  store: Store,
  paths: readonly string[],
  { by, format, ...how }: Options,
  { stdin, stderr, now }: Pick<CliContext, 'stdin' | 'now'> & Partial<Pick<CliContext, 'stderr'>>,
): Promise<Imported> {
  const isDna = (path: string) => (format ?? formatOf(path)) === 'dna';
  refuseTogether(paths.filter(isDna));
  const files = await Promise.all(
    paths.map(async (path): Promise<AnyFile> => {
      if (isDna(path)) return { name: path, ...(await readDnaFile(store, path)) };
      if (path !== '-' && (await isLargeJson(path))) return openJsonBundle(path);
      return path === '-' ? readBundleFile('stdin', stdin) : readBundleFile(path, createReadStream(path));
    }),
  );
  const inLines = files.filter((file) => 'frame' in file);
  const progress =
    inLines.length > 0 && stderr
      ? new Progress(stderr, await sizeOf(inLines.map(({ name }) => (name === 'stdin' ? '-' : name))), 'records')
      : null;
  try {
    const counted = progress === null ? files : files.map((file) => withProgress(file, inLines, progress));
    const report = await importAll(store, counted, { at: now().toISOString(), caller: operator(by), ...how });
    const remarks = files.flatMap((file) =>
      !('frame' in file) && file.tally ? [...file.tally].map(([what, count]) => `${file.name}: ${what}: ${count}`) : [],
    );
    return { report, remarks };
  } finally {
    progress?.end();
    await Promise.all(inLines.map((file) => file.close()));
  }
}

/** One that is in lines may be too long to be held; others are, and then may refer to each other in any order. */
async function importAll(store: Store, files: readonly AnyFile[], recorded: ImportCommit): Promise<ImportReport> {
  const wholes = files.filter((file): file is Whole => !('frame' in file));
  try {
    if (wholes.length < files.length) return await importParts(store, files, recorded);
    return await importBundles(
      store,
      wholes.map(({ value }) => value),
      recorded,
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw wholes.length < files.length ? placedInParts(error, files) : placed(error, wholes);
  }
}

/** They share a scale, and often persons and concepts: the second is told beside what the first has made. */
function refuseTogether(dna: readonly string[]): void {
  if (dna.includes('-')) throw new Failure('invalid', 'a .dna file cannot be read from standard input; name the file');
  if (dna.length > 1)
    throw new Failure('invalid', `import .dna files one after the other, not together: ${dna.join(', ')}`);
}

const formatOf = (path: string): BundleFormat => (/\.dna$/i.test(path) ? 'dna' : 'bundle');

/** The failure with file, line and column in front of the pointers. */
function placedInParts(failure: Failure, files: readonly AnyFile[]): Failure {
  const violations = failure.violations.map((violation): Violation => {
    const { file: name, line, pointer = '', message } = violation;
    const file = files.find((it) => it.name === name);
    // A fault that only the store could find is of all the files together.
    if (file === undefined) return violation;
    const place = 'frame' in file ? `${name}:${line ?? 1}:1` : file.locate(pointer);
    return { pointer: pointer === '' ? place : `${place}: ${pointer}`, message };
  });
  return new Failure(failure.kind, failure.message, violations, { cause: failure.cause });
}

/** The failure with file, line and column in place of the pointers `/{file}/…`. */
function placed(failure: Failure, files: readonly BundleFile[]): Failure {
  const violations = failure.violations.map((violation): Violation => {
    const { pointer = '', message } = violation;
    const [, file = '0', ...rest] = pointer.split('/');
    // A fault that only the store could find is of all the files together.
    if (files[Number(file)] === undefined) return violation;
    const inside = rest.length === 0 ? '' : `/${rest.join('/')}`;
    return { pointer: `${files[Number(file)]?.locate(inside) ?? ''}: ${inside}`.trimEnd(), message };
  });
  return new Failure(failure.kind, failure.message, violations);
}

type InLines = BundleInLines & {
  /** In bytes. */
  readSoFar(): number;
  close(): Promise<unknown>;
};
type Whole = BundleFile & Partial<DnaFile> & { readonly name: string };
type AnyFile = InLines | Whole;

/** Tells how far it is, beside the others in lines; a bundle that is not was read before. */
function withProgress(file: AnyFile, inLines: readonly InLines[], progress: Progress): AnyFile {
  if (!('frame' in file)) return file;
  const { batches } = file;
  async function* counted(): AsyncGenerator<readonly BundleLine[]> {
    for await (const batch of batches) {
      yield batch;
      progress.rows += batch.length;
      progress.bytes = inLines.reduce((sum, it) => sum + it.readSoFar(), 0);
    }
  }
  return { ...file, batches: counted() };
}

/** What is read at once takes many times its size. */
const MAX_HELD_CHARACTERS = 64 * 1024 * 1024;

const tooLarge = (name: string): Failure =>
  new Failure(
    'invalid',
    `${name} has more than 64 Mi characters, and is read at once, as YAML is, and what comes from standard input: name a file of JSON, or write it in lines`,
  );

/** Reads a bundle in whichever form it has. One in lines is known by the first of them, whatever the file is called. */
async function readBundleFile(name: string, stream: Readable): Promise<AnyFile> {
  const lines = linesOf(name, stream);
  const first = (await lines.next()).value ?? '';
  const frame = frameOf(first);
  if (frame !== null) {
    const readSoFar = () => (stream instanceof ReadStream ? stream.bytesRead : 0);
    return { name, frame, batches: batchesOf(lines), readSoFar, close: () => lines.return(undefined) };
  }
  const rest: string[] = [];
  let characters = first.length;
  for await (const line of lines) {
    characters += line.length;
    if (characters > MAX_HELD_CHARACTERS) throw tooLarge(name);
    rest.push(line);
  }
  return { name, ...parseBundleFile(name, first + rest.join('')) };
}

/**
 * Is the file, which is called as a table is, a bundle all the same? One in lines says so in the first; one of JSON is an
 * object, and has none of the lists that a table has.
 */
export async function beginsAsBundle(path: string, format: TableFormatName): Promise<boolean> {
  if (format !== 'ndjson' && format !== 'json') return false;
  const stream = createReadStream(path);
  try {
    if (format === 'ndjson') return frameOf((await linesOf(path, stream).next()).value ?? '') !== null;
    for await (const beginning of stream) return !isJsonTable(String(beginning));
    return true;
  } catch (error) {
    // Why a file cannot be read is told by whoever reads it.
    if (error instanceof Failure) throw error;
    return true;
  } finally {
    stream.destroy();
  }
}

/** A document of YAML or JSON that is no bundle. */
export const readDocument = async (path: string): Promise<BundleFile> => parseBundleFile(path, await read(path));

async function read(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const why =
      error instanceof TypeError ? 'is not UTF-8' : `cannot be read: ${error instanceof Error ? error.message : error}`;
    throw new Failure('invalid', `${path} ${why}`, [], { cause: error });
  }
}
