/** A picture that is drawn with the shipped fonts alone: no letter in it is a box. */
import type { Drawing } from '../../answers/drawing.ts';
import { drawPicture } from './draw.ts';
import { familyOf } from './font.ts';
import type { Size } from './frame.ts';
import { REPLACEMENT, UNSEEN } from './text.ts';

/** SVG that needs no other fonts. Where a letter is in none of them, a sign that says so stands for it, and the foot tells. */
export function drawHere(drawing: Drawing, size: Partial<Size>, publisher?: string): string {
  const drawn = drawPicture(drawing, size, { publisher });
  const lacking = new Set([...drawn].filter(isLacking));
  if (lacking.size === 0) return drawn;
  const told = drawPicture(drawing, size, {
    publisher,
    remarks: [`${REPLACEMENT}: a letter that no font here has; SVG has it`],
  });
  return [...told].map((it) => (lacking.has(it) ? REPLACEMENT : it)).join('');
}

const isLacking = (letter: string): boolean => !UNSEEN.test(letter) && familyOf(letter.codePointAt(0) ?? 0) === null;
