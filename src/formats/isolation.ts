/** Isolation: what a person wrote, kept from turning the direction of the row or line that it is printed in. */

/** Characters that turn the direction of what follows, or end that (Unicode Standard Annex 9, section 2). */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;
const FIRST_STRONG_ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';
/** Where a paragraph of text ends, as far as its direction is concerned, and with it every isolate. */
const LINE_ENDS = /(\r\n|[\n\r\u0085\u2028\u2029])/;

export const turns = (text: string): boolean => TURNING.test(text);

/**
 * The text with each line that holds turning characters put between an isolate and its end, and what the line itself
 * leaves open, or ends without having begun it, balanced outside of it: its own characters stay as they are, in one piece.
 * Other text is returned as it is.
 */
export const isolatedLines = (text: string): string =>
  turns(text) ? text.split(LINE_ENDS).map(isolatedLine).join('') : text;

function isolatedLine(line: string): string {
  if (!turns(line)) return line;
  let open = 0;
  let unbegun = 0;
  for (const character of line) {
    if (character >= '\u2066' && character <= '\u2068') open += 1;
    else if (character === END_OF_ISOLATE && open > 0) open -= 1;
    else if (character === END_OF_ISOLATE) unbegun += 1;
  }
  return FIRST_STRONG_ISOLATE.repeat(unbegun + 1) + line + END_OF_ISOLATE.repeat(open + 1);
}
