/** A table that comes as a form, with the mapping and the other tables that it is read by. */
import { setImmediate } from 'node:timers/promises';
import type { FileTable } from '../../core/import/table/file-table.ts';
import { readMapping } from '../../core/import/table/mapping.ts';
import { MAPPING_AT } from '../../core/import/table/session.ts';
import { formatOfFile, TABLE_FORMATS, untaken } from '../../intake/formats.ts';
import { AS_IT_SAYS, type TableReading } from '../../intake/table-reading.ts';
import type { TableMapping } from '../../services/import/import-tables.ts';
import { type Form, type FormValue, readForm } from '../plugins/forms.ts';
import { wrongParameter } from '../problems/problems.ts';

/** The fields of the form; each may come as a file. */
const TABLE_FIELDS = ['file', 'mapping', 'join'] as const;

const PIECE_BYTES = 64 * 1024;

export type FormTables = { readonly tables: readonly FileTable[]; readonly mapping: TableMapping | null };

/**
 * `file`: a table, or several; `mapping`: YAML or JSON; `join`: tables that the mapping names by the names of their files.
 * `stored` is a mapping that takes the place of the field; undefined where none is named. Fails with `invalid-request`
 * and the field that is wrong.
 */
export async function readTableForm(
  contentType: string,
  body: Buffer,
  reading: TableReading,
  stored: unknown,
): Promise<FormTables> {
  const form = await readForm(contentType, body);
  const unknown = Object.keys(form).find((name) => !TABLE_FIELDS.some((field) => field === name));
  if (unknown !== undefined) throw wrongParameter(unknown, `is not known; the form has ${TABLE_FIELDS.join(', ')}`);
  const files = filesAt(form, 'file');
  if (files.length === 0) throw wrongParameter('file', 'is missing: send the table as a file');
  const [given, more] = [form.mapping].flat();
  if (more !== undefined) throw wrongParameter('mapping', 'is there more than once');
  const sent = await mappingIn(given);
  if (sent !== undefined && stored !== undefined)
    throw wrongParameter('mapping', 'is named in the address, and sent with the form: which of them is meant?');
  const written = sent ?? stored;
  const joined = joinedBy(written, filesAt(form, 'join'));
  const open = (name: string): FileTable => {
    const file = joined.get(name);
    if (file !== undefined) return tableIn('join', file, AS_IT_SAYS, false);
    const message = `joins "${name}", which was not sent; send it as the field join, with that file name`;
    throw wrongParameter('mapping', message);
  };
  return {
    tables: files.map((file) => tableIn('file', file, reading, files.length === 1)),
    mapping: written === undefined ? null : { written, open },
  };
}

/** The tables that are joined, by the names of their files. One that is of no use would be passed over without a word. */
function joinedBy(mapping: unknown, files: readonly File[]): ReadonlyMap<string, File> {
  const joined = new Map(files.map((file) => [file.name, file]));
  if (joined.size < files.length) throw wrongParameter('join', 'has two files of one name: which of them is meant?');
  const read = mapping === undefined || files.length === 0 ? null : readMapping(mapping, MAPPING_AT);
  // What is wrong with a mapping is told by the import.
  if (read?.ok === false) return joined;
  const idle = files.find(({ name }) => !read?.value.join.some(({ file }) => file === name));
  if (idle !== undefined) throw wrongParameter('join', `is "${idle.name}", which no mapping joins`);
  return joined;
}

/** The files of a field; a browser sends an empty one without a name where none was chosen. */
function filesAt(form: Form, field: 'file' | 'join'): File[] {
  const values = [form[field] ?? []].flat();
  return values.flatMap((value) => {
    if (typeof value === 'string') throw wrongParameter(field, 'must be sent as a file, with its name');
    return value.name === '' && value.size === 0 ? [] : [value];
  });
}

async function mappingIn(written: FormValue | undefined): Promise<unknown> {
  if (written === undefined) return undefined;
  const [name, text] = typeof written === 'string' ? ['mapping', written] : [written.name, await written.text()];
  if (text.trim() === '') return undefined;
  // Loaded when it is needed, as it takes a moment.
  const { readMappingText } = await import('../../intake/mapping-text.ts');
  return readMappingText(name === '' ? 'mapping' : name, text);
}

function tableIn(field: 'file' | 'join', file: File, reading: TableReading, isAlone: boolean): FileTable {
  const told = formatOfFile(file.name);
  if (told === null || told.isPacked) {
    const suffixes = Object.values(TABLE_FORMATS).flatMap((format) => format.suffixes);
    throw wrongParameter(field, `is called "${file.name}": the name of a table ends with ${suffixes.join(', ')}`);
  }
  const format = TABLE_FORMATS[told.format];
  const [idle] = untaken(format, reading);
  if (idle !== undefined) throw wrongParameter(idle, `is not for a table such as "${file.name}"`);
  return format.read(isAlone ? null : file.name, bytesOf(file), reading);
}

async function* bytesOf(file: File): AsyncGenerator<Uint8Array> {
  yield* piecesOf(Buffer.from(await file.arrayBuffer()));
}

/** A body a piece at a time; between two of them others have their turn. */
export async function* piecesOf(body: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < body.length; from += PIECE_BYTES) {
    yield body.subarray(from, from + PIECE_BYTES);
    await setImmediate();
  }
}
