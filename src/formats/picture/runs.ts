/** A line in runs: each of one font, and of letters that stand for themselves or have to be put together. */
import { familyOf, isIn } from './font.ts';
import { firstFamily } from './typefaces.ts';

/** `family` is null where no font has the letters; `isShaped` where what is drawn depends on how letters meet. */
export type Run = { readonly text: string; readonly family: string | null; readonly isShaped: boolean };

/**
 * Scripts of South and Southeast Asia, whose syllables are several letters wide: resvg 0.45 and before gives a syllable
 * the room of its widest letter. HarfBuzz sets these, and pictures have their outlines.
 */
const SYLLABIC =
  /[\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Thai}\p{sc=Laoo}\p{sc=Tibt}\p{sc=Mymr}\p{sc=Khmr}]/u;
/** Scripts whose letters join, and stand higher and lower than Latin ones; resvg sets these well. */
const JOINING = /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Nkoo}\p{sc=Thaa}]/u;
const RIGHT_TO_LEFT = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;
const LETTER = /\p{L}/u;
const ASCII = /^[ -~]+$/;
const SHARED = /^[\p{sc=Common}\p{sc=Inherited}]+$/u;
const UNSEEN = /^\p{Default_Ignorable_Code_Point}$/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Whether letters have another width together than each by itself, and need more room above and below. */
export const isComplex = (text: string): boolean => SYLLABIC.test(text) || JOINING.test(text);

/** Whether the line begins at the right: its first letter says so. */
export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(LETTER.exec(text)?.[0] ?? '');

/** Signs that all scripts share go with what stands before them, where its font has them. */
export function runsOf(line: string): Run[] {
  if (ASCII.test(line)) return [{ text: line, family: firstFamily(), isShaped: false }];
  const runs: { text: string; family: string | null; isShaped: boolean }[] = [];
  for (const { segment } of graphemes.segment(line)) {
    const last = runs.at(-1);
    const isShared = SHARED.test(segment);
    if (last !== undefined && isShared && (last.family === null || hasAll(last.family, segment))) {
      last.text += segment;
      continue;
    }
    const family = familyOfAll(segment);
    const isShaped = SYLLABIC.test(segment);
    if (last !== undefined && last.family === family && last.isShaped === isShaped) last.text += segment;
    else runs.push({ text: segment, family, isShaped });
  }
  return runs;
}

const seen = (text: string): number[] => [...text].filter((it) => !UNSEEN.test(it)).map((it) => it.codePointAt(0) ?? 0);

const hasAll = (family: string, text: string): boolean => seen(text).every((it) => isIn(family, it));

function familyOfAll(text: string): string | null {
  const [first, ...others] = seen(text);
  if (first === undefined) return firstFamily();
  const family = familyOf(first);
  return family !== null && others.every((it) => isIn(family, it)) ? family : null;
}
