/** The fonts of pictures, and which of them draws a letter. HarfBuzz reads and shapes them, so that text can be fitted. */
import { readFileSync } from 'node:fs';
import type { Font } from 'harfbuzzjs';
import { harfbuzz } from './harfbuzz.ts';
import { firstFamily, LATIN, typefaces, type Weight } from './typefaces.ts';

/** How a family is named where it is not the first. */
export const familyName = (family: string): string => `${family}, sans-serif`;

/** The files that a picture needs: a font that draws nothing in it is not read. */
export const fontFilesOf = (svg: string): string[] =>
  typefaces()
    .filter(({ family }) => family === firstFamily() || svg.includes(familyName(family)))
    .flatMap(({ regular, bold }) => [regular, bold]);

type OpenFont = { readonly font: Font; readonly unitsPerEm: number };

const opened = new Map<string, OpenFont>();

function open(family: string, weight: Weight): OpenFont {
  const { regular, bold } = typefaces().find((it) => it.family === family) ?? LATIN;
  const path = weight === 400 ? regular : bold;
  const known = opened.get(path);
  if (known !== undefined) return known;
  const { Blob, Face, Font } = harfbuzz();
  const face = new Face(new Blob(readFileSync(path)));
  const font = { font: new Font(face), unitsPerEm: face.upem };
  opened.set(path, font);
  return font;
}

/** By the first family, as another one may be asked for first. */
const families = new Map<string, string | null>();

/** The family that draws the character; null where none of them has it. */
export function familyOf(codePoint: number): string | null {
  const key = `${firstFamily()} ${codePoint}`;
  const known = families.get(key);
  if (known !== undefined) return known;
  const found = typefaces().find(({ family }) => isIn(family, codePoint))?.family ?? null;
  families.set(key, found);
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
  const { Buffer, shape } = harfbuzz();
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
