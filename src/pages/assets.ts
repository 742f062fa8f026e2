/** The style and the scripts of the pages, each under an address that changes with its content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Assets } from './layout.ts';

const FOLDER = new URL('./assets/', import.meta.url);

export type Asset = { readonly path: string; readonly mediaType: string; readonly body: Buffer };

const FILES = {
  style: ['site.css', 'text/css; charset=utf-8'],
  deskStyle: ['desk.css', 'text/css; charset=utf-8'],
  deskScript: ['desk.js', 'text/javascript; charset=utf-8'],
  script: ['site.js', 'text/javascript; charset=utf-8'],
  embedScript: ['embed.js', 'text/javascript; charset=utf-8'],
  icon: ['icon.svg', 'image/svg+xml'],
} as const satisfies { [A in keyof Assets]: readonly [string, string] };

const HASH_LENGTH = 12;

function read([name, mediaType]: readonly [string, string]): Asset {
  const body = lighter(name, readFileSync(new URL(name, FOLDER)));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, HASH_LENGTH);
  const [stem, extension] = name.split('.');
  return { path: `/assets/${stem}-${hash}.${extension}`, mediaType, body };
}

/** Comments, of a script those on lines of their own. */
const COMMENTS: { readonly [ending: string]: RegExp } = { css: /\/\*[\s\S]*?\*\//g, js: /^\s*\/\/.*$/gm };

/** A style or a script without the comments and the indentation, which are for who reads the source; no text of ours in them has lines. */
function lighter(name: string, body: Buffer): Buffer {
  const comments = COMMENTS[name.split('.')[1] ?? ''];
  return comments === undefined ? body : Buffer.from(body.toString().replaceAll(comments, '').replaceAll(/^\s+/gm, ''));
}

/** Reads the files once; `paths` are for the pages, `files` for whoever serves them. */
export function readAssets(): { readonly paths: Assets; readonly files: readonly Asset[] } {
  const files = Object.entries(FILES).map(([name, file]) => [name, read(file)] as const);
  const paths = Object.fromEntries(files.map(([name, { path }]) => [name, path]));
  // The names are those of FILES, which the type of Object.entries does not tell.
  return { paths: paths as Assets, files: files.map(([, file]) => file) };
}
