/** Every format there is. The first that an answer can be rendered in is its default. */
import { csv } from './csv.ts';
import type { Format, Shape } from './format.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { ndjson } from './ndjson.ts';
import { text } from './text.ts';

export const FORMATS: readonly Format[] = [json, csv, markdown, ndjson, text];

/** The formats an answer with these shapes can be had in. */
export const formatsFor = (shapes: readonly Shape[]): readonly Format[] =>
  FORMATS.filter(({ needs }) => needs === null || shapes.includes(needs));

export const formatNamed = (name: string): Format | undefined => FORMATS.find((format) => format.name === name);
