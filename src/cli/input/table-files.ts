/** Tables from files into the store, all or nothing, with every fault at its line and column. */

import { createReadStream } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { operator } from '../../core/access/caller.ts';
import { draftMapping } from '../../core/import/table/draft-mapping.ts';
import type { FileBatch, FileTable } from '../../core/import/table/file-table.ts';
import { MAPPING_AT, SCALE_AT } from '../../core/import/table/session.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import type { BundleFile } from '../../intake/bundle-file.ts';
import { formatOfFile, TABLE_FORMATS, type TableFormatName, unpacked, untaken } from '../../intake/formats.ts';
import { AS_IT_SAYS, type TableReading } from '../../intake/table-reading.ts';
import { importTables, type TableReport } from '../../services/import/import-tables.ts';
import type { CliContext } from '../context.ts';
import { Progress, sizeOf } from '../output/progress.ts';
import { readDocument } from './import-files.ts';

export type TableFileOptions = {
  /** Where the names of the files do not tell it. */
  readonly format?: TableFormatName;
  readonly reading: TableReading;
  readonly create: boolean;
  readonly isNew: boolean;
  readonly retractMissing: boolean;
  /** The id of a scale, or a file with one. */
  readonly scale?: string;
  /** A file. */
  readonly mapping?: string;
  readonly by: string;
  readonly reason: string | null;
  readonly dryRun: boolean;
  readonly drafts?: boolean;
};

export async function importTableFiles(
  store: Store,
  paths: readonly string[],
  { format, reading, create, isNew, retractMissing, scale, mapping, by, reason, ...how }: TableFileOptions,
  { stdin, stderr, now }: Pick<CliContext, 'stdin' | 'stderr' | 'now'>,
): Promise<TableReport> {
  const scaleFile = scale !== undefined && isFileName(scale) ? await readDocument(scale) : null;
  const mappingFile = mapping === undefined ? null : await readDocument(mapping);
  const progress = new Progress(stderr, await sizeOf(paths));
  try {
    const tables = paths.map((path) => openTable(path, { given: format, reading, stdin, progress }));
    const joined = (file: string) =>
      openTable(relative('.', resolve(dirname(mapping ?? '.'), file)), {
        given: undefined,
        reading: AS_IT_SAYS,
        stdin,
        progress: null,
      });
    const options = {
      ...{ create, isNew, retractMissing },
      ...(scale !== undefined && { scale: scaleFile === null ? { id: scale } : { written: scaleFile.value } }),
      ...(mappingFile !== null && { mapping: { written: mappingFile.value, open: joined } }),
    };
    const recorded = { at: now().toISOString(), caller: operator(by), reason, ...how, alone: true };
    return await importTables(store, tables, options, recorded);
  } catch (error) {
    throw error instanceof Failure ? placed(error, { [MAPPING_AT]: mappingFile, [SCALE_AT]: scaleFile }) : error;
  } finally {
    progress.end();
  }
}

/** A first mapping of the table in a file, as a text to be edited. */
export const draftMappingOf = (
  path: string,
  { format, reading }: Pick<TableFileOptions, 'format' | 'reading'>,
  { stdin }: Pick<CliContext, 'stdin'>,
): Promise<string> => draftMapping(() => openTable(path, { given: format, reading, stdin, progress: null }));

/** A parameter as the option of that name. */
export const asOption = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** An id has neither a dot nor a slash. */
const isFileName = (text: string): boolean => /[./\\]/.test(text);

type Opening = {
  readonly given: TableFormatName | undefined;
  readonly reading: TableReading;
  readonly stdin: Readable;
  /** Null for what is read before the tables themselves. */
  readonly progress: Progress | null;
};

function openTable(path: string, { given, reading, stdin, progress }: Opening): FileTable {
  const told = formatOfFile(path);
  const format = given ?? told?.format;
  if (format === undefined) throw new Failure('invalid', `the format of ${path} must be given with --format`);
  const [idle] = untaken(TABLE_FORMATS[format], reading);
  if (idle !== undefined)
    throw new Failure('invalid', `--${idle} is not for tables such as ${path}, which is ${format}`);
  const name = path === '-' ? 'stdin' : path;
  const bytes = read(
    name,
    () => (path === '-' ? stdin : createReadStream(path, { highWaterMark: 16 * 1024 })),
    progress,
  );
  const table = TABLE_FORMATS[format].read(name, told?.isPacked === true ? unpacked(name, bytes) : bytes, reading);
  return { ...table, batches: (head) => counted(table.batches(head), progress) };
}

/** Opened when its turn has come. */
async function* read(name: string, open: () => Readable, progress: Progress | null): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of open() as AsyncIterable<Uint8Array>) {
      if (progress !== null) progress.bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new Failure('invalid', `${name} cannot be read: ${why}`, [], { cause: error });
  }
}

async function* counted(batches: AsyncIterable<FileBatch>, progress: Progress | null): AsyncGenerator<FileBatch> {
  for await (const batch of batches) {
    yield batch;
    if (progress !== null) progress.rows += batch.rows.length;
  }
}

type Written = { readonly [at: string]: BundleFile | null };

/** The failure with places in the files of the mapping and the scale for JSON pointers, and options for parameters. */
function placed(failure: Failure, files: Written): Failure {
  const violations = failure.violations.map(({ pointer = '', parameter, ...violation }): Violation => {
    if (parameter !== undefined) return { ...violation, pointer: asOption(parameter) };
    const [, at = '', ...rest] = pointer.split('/');
    const inside = rest.map((part) => `/${part}`).join('');
    const place = files[`/${at}`]?.locate(inside);
    return place === undefined ? violation : { ...violation, pointer: `${place}: ${inside}`.trimEnd() };
  });
  return new Failure(failure.kind, failure.message, violations, { cause: failure.cause });
}
