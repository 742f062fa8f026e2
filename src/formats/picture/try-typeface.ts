/** Whether pictures can be drawn with a typeface that somebody brings. */
import { readFileSync } from 'node:fs';
import type { Face } from 'harfbuzzjs';
import { loadHarfBuzz } from './harfbuzz.ts';
import type { Typeface } from './typefaces.ts';

/** What is asked of every typeface: names of options, days and numbers are written with these. */
const BASIC = Array.from({ length: 95 }, (_, index) => index + 0x20);

/** What is wrong with one of its files; null where nothing is. */
export async function faultOf({ family }: Typeface, path: string): Promise<string | null> {
  const { Blob, Face, Font } = await loadHarfBuzz();
  let face: Face;
  let names: ReadonlySet<string>;
  try {
    face = new Face(new Blob(readFileSync(path)));
    names = familiesIn(face);
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : error}`;
  }
  if (!names.has(family))
    return names.size === 0 ? 'is no font' : `is of the family "${[...names].join('" or "')}", not "${family}"`;
  const font = new Font(face);
  const lacking = BASIC.filter((it) => font.nominalGlyph(it) === undefined);
  return lacking.length === 0
    ? null
    : `lacks letters that every picture needs: ${String.fromCodePoint(...lacking.slice(0, 10))}`;
}

const RECORDS = 6;
const RECORD_BYTES = 12;
/** Family, and typographic family: OpenType 1.9.1, "name", name IDs. */
const FAMILY_IDS = [1, 16];
const WINDOWS = 3;

/** The names of the family in the table "name" of the font; resvg knows it by these. */
function familiesIn(face: Face): Set<string> {
  const table = Buffer.from(face.referenceTable('name') ?? []);
  if (table.length < RECORDS) return new Set();
  const texts = table.readUInt16BE(4);
  const records = Array.from({ length: table.readUInt16BE(2) }, (_, at) => RECORDS + at * RECORD_BYTES);
  return new Set(
    records.flatMap((at) => {
      if (!FAMILY_IDS.includes(table.readUInt16BE(at + 6))) return [];
      const from = texts + table.readUInt16BE(at + 10);
      const bytes = Buffer.from(table.subarray(from, from + table.readUInt16BE(at + 8)));
      return [table.readUInt16BE(at) === WINDOWS ? bytes.swap16().toString('utf16le') : bytes.toString('latin1')];
    }),
  );
}
