/** Typefaces: which files draw the letters of pictures, in the order in which they are asked for a letter. */
import { fileURLToPath } from 'node:url';

export type Weight = 400 | 700;

/** A family of fonts by its name, and its files: TrueType or OpenType. */
export type Typeface = { readonly family: string; readonly regular: string; readonly bold: string };

const shipped = (family: string, file: string): Typeface => {
  const pathOf = (weight: string) => fileURLToPath(new URL(`../fonts/${file}-${weight}.ttf`, import.meta.url));
  return { family, regular: pathOf('Regular'), bold: pathOf('Bold') };
};

/** What draws Latin, Greek, Cyrillic and Devanagari where a newsroom has no typeface of its own, and the signs that it lacks. */
export const LATIN = shipped('Noto Sans', 'NotoSans');
const SHIPPED: readonly Typeface[] = [
  LATIN,
  shipped('Noto Sans Arabic', 'NotoSansArabic'),
  shipped('Noto Sans Hebrew', 'NotoSansHebrew'),
  shipped('Noto Sans Thai', 'NotoSansThai'),
  shipped('Noto Sans SC', 'NotoSansSC'),
  shipped('Noto Sans KR', 'NotoSansKR'),
];

let inOrder = SHIPPED;

/** Draws with a newsroom's own typeface what that has letters for, in all of the process; null: with those shipped alone. To be told before the first picture. */
export function drawWith(own: Typeface | null): void {
  inOrder = own === null ? SHIPPED : [own, ...SHIPPED];
}

export const typefaces = (): readonly Typeface[] => inOrder;

/** The family of most of a picture. */
export const firstFamily = (): string => (inOrder[0] ?? LATIN).family;
