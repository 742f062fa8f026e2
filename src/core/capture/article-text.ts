/** Article text: the one form in which the text of an article is kept and looked at. */
import { Failure } from '../values/errors.ts';

/** Changes with every change of the form. */
export const TEXT_FORM = 1;

/** Zero-width space, word joiner, byte-order mark, soft hyphen: nobody sees them. Joiners within words and emoji stay. */
const UNSEEN = /[\u200b\u2060\ufeff\u00ad]/g;
const SPACE = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
const REFUSED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** A block, or a part of one, as it stands in the text of an article: a part of the block is then a part of the text. */
export const inTextForm = (block: string): string =>
  block
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '')
    .replace(SPACE, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();

/**
 * Blocks as one text: a blank line between two, one space for every run of them, nothing unseen. Letters, quotation marks
 * and dashes stay as they are. Fails with `invalid` on control characters, halves of characters and signs that turn the
 * direction of writing, with their place, and where there is no text.
 */
export function articleText(blocks: readonly string[]): string {
  const text = blocks
    .map(inTextForm)
    .filter((block) => block !== '')
    .join('\n\n');
  if (text === '') throw new Failure('invalid', 'there is no text in it');
  const refused = REFUSED.exec(text);
  if (refused !== null) {
    const code = (refused[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const line = text.slice(0, refused.index).split('\n').length;
    throw new Failure(
      'invalid',
      `character ${refused.index + 1} of the text (line ${line}) is U+${code}, which no text may hold; take it out`,
    );
  }
  return text;
}
