/** Wording: small words of the desk's pages, as a number or a place asks for. */

/** How many there are of something: "no units", "1 unit", "2 units". */
export const counted = (count: number, what: string): string =>
  `${count === 0 ? 'no' : count} ${count === 1 ? what : `${what}s`}`;

/** As it begins a heading. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
