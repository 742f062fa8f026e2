/** What is called a workbook and is none, by its first bytes, and what to do with it. */

const startsWith = (bytes: Uint8Array, mark: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, mark.length)).equals(mark);

/** A compound file: what Excel makes of a workbook with a password, too. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ARCHIVE = Buffer.from([0x50, 0x4b]);
/** The first file of an OpenDocument archive says what it is, behind 30 bytes (OpenDocument 1.3, part 2, 3.3). */
const OPEN_DOCUMENT = Buffer.from('mimetypeapplication/vnd.oasis.opendocument.spreadsheet');
const BEFORE_NAME = 30;
const FIRST_BYTES = 1024;

/** Null where it may be one of that kind. */
export function mistakenFor(kind: 'xlsx' | 'ods', bytes: Uint8Array): string | null {
  if (startsWith(bytes, COMPOUND))
    return 'is an Excel workbook with a password, or one of the old binary kind (.xls); open it in a spreadsheet program and save it as .xlsx without a password, or as CSV';
  const isOpenDocument = startsWith(bytes.subarray(BEFORE_NAME), OPEN_DOCUMENT);
  if (kind === 'xlsx' && isOpenDocument) return 'is an OpenDocument spreadsheet and no Excel workbook; call it .ods';
  if (startsWith(bytes, ARCHIVE) || bytes.length === 0) return null;
  const first = bytes.subarray(0, FIRST_BYTES);
  if (first.includes(0)) return null;
  const text = new TextDecoder().decode(first).trimStart();
  if (text.startsWith('<'))
    return `is a web page or XML and no workbook, beginning ${JSON.stringify(text.slice(0, 20))}; open it with a spreadsheet program and save it as .xlsx or CSV`;
  return `is a text and no workbook, beginning ${JSON.stringify(text.slice(0, 40))}; a table of text is called .csv or .tsv`;
}
