/** How the cells of a workbook look (ECMA-376 part 1, 18.8): each look once, and cells name it by its number. */
import { PALETTE, type Tone } from '../palette.ts';

/** What spreadsheets have for a default, and put another in its place where they do not have it. */
const FONT = '<name val="Calibri"/><sz val="11"/><family val="2"/>';
const HEAD_FILL = '#eceae5';
/** The first number that is free for formats of one's own; `@` keeps text as text, whatever it begins with. */
const TEXT_FORMAT = 100;
const TOP = '<alignment vertical="top"/>';
const WRAPPED = '<alignment vertical="top" wrapText="1"/>';

/** A number or a yes or no, a text, and a text in the head of a table, by the numbers of their looks; 0 is that of no cell. */
export const PLAIN = 1;
export const TEXT = 2;
export const HEAD = 3;

const TONES = Object.entries(PALETTE);
const LOOKS = new Map<string, number>(TONES.map(([tone], index) => [tone, HEAD + 1 + index]));

/** The look of a text that tells of a stance. */
export const lookOfTone = (tone: Tone): number => LOOKS.get(tone) ?? TEXT;

const colour = (hex: string): string => `FF${hex.slice(1).toUpperCase()}`;
const font = (end: string): string => `<font>${FONT}${end}</font>`;
const plainFont = '<color theme="1"/>';
const fill = (hex: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour(hex)}"/><bgColor indexed="64"/></patternFill></fill>`;
const listed = (name: string, items: readonly string[]): string =>
  `<${name} count="${items.length}">${items.join('')}</${name}>`;

/** A text with that font, fill and border. */
const textLook = (fontId: number, fillId: number, borderId: number): string =>
  `<xf numFmtId="${TEXT_FORMAT}" applyNumberFormat="1" fontId="${fontId}" applyFont="1" fillId="${fillId}"` +
  `${fillId === 0 ? '' : ' applyFill="1"'} borderId="${borderId}"${borderId === 0 ? '' : ' applyBorder="1"'}` +
  ` applyAlignment="1">${WRAPPED}</xf>`;

/** Fonts, fills and borders of which the first ones are those of cells without a look; the second fill is Excel's own. */
export const STYLES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  listed('numFmts', [`<numFmt numFmtId="${TEXT_FORMAT}" formatCode="@"/>`]) +
  listed('fonts', [
    ...[font(plainFont), font(`<b/>${plainFont}`)],
    ...TONES.map(([, { ink }]) => font(`<color rgb="${colour(ink)}"/>`)),
  ]) +
  listed('fills', [
    ...['none', 'gray125'].map((type) => `<fill><patternFill patternType="${type}"/></fill>`),
    ...[HEAD_FILL, ...TONES.map(([, tone]) => tone.fill)].map(fill),
  ]) +
  listed(
    'borders',
    ['<bottom/>', '<bottom style="thin"/>'].map(
      (bottom) => `<border><left/><right/><top/>${bottom}<diagonal/></border>`,
    ),
  ) +
  listed('cellXfs', [
    '<xf fontId="0" applyFont="1"/>',
    `<xf fontId="0" applyFont="1" applyAlignment="1">${TOP}</xf>`,
    ...[textLook(0, 0, 0), textLook(1, 2, 1)],
    ...TONES.map((_, index) => textLook(2 + index, 3 + index, 0)),
  ]) +
  '</styleSheet>';
