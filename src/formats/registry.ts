/** Every format there is. The first that an answer can be rendered in is its default. */
import { annotations } from './annotations.ts';
import { atom } from './atom.ts';
import { csv } from './csv.ts';
import type { Format, Shape } from './format.ts';
import { gexf } from './gexf.ts';
import { graphml } from './graphml.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonfeed } from './jsonfeed.ts';
import { jsonld } from './jsonld.ts';
import { markdown } from './markdown.ts';
import { ndjson } from './ndjson.ts';
import { png } from './png.ts';
import { svg } from './svg.ts';
import { text } from './text.ts';
import { tsv } from './tsv.ts';
import { xlsx } from './xlsx.ts';

export const FORMATS: readonly Format[] = [
  json,
  csv,
  tsv,
  markdown,
  html,
  xlsx,
  png,
  svg,
  jsonld,
  annotations,
  ndjson,
  atom,
  jsonfeed,
  gexf,
  graphml,
  text,
];

/** The formats an answer with these shapes can be had in. */
export const formatsFor = (shapes: readonly Shape[]): readonly Format[] =>
  FORMATS.filter(({ needs }) => needs === null || shapes.includes(needs));
