/** What names and titles are sorted by: without case, accents and leading signs, so that "Élodie" stands at E. */
export const sortKey = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+/u, '');
