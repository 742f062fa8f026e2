/** Is it a quote? Words that somebody who is not trusted calls so must stand within one pair of quotation marks of the text. */
import type { TextSpan } from '../candidate.ts';

const MARKS = /[“”„"«»]/;
/** A single mark that opens: behind no letter, or it is an apostrophe. */
const SINGLE = /(?:^|[^\p{L}\p{N}])['‘‚‹›`]$/u;

/**
 * True where the words hold no quotation mark themselves, as two quotes with the reporter's words between them do, and a
 * mark that was opened before them in the paragraph is not closed yet, or a single one stands right before them.
 */
export function isQuoted(text: string, { start, end }: TextSpan): boolean {
  if (MARKS.test(text.slice(start, end))) return false;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return isOpen(before) || SINGLE.test(before);
}

/** What closes a quote that the mark opens: “ is the last mark of a German quote and the first of an English one. */
const CLOSED_BY = new Map([
  ['"', '"'],
  ['“', '”'],
  ['„', '“”'],
  ['«', '»'],
  ['»', '«'],
]);

function isOpen(before: string): boolean {
  let open: string | undefined;
  for (const mark of before)
    if (open === undefined) open = CLOSED_BY.get(mark);
    else if (open.includes(mark)) open = undefined;
  return open !== undefined;
}
