/** A text as it is compared: without case, accents and differences of width. */
export const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** What names and titles are sorted by: folded, without leading signs, so that "Élodie" stands at E. */
export const sortKey = (text: string): string => fold(text).replace(/^[^\p{L}\p{N}]+/u, '');

/** The order of names: by what they are sorted by, and of equals as they are written. */
export function byName(a: string, b: string): number {
  const [one, other] = [`${sortKey(a)} ${a}`, `${sortKey(b)} ${b}`];
  return one < other ? -1 : Number(one > other);
}

/** The order of texts by code points, which is that of their bytes in UTF-8: the one in which every engine lists ids. */
export function byCodePoint(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a !== b) return placeOf(a) - placeOf(b);
  }
  return one.length - other.length;
}

/** The halves of what lies beyond U+FFFF come behind all that does not. */
const placeOf = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
