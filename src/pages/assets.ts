/** The style and the scripts of the pages, each under an address that changes with its content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Assets } from './layout.ts';
import { recoloured } from './own/colours.ts';
import { type OwnSite, PLAIN_SITE, type SiteFont, type SitePicture } from './own/own-site.ts';

const FOLDER = new URL('./assets/', import.meta.url);

export type Asset = { readonly path: string; readonly mediaType: string; readonly body: Uint8Array };

const FILES = {
  style: ['site.css', 'text/css; charset=utf-8'],
  deskStyle: ['desk.css', 'text/css; charset=utf-8'],
  deskScript: ['desk.js', 'text/javascript; charset=utf-8'],
  script: ['site.js', 'text/javascript; charset=utf-8'],
  embedScript: ['embed.js', 'text/javascript; charset=utf-8'],
  icon: ['icon.svg', 'image/svg+xml'],
} as const satisfies { [A in keyof Assets]?: readonly [string, string] };

const HASH_LENGTH = 12;

/** The style as it is written, in which colours can be told. */
export const readStyle = (): string => readFileSync(new URL(FILES.style[0], FOLDER), 'utf8');

function read([name, mediaType]: readonly [string, string], { colours }: OwnSite, fonts: Fonts): Asset {
  const written = readFileSync(new URL(name, FOLDER));
  const own = () => Buffer.from(recoloured(written.toString(), colours) + styleOf(fonts));
  const body = lighter(name, name === FILES.style[0] ? own() : written);
  return assetOf({ name, mediaType, body });
}

type Fonts = { readonly text: Asset | null; readonly headings: Asset | null };

/** Until a font is there, and for letters that it lacks, those that are there anyway are read. */
const styleOf = ({ text, headings }: Fonts): string =>
  [[text, '--sans', 'system-ui,sans-serif'] as const, [headings, '--serif', 'Georgia,serif'] as const]
    .flatMap(([font, name, others]) =>
      font === null
        ? []
        : [
            `@font-face{font-family:"own${name}";src:url("${font.path}") format("woff2");font-weight:100 900;font-display:swap}`,
            `:root{${name}:"own${name}",${others}}`,
          ],
    )
    .join('\n');

/** Under an address that changes with its content. */
function assetOf({
  name,
  mediaType,
  body,
}: Pick<SitePicture | SiteFont, 'name' | 'body'> & { readonly mediaType: string }): Asset {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, HASH_LENGTH);
  const ending = extname(name);
  return { path: `/assets/${basename(name, ending)}-${hash}${ending}`, mediaType, body };
}

/** What is for who reads the source, of each kind of text: comments, of a script those on lines of their own, and indentation; of a style the rest of its white space, too. */
const FOR_READERS: { readonly [ending: string]: readonly (readonly [RegExp, string])[] } = {
  '.css': [
    [/\/\*[\s\S]*?\*\//g, ''],
    [/^\s+/gm, ''],
    [/^([\w-]+): /gm, '$1:'],
    [/ \{\n/g, '{'],
    [/([;},])\n/g, '$1'],
  ],
  '.js': [
    [/^\s*\/\/.*$/gm, ''],
    [/^\s+/gm, ''],
  ],
};

/** A style or a script as it is sent; no text of ours in them has lines. */
function lighter(name: string, body: Buffer): Buffer {
  const changes = FOR_READERS[extname(name)];
  if (changes === undefined) return body;
  return Buffer.from(changes.reduce((text, [what, by]) => text.replaceAll(what, by), body.toString()));
}

/** Reads the files; `paths` are for the pages, `files` for whoever serves them. */
export function readAssets(own: OwnSite = PLAIN_SITE): { readonly paths: Assets; readonly files: readonly Asset[] } {
  const { text, headings } = own.fonts;
  const fonts = { text: text && assetOf(text), headings: headings && assetOf(headings) };
  const files = Object.entries(FILES).map(([name, file]) => [name, read(file, own, fonts)] as const);
  const pictures = (['logo', 'darkLogo', 'icon'] as const).flatMap((name) => {
    const picture = own[name];
    return picture === null ? [] : [[name, assetOf(picture)] as const];
  });
  const all = new Map<string, Asset>([...files, ...pictures]);
  const paths = Object.fromEntries([...all].map(([name, { path }]) => [name, path]));
  // The names are those of FILES, which the type of Object.entries does not tell.
  return {
    paths: { logo: null, darkLogo: null, ...paths } as Assets,
    files: [...all.values(), ...Object.values(fonts).filter((it) => it !== null)],
  };
}
