/** The shipped fonts, and which of them draws a letter. HarfBuzz reads and shapes them, so that text can be fitted. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Blob, Buffer, Face, Font, shape } from 'harfbuzzjs';

export type Weight = 400 | 700;

/** A family of fonts, by the name that its files have in common. */
type Typeface = { readonly family: string; readonly file: string };

const FIRST: Typeface = { family: 'Noto Sans', file: 'NotoSans' };
/** In the order in which they are asked for a letter. */
const TYPEFACES: readonly Typeface[] = [
  FIRST,
  { family: 'Noto Sans Arabic', file: 'NotoSansArabic' },
  { family: 'Noto Sans SC', file: 'NotoSansSC' },
];

/** What draws all that is not told otherwise: Latin, Greek, Cyrillic, Devanagari. */
export const FONT_FAMILY = FIRST.family;

const WEIGHTS = { 400: 'Regular', 700: 'Bold' } as const;
const fileOf = ({ file }: Typeface, weight: Weight): string =>
  fileURLToPath(new URL(`../fonts/${file}-${WEIGHTS[weight]}.ttf`, import.meta.url));

/** How a family is named where it is not the first. */
export const familyName = (family: string): string => `${family}, sans-serif`;

/** The files that a picture needs: a font that draws nothing in it is not read. */
export const fontFilesOf = (svg: string): string[] =>
  TYPEFACES.filter((it) => it === FIRST || svg.includes(familyName(it.family))).flatMap((it) => [
    fileOf(it, 400),
    fileOf(it, 700),
  ]);

type OpenFont = { readonly font: Font; readonly unitsPerEm: number };

const opened = new Map<string, OpenFont>();

function open(family: string, weight: Weight): OpenFont {
  const typeface = TYPEFACES.find((it) => it.family === family) ?? FIRST;
  const path = fileOf(typeface, weight);
  const known = opened.get(path);
  if (known !== undefined) return known;
  const face = new Face(new Blob(readFileSync(path)));
  const font = { font: new Font(face), unitsPerEm: face.upem };
  opened.set(path, font);
  return font;
}

const families = new Map<number, string | null>();

/** The family that draws the character; null where none of them has it. */
export function familyOf(codePoint: number): string | null {
  const known = families.get(codePoint);
  if (known !== undefined) return known;
  const found = TYPEFACES.find(({ family }) => isIn(family, codePoint))?.family ?? null;
  families.set(codePoint, found);
  return found;
}

export const isIn = (family: string, codePoint: number): boolean =>
  open(family, 400).font.nominalGlyph(codePoint) !== undefined;

const advances = new Map<string, number>();

/** The advance of a character in em; texts are measured over and over until they fit, and characters are few. */
export function advanceOf(codePoint: number, family: string, weight: Weight): number {
  const key = `${family} ${weight} ${codePoint}`;
  const known = advances.get(key);
  if (known !== undefined) return known;
  const { font, unitsPerEm } = open(family, weight);
  const advance = font.glyphHAdvance(font.nominalGlyph(codePoint) ?? 0) / unitsPerEm;
  advances.set(key, advance);
  return advance;
}

/** Letters put together as their script asks for: an outline whose unit is `1 / unitsPerEm` em, y upwards, and how far it reaches in em. */
export type Shaped = { readonly outline: string; readonly unitsPerEm: number; readonly advance: number };

export function shapeText(text: string, family: string, weight: Weight): Shaped {
  const { font, unitsPerEm } = open(family, weight);
  const buffer = new Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  shape(font, buffer);
  const glyphs = buffer.getGlyphInfos();
  let x = 0;
  const outlines = buffer.getGlyphPositions().map(({ xAdvance, xOffset, yOffset }, at) => {
    const outline = movedPath(font.glyphToJson(glyphs[at]?.codepoint ?? 0), x + xOffset, yOffset);
    x += xAdvance;
    return outline;
  });
  return { outline: outlines.join(''), unitsPerEm, advance: x / unitsPerEm };
}

const movedPath = (commands: ReturnType<Font['glyphToJson']>, dx: number, dy: number): string =>
  commands
    .map(({ type, values }) => `${type}${values.map((value, at) => value + (at % 2 === 0 ? dx : dy)).join(' ')}`)
    .join('');
