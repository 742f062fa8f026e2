/** How many columns of a terminal a text takes. */

export type ColumnsOf = (text: string) => number;

/** Letters of Latin script, and the signs of its typography: each takes one column, whatever it stands beside. */
const NARROW = /^[\n -~\u{a1}-\u{ac}\u{ae}-\u{24f}\u{2010}-\u{2027}\u{2030}-\u{205e}]*$/u;

/**
 * The measure of these texts, and of whatever is cut from them. What measures others is loaded where there are any: it
 * knows every emoji, and takes some 60 ms to get ready.
 */
export async function columnsIn(texts: readonly string[]): Promise<ColumnsOf> {
  return texts.every((text) => NARROW.test(text)) ? ({ length }) => length : (await import('string-width')).default;
}
