/** A table that was brought to the desk, out of the store. */
import type { FileTable } from '../../core/import/table/file-table.ts';
import type { Upload } from '../../core/import/table/upload.ts';
import type { UploadStore } from '../../core/ports/upload-store.ts';
import { DELIMITER_NAMES, delimiterNamed } from '../../intake/delimiter.ts';
import { encodingNamed } from '../../intake/encoding.ts';
import { formatOfFile, TABLE_FORMATS, type TableFormat, untaken } from '../../intake/formats.ts';
import { wrongParameter } from '../problems/problems.ts';
import { piecesOf } from './table-form.ts';

/** The format that the name of a file tells. Fails with `invalid-request` where it is none, or packed. */
export function uploadFormat(name: string): TableFormat {
  const told = formatOfFile(name);
  if (told !== null && !told.isPacked) return TABLE_FORMATS[told.format];
  const suffixes = Object.values(TABLE_FORMATS).flatMap((format) => format.suffixes);
  throw wrongParameter('file', `is called "${name}": the name of a table ends with ${suffixes.join(', ')}`);
}

/** `told`: the name that faults have. Fails with `invalid-request` where it is to be read in a way that its format does not have. */
export function uploadedTable(uploads: UploadStore, { id, name, how }: Upload, told: string | null = null): FileTable {
  const format = uploadFormat(name);
  const delimiter = DELIMITER_NAMES.find((each) => each === how.delimiter);
  const encoding = how.encoding === null ? null : encodingNamed(how.encoding);
  if (how.encoding !== null && encoding === null)
    throw wrongParameter('encoding', `"${how.encoding}" is none that is known; as utf-8, utf-16le, windows-1252`);
  const reading = { encoding, sheet: how.sheet, delimiter: delimiter === undefined ? null : delimiterNamed(delimiter) };
  const [idle] = untaken(format, reading);
  if (idle !== undefined) throw wrongParameter(idle, `is not for a table such as "${name}": leave it empty`);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const piece of uploads.bytes(id)) yield* piecesOf(Buffer.from(piece));
  }
  return format.read(told, bytes(), reading);
}
