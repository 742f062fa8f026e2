/** Bytes that are to be UTF-8, with the line in which they are not. */
import { isUtf8 } from 'node:buffer';
import { Failure } from '../core/values/errors.ts';

const LINE_FEED = 0x0a;
const NUL = 0;

/** The same bytes. Fails with `invalid` at the line in which they are no UTF-8, or NUL, which no text may hold. */
export async function* checkedUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 1;
  /** The end of what came before, so that a character cut in two is whole again. */
  let tail = Buffer.alloc(0);
  for await (const piece of bytes) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (!isDecodable(decoder, chunk)) throw notUtf8(Buffer.concat([tail, chunk]), lines);
    const nul = chunk.indexOf(NUL);
    if (nul !== -1)
      throw unfit(lines + count(chunk.subarray(0, nul)), 'has a NUL character in it; is it UTF-16?', 'utf-16le');
    yield chunk;
    lines += count(chunk);
    tail = Buffer.from(chunk.subarray(chunk.lastIndexOf(LINE_FEED) + 1).subarray(-3));
  }
  if (!isDecodable(decoder, undefined)) throw notUtf8(tail, lines);
}

/** Without bytes: is the last character whole? */
function isDecodable(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | undefined): boolean {
  try {
    if (chunk === undefined) decoder.decode();
    else decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function notUtf8(bytes: Buffer, line: number): Failure {
  // Letters without accents have a NUL on one side in UTF-16: before them, where the higher byte comes first.
  const nul = bytes.indexOf(NUL);
  if (nul !== -1) return unfit(line, 'is not UTF-8; is it UTF-16?', nul % 2 === 1 ? 'utf-16le' : 'utf-16be');
  return unfit(line + linesBeforeFault(bytes), 'is not UTF-8', 'windows-1252');
}

/** `likely` is the encoding that is named as an example. */
function unfit(line: number, what: string, likely: string): Failure {
  const message = `${what}; save the file as UTF-8, or say how it is encoded, as "${likely}"`;
  return new Failure('invalid', message, [{ line, message }]);
}

function linesBeforeFault(bytes: Buffer): number {
  let lines = 0;
  for (let from = 0; ; lines += 1) {
    const end = bytes.indexOf(LINE_FEED, from);
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return lines;
    from = end + 1;
  }
}

function count(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) lines += 1;
  return lines;
}
