/** The shipped font's metrics, read from the files themselves (OpenType 1.9: cmap, hmtx), so that text can be fitted. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Weight = 400 | 700;

const FILES = { 400: 'NotoSans-Regular.ttf', 700: 'NotoSans-Bold.ttf' } as const;

export const FONT_FAMILY = 'Noto Sans';

const fileOf = (weight: Weight): string => fileURLToPath(new URL(`../fonts/${FILES[weight]}`, import.meta.url));

/** Where the files are, for what draws with them. */
export const FONT_FILES: readonly string[] = [fileOf(400), fileOf(700)];

/** The advance of a character in em, or null where the font has no glyph for it. */
type Advance = (codePoint: number) => number | null;

const opened = new Map<Weight, Advance>();

export function advanceOf(weight: Weight): Advance {
  const known = opened.get(weight);
  if (known !== undefined) return known;
  const advance = remembered(readAdvances(readFileSync(fileOf(weight))));
  opened.set(weight, advance);
  return advance;
}

/** Texts are measured over and over until they fit; characters are few. */
function remembered(advance: Advance): Advance {
  const known = new Map<number, number | null>();
  return (codePoint) => {
    const found = known.get(codePoint);
    if (found !== undefined) return found;
    const read = advance(codePoint);
    known.set(codePoint, read);
    return read;
  };
}

function readAdvances(font: Buffer): Advance {
  const tables = new Map<string, number>();
  for (let at = 12; at < 12 + font.readUInt16BE(4) * 16; at += 16)
    tables.set(font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8));
  const table = (name: string): number => {
    const at = tables.get(name);
    if (at === undefined) throw new RangeError(`the font has no table ${name}`);
    return at;
  };
  const unitsPerEm = font.readUInt16BE(table('head') + 18);
  const measured = font.readUInt16BE(table('hhea') + 34);
  const widths = table('hmtx');
  const glyphOf = readCharacterMap(font, table('cmap'));
  return (codePoint) => {
    const glyph = glyphOf(codePoint);
    return glyph === 0 ? null : font.readUInt16BE(widths + Math.min(glyph, measured - 1) * 4) / unitsPerEm;
  };
}

/** Glyphs by character from a map of groups (format 12), which fonts beyond the basic plane have; 0 where there is none. */
function readCharacterMap(font: Buffer, cmap: number): (codePoint: number) => number {
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) =>
    font.readUInt32BE(cmap + 4 + index * 8 + 4),
  );
  const offset = subtables.find((it) => font.readUInt16BE(cmap + it) === 12);
  if (offset === undefined) throw new RangeError('the font has no character map of format 12');
  const first = cmap + offset + 16;
  const count = font.readUInt32BE(cmap + offset + 12);
  return (codePoint) => {
    let [low, high] = [0, count - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = first + middle * 12;
      if (codePoint < font.readUInt32BE(at)) high = middle - 1;
      else if (codePoint > font.readUInt32BE(at + 4)) low = middle + 1;
      else return font.readUInt32BE(at + 8) + codePoint - font.readUInt32BE(at);
    }
    return 0;
  };
}
