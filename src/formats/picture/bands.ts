/** Large pictures in pixels, drawn and packed a few lines at a time: what a whole one is drawn on takes 64 MB, and as much again to be packed. */
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflate } from 'node:zlib';
import type { Resvg } from '@resvg/resvg-js';

/** Lines that are drawn at a time. */
const BAND = 256;
/** Lines above and below that are drawn with them and left out: a curve that goes over the edge of what is drawn on is shaded a little differently. Letters and marks are no taller. */
const MARGIN = 32;
const BYTES_PER_PIXEL = 4;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits each of red, green, blue and opacity; packed, filtered and ordered as PNG does (W3C, PNG, 11.2.1). */
const EIGHT_BITS_RGBA = [8, 6, 0, 0, 0];
/** Ahead of a line: it is not told by how it differs from others (9.2), which takes longer than what it saves. */
const AS_IT_IS = 0;

/** The picture as PNG. What it shows must be opaque. */
export async function pngInBands(image: Resvg): Promise<Uint8Array> {
  const { width, height } = image;
  const header = Buffer.alloc(8 + EIGHT_BITS_RGBA.length);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(EIGHT_BITS_RGBA, 8);
  const chunks = [SIGNATURE, ...chunk('IHDR', header)];
  await pipeline(bandsOf(image), createDeflate(), async (packed: AsyncIterable<Buffer>) => {
    for await (const piece of packed) chunks.push(...chunk('IDAT', piece));
  });
  return Buffer.concat([...chunks, ...chunk('IEND', Buffer.alloc(0))]);
}

/** The lines of the picture from top to bottom, filtered. */
function* bandsOf(image: Resvg): Generator<Buffer> {
  const { width, height } = image;
  const line = width * BYTES_PER_PIXEL;
  const box = image.getBBox();
  if (box === undefined) throw new TypeError('there is nothing in the picture');
  for (let top = 0; top < height; top += BAND) {
    const count = Math.min(BAND, height - top);
    const from = Math.max(0, top - MARGIN);
    const to = Math.min(height, top + count + MARGIN);
    image.cropByBBox(Object.assign(box, { x: 0, y: from, width, height: to - from }));
    const pixels = image.render().pixels.subarray((top - from) * line, (top - from + count) * line);
    const band = Buffer.alloc(count * (line + 1));
    for (let y = 0; y < count; y += 1) {
      band[y * (line + 1)] = AS_IT_IS;
      band.set(pixels.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
    }
    yield band;
  }
}

const chunk = (type: string, content: Buffer): Buffer[] => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const name = Buffer.from(type, 'latin1');
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(content, crc32(name)));
  return [length, name, content, check];
};
