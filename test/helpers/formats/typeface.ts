/** A typeface that no one else has: the shipped one under another name of the same length. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LATIN, type Typeface } from '../../../src/formats/picture/typefaces.ts';

const FAMILY = 'Post Sans';

/** Writes its two files into the folder. */
export function postSans(folder: string): Typeface {
  const written = (from: string, name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, renamed(readFileSync(from)));
    return path;
  };
  return { family: FAMILY, regular: written(LATIN.regular, 'post.ttf'), bold: written(LATIN.bold, 'post-bold.ttf') };
}

/** Fonts say their names in UTF-16, and for old systems in one byte a letter. */
function renamed(font: Buffer): Buffer {
  for (const [from, to] of [
    [utf16(LATIN.family), utf16(FAMILY)],
    [Buffer.from(LATIN.family), Buffer.from(FAMILY)],
  ] as const)
    for (let at = font.indexOf(from); at !== -1; at = font.indexOf(from, at + 1)) to.copy(font, at);
  return font;
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
