/** Bytes of a text in any encoding, as UTF-8, with the line in which they cannot be read. */
import { Failure } from '../core/values/errors.ts';
import { checkedUtf8 } from './utf8.ts';

/** What a program puts in front of a text (Unicode Standard, section 23.8); it counts for more than what is said of it. */
const MARKS = [
  { encoding: 'utf-8', mark: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'utf-16le', mark: Buffer.from([0xff, 0xfe]) },
  { encoding: 'utf-16be', mark: Buffer.from([0xfe, 0xff]) },
] as const;

/** What is no text, by its first bytes, and what to do with it. */
const NO_TEXTS = [
  {
    mark: Buffer.from([0x50, 0x4b, 0x03, 0x04]),
    what: 'is a zip archive and no text; call an Excel workbook .xlsx, an OpenDocument spreadsheet .ods, and a REFI-QDA project .qdpx',
  },
  {
    mark: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    what: 'is an Excel workbook of the old binary kind (.xls); save it as .xlsx or CSV',
  },
  { mark: Buffer.from([0x1f, 0x8b]), what: 'is packed by gzip; call it .gz, or unpack it' },
  { mark: Buffer.from('%PDF-'), what: 'is a PDF and no table; save the table that it was made from as CSV' },
  ...[Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47])].map((mark) => ({
    mark,
    what: 'is a picture and no table; bring the table that it shows, as CSV or as a workbook',
  })),
];
const LONGEST_MARK = 5;

/** The name of an encoding as the Encoding Standard of WHATWG has it; null for one that is not known. */
export function encodingNamed(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/**
 * The text as UTF-8. Without an `encoding` it must be UTF-8, or UTF-16 with a mark. Fails with `invalid` at the line in
 * which it is none, or has a NUL, and where the first bytes say that it is no text.
 */
export async function* asUtf8(bytes: AsyncIterable<Uint8Array>, encoding: string | null): AsyncGenerator<Buffer> {
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    const start = await startOf(pieces);
    const found = NO_TEXTS.find(({ mark }) => beginsWith(start, mark));
    if (found !== undefined) throw new Failure('invalid', found.what, [{ line: 1, message: found.what }]);
    const marked = MARKS.find(({ mark }) => beginsWith(start, mark))?.encoding;
    const decoding = marked ?? encoding ?? 'utf-8';
    const whole = following(start, pieces);
    yield* checkedUtf8(decoding === 'utf-8' ? whole : decoded(whole, decoding));
  } finally {
    await pieces.return?.(undefined);
  }
}

const beginsWith = (start: Buffer, mark: Buffer): boolean => start.subarray(0, mark.length).equals(mark);

/** So much of it that every mark would be seen; less only where there is no more. */
async function startOf(pieces: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let start = Buffer.alloc(0);
  while (start.length < LONGEST_MARK) {
    const { done, value } = await pieces.next();
    if (done === true) break;
    start = Buffer.concat([start, value]);
  }
  return start;
}

async function* following(start: Buffer, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (start.length > 0) yield start;
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next()) yield piece.value;
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  try {
    for await (const piece of bytes) {
      const text = decoder.decode(piece, { stream: true });
      lines += text.split('\n').length - 1;
      if (text !== '') yield Buffer.from(text);
    }
    const rest = decoder.decode();
    if (rest !== '') yield Buffer.from(rest);
  } catch (error) {
    if (error instanceof Failure || !(error instanceof TypeError)) throw error;
    const message = `or one of the lines soon after it is not ${encoding}; say how the file is encoded`;
    throw new Failure('invalid', message, [{ line: lines, message }], { cause: error });
  }
}
