/** Every format there is. The first that an answer can be rendered in is its default. */

import type { Shape } from '../answers/answer.ts';
import { csv } from './csv.ts';
import { atom } from './feed/atom.ts';
import { jsonfeed } from './feed/jsonfeed.ts';
import type { Format } from './format.ts';
import { dl } from './graph/dl.ts';
import { gexf } from './graph/gexf.ts';
import { graphml } from './graph/graphml.ts';
import { html } from './html/html.ts';
import { json } from './json.ts';
import { annotations } from './linked-data/annotations.ts';
import { jsonld } from './linked-data/jsonld.ts';
import { markdown } from './markdown.ts';
import { ndjson } from './ndjson.ts';
import { png } from './picture/png.ts';
import { svg } from './picture/svg.ts';
import { text } from './text/text.ts';
import { tsv } from './tsv.ts';
import { xlsx } from './workbook/xlsx.ts';

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
  dl,
  text,
];

/** The formats an answer with these shapes can be had in. */
export const formatsFor = (shapes: readonly Shape[]): readonly Format[] =>
  FORMATS.filter(({ needs }) => needs === null || shapes.includes(needs));
