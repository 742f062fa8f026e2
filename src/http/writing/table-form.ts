/** A table that comes as a form, with the mapping and the other tables that it is read by. */
import { setImmediate } from 'node:timers/promises';
import type { FileTable } from '../../core/import/table/file-table.ts';
import { formatOfFile, TABLE_FORMATS, untaken } from '../../intake/formats.ts';
import { readMappingText } from '../../intake/mapping-text.ts';
import { AS_IT_SAYS, type TableReading } from '../../intake/table-reading.ts';
import type { TableOptions } from '../../services/import/import-tables.ts';
import { type Form, type FormValue, readForm } from '../plugins/forms.ts';
import { HttpProblem } from '../problems/problems.ts';

/** The fields of the form; each may come as a file. */
export const TABLE_FIELDS = ['file', 'mapping', 'join'] as const;

const PIECE_BYTES = 64 * 1024;

export type FormTables = {
  readonly tables: readonly FileTable[];
  readonly options: Pick<TableOptions, 'mapping' | 'open'>;
};

/**
 * `file`: a table, or several; `mapping`: YAML or JSON; `join`: tables that the mapping names by the names of their files.
 * Fails with `invalid-request` and the field that is wrong.
 */
export async function readTableForm(contentType: string, body: Buffer, reading: TableReading): Promise<FormTables> {
  return tablesOf(await readForm(contentType, body), reading);
}

export async function tablesOf(form: Form, reading: TableReading): Promise<FormTables> {
  const unknown = Object.keys(form).find((name) => !TABLE_FIELDS.some((field) => field === name));
  if (unknown !== undefined) throw refused(unknown, `is not known; the form has ${TABLE_FIELDS.join(', ')}`);
  const files = filesAt(form, 'file');
  if (files.length === 0) throw refused('file', 'is missing: send the table as a file');
  const joined = new Map(filesAt(form, 'join').map((file) => [file.name, file]));
  const [written, more] = [form.mapping].flat();
  if (more !== undefined) throw refused('mapping', 'is there more than once');
  const mapping = await mappingIn(written);
  return {
    tables: files.map((file) => tableIn('file', file, reading, files.length === 1)),
    options: {
      ...(mapping !== undefined && { mapping }),
      open: (name) => {
        const file = joined.get(name);
        if (file !== undefined) return tableIn('join', file, AS_IT_SAYS, false);
        throw refused('mapping', `joins "${name}", which was not sent; send it as the field join, with that file name`);
      },
    },
  };
}

/** The files of a field; a browser sends an empty one without a name where none was chosen. */
function filesAt(form: Form, field: 'file' | 'join'): File[] {
  const values = [form[field] ?? []].flat();
  return values.flatMap((value) => {
    if (typeof value === 'string') throw refused(field, 'must be sent as a file, with its name');
    return value.name === '' && value.size === 0 ? [] : [value];
  });
}

async function mappingIn(written: FormValue | undefined): Promise<unknown> {
  if (written === undefined) return undefined;
  const [name, text] = typeof written === 'string' ? ['mapping', written] : [written.name, await written.text()];
  return text.trim() === '' ? undefined : readMappingText(name === '' ? 'mapping' : name, text);
}

function tableIn(field: 'file' | 'join', file: File, reading: TableReading, isAlone: boolean): FileTable {
  const told = formatOfFile(file.name);
  if (told === null || told.isPacked) {
    const suffixes = Object.values(TABLE_FORMATS).flatMap((format) => format.suffixes);
    throw refused(field, `is called "${file.name}": the name of a table ends with ${suffixes.join(', ')}`);
  }
  const format = TABLE_FORMATS[told.format];
  const [idle] = untaken(format, reading);
  if (idle !== undefined) throw refused(idle, `is not for a table such as "${file.name}"`);
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

const refused = (parameter: string, message: string): HttpProblem =>
  new HttpProblem('invalid-request', `${parameter} ${message}`, [{ parameter, message }]);
