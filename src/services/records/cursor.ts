/** Where a page ended, as an opaque text that is only good for the list it came from. */
import { invalidParameter } from '../../core/values/errors.ts';

export const encodeCursor = (after: readonly string[], of: string): string =>
  Buffer.from(JSON.stringify([of, ...after])).toString('base64url');

/** The parts of the cursor of a list, each of the form given; fails with `invalid` on any other text. */
export function decodeCursor(cursor: string, of: string, forms: readonly RegExp[]): string[] {
  const parts = parsed(Buffer.from(cursor, 'base64url').toString());
  const [name, ...after] = Array.isArray(parts) ? parts : [];
  const isCursor =
    after.length === forms.length &&
    forms.every((form, index) => typeof after[index] === 'string' && form.test(after[index]));
  if (!isCursor || name !== of)
    throw invalidParameter('cursor', 'must be the "next" of a page of this list, unchanged');
  return after.map(String);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
