/** Reads the folder of a newsroom's own, once, at the start. */
import { readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { validator } from '../../core/values/validation.ts';
import type { Typeface } from '../../formats/picture/typefaces.ts';
import { readStyle } from '../assets.ts';
import { unreadable } from './colours.ts';
import { type OwnSite, PLAIN_SITE, SiteFile, type SiteFont, type SitePicture, type SiteWords } from './own-site.ts';

/** A page weighs less than 100 kB; one picture of its head must not be the most of it. */
const MOST_BYTES = 64 * 1024;

/** A font is loaded once for all pages; one of the letters that a newsroom writes is not larger. */
const MOST_BYTES_OF_FONT = 128 * 1024;

const FILE = 'site.json';
const validate = validator(SiteFile);

/** What a file of each kind holds, by its ending. */
const KINDS: {
  readonly [ending: string]: { readonly mediaType: SitePicture['mediaType']; readonly is: (body: Buffer) => boolean };
} = {
  '.svg': { mediaType: 'image/svg+xml', is: (body) => body.includes('<svg') },
  '.png': { mediaType: 'image/png', is: (body) => body.subarray(1, 4).toString('latin1') === 'PNG' },
  '.webp': { mediaType: 'image/webp', is: (body) => body.subarray(8, 12).toString('latin1') === 'WEBP' },
};

/** Fails with `invalid`, and names all that is wrong with the folder, its `site.json`, pictures and fonts. */
export async function readOwnSite(folder: string): Promise<OwnSite> {
  const violations: Violation[] = [];
  const words = wordsIn(folder);
  const { name, imprint = null, privacy = null, colours: { light = {}, dark = {} } = {} } = words;
  const picture = (key: 'logo' | 'darkLogo' | 'icon'): SitePicture | null => {
    const file = words[key];
    if (file === undefined) return null;
    const read = pictureIn(folder, file);
    if (typeof read !== 'string') return read;
    violations.push({ pointer: `/${key}`, message: `${file} ${read}` });
    return null;
  };
  const font = (key: 'text' | 'headings'): SiteFont | null => {
    const file = words.fonts?.[key];
    if (file === undefined) return null;
    const read = fontIn(folder, file);
    if (typeof read !== 'string') return read;
    violations.push({ pointer: `/fonts/${key}`, message: `${file} ${read}` });
    return null;
  };
  const colours = { light: lowerCased(light), dark: lowerCased(dark) };
  const own: OwnSite = {
    name: name ?? PLAIN_SITE.name,
    logo: picture('logo'),
    darkLogo: picture('darkLogo'),
    icon: picture('icon'),
    colours,
    fonts: { text: font('text'), headings: font('headings') },
    typeface: await typefaceIn(folder, words.fonts?.pictures, violations),
    imprint,
    privacy,
  };
  if (words.darkLogo !== undefined && words.logo === undefined)
    violations.push({ pointer: '/darkLogo', message: 'must go with "logo", in whose place it stands on dark paper' });
  violations.push(...unreadable(readStyle(), colours));
  if (violations.length > 0) throw refusal(folder, violations);
  return own;
}

function wordsIn(folder: string): SiteWords {
  const path = join(folder, FILE);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      'invalid',
      `STANDPOINT_SITE must name a folder that holds a ${FILE}; ${path} cannot be used: ${why}`,
    );
  }
  const validated = validate(document);
  if (!validated.ok) throw refusal(folder, validated.violations);
  return validated.value;
}

/** The picture, or what is wrong with it. */
function pictureIn(folder: string, name: string): SitePicture | string {
  const kind = KINDS[extname(name)];
  if (kind === undefined) return 'is no picture that is known here';
  const body = bytesIn(folder, name, MOST_BYTES);
  if (typeof body === 'string') return body;
  return kind.is(body) ? { name, mediaType: kind.mediaType, body } : `does not hold what its ending says`;
}

/** The font, or what is wrong with it. */
function fontIn(folder: string, name: string): SiteFont | string {
  const body = bytesIn(folder, name, MOST_BYTES_OF_FONT);
  if (typeof body === 'string') return body;
  const isFont = body.subarray(0, 4).toString('latin1') === 'wOF2';
  return isFont ? { name, mediaType: 'font/woff2', body } : 'does not hold what its ending says';
}

/** The typeface of pictures, with the paths of its files; what is wrong with them is added to the faults. */
async function typefaceIn(
  folder: string,
  named: Typeface | undefined,
  violations: Violation[],
): Promise<Typeface | null> {
  if (named === undefined) return null;
  const { faultOf } = await import('../../formats/picture/try-typeface.ts');
  const typeface = { family: named.family, regular: resolve(folder, named.regular), bold: resolve(folder, named.bold) };
  for (const key of ['regular', 'bold'] as const) {
    const fault = await faultOf(typeface, typeface[key]);
    if (fault !== null) violations.push({ pointer: `/fonts/pictures/${key}`, message: `${named[key]} ${fault}` });
  }
  return typeface;
}

/** What the file holds, or why that cannot be had. */
function bytesIn(folder: string, name: string, most: number): Buffer | string {
  try {
    const body = readFileSync(join(folder, name));
    return body.length > most ? `has ${body.length} bytes, and may have ${most}: every page loads it` : body;
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

const lowerCased = (colours: { readonly [name: string]: string }): { readonly [name: string]: string } =>
  Object.fromEntries(Object.entries(colours).map(([name, value]) => [name, value.toLowerCase()]));

const refusal = (folder: string, violations: readonly Violation[]): Failure =>
  new Failure(
    'invalid',
    violations.map(({ pointer = '', message }) => `${join(folder, FILE)}: ${pointer || 'it'} ${message}`).join('\n'),
  );
