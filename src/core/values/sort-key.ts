/** A text as it is compared: without case, accents and differences of width. */
export const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** What names and titles are sorted by: folded, without leading signs, so that "Élodie" stands at E. */
export const sortKey = (text: string): string => fold(text).replace(/^[^\p{L}\p{N}]+/u, '');
