/** The OpenAPI document as the judge of answers: an Ajv of its own, which knows nothing of how the service validates. */
import { readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Scope } from '../../../src/core/access/caller.ts';

export type Parameter = {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required?: boolean;
  readonly schema: {
    readonly type?: string;
    readonly items?: object;
    readonly minItems?: number;
    readonly enum?: readonly string[];
  };
};

export type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly security: readonly { readonly apiKey?: readonly [Scope] }[];
  readonly responses: { readonly [status: string]: { readonly content: { readonly [mediaType: string]: object } } };
};

export type Document = {
  readonly openapi: string;
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: object } };
};

/** What is read, and what takes a key that may write. */
export const READING_FILE = new URL('../../../openapi/openapi.json', import.meta.url);
export const WRITING_FILE = new URL('../../../openapi/writing.json', import.meta.url);

/**
 * The document of that text, with the parameters and answers that operations share put where they are pointed to, and the
 * schemas of parameters as well, and what most operations demand of a key. It is read more strictly than clients may: an
 * answer has no field that is not in it.
 */
export function readDocument(text: string): Document {
  const { components, security } = JSON.parse(text);
  const follow = (value: { readonly $ref?: string } | null, of: RegExp): unknown => {
    const [, part = '', name = ''] = of.exec(value?.$ref ?? '') ?? [];
    if (part === '') return value;
    const shared = components[part]?.[name];
    if (shared === undefined) throw new Error(`the document has no ${value?.$ref}`);
    const { $ref: _, ...beside } = value ?? {};
    return { ...shared, ...beside };
  };
  return JSON.parse(text, (_key, value) => {
    const part = follow(value, /^#\/components\/(parameters|responses)\/(.+)$/) as { [name: string]: unknown } | null;
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    if ('operationId' in part) return { security, ...part };
    if (typeof part.in === 'string' && 'schema' in part) return { ...part, schema: schemaOf(part.schema, follow) };
    const isOpen = part.type !== undefined && part.properties !== undefined && part.additionalProperties === undefined;
    return isOpen ? { ...part, additionalProperties: false } : part;
  });
}

/** The schema of a parameter, with that of its items, where they are pointed to. */
function schemaOf(schema: unknown, follow: (value: { readonly $ref?: string }, of: RegExp) => unknown): unknown {
  const own = follow(schema as object, /^#\/components\/(schemas)\/(.+)$/) as { readonly items?: object };
  return own.items === undefined ? own : { ...own, items: schemaOf(own.items, follow) };
}

/** Both documents as one. A schema that both have means the same in both; that of writing may be the closer one. */
export function readDocuments(reading: string, writing: string): Document {
  const [read, written] = [readDocument(reading), readDocument(writing)];
  const paths = { ...read.paths };
  for (const [path, operations] of Object.entries(written.paths)) paths[path] = { ...paths[path], ...operations };
  return { ...read, paths, components: { schemas: { ...read.components.schemas, ...written.components.schemas } } };
}

/** The documents as they are committed. */
export const document: Document = readDocuments(readFileSync(READING_FILE, 'utf8'), readFileSync(WRITING_FILE, 'utf8'));

const FORMATS: { readonly [name: string]: RegExp } = {
  slug: /^[^\s\p{Lu}.]+$/u,
  text: /\S/,
  'partial-date': /^\d{4}(-\d\d(-\d\d)?)?$/,
  'time-of-day': /^\d\d:\d\d(:\d\d)?$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  'web-url': /^https?:\/\/\S+$/,
  // Level 1 of RFC 6570.
  'uri-template': /^([!#-&(-;=?-[\]_a-z~]|{\w+})+$/,
  language: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/,
  'uri-reference': /^\S+$/,
};

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, allowMatchingProperties: true });
for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format);
ajv.addKeyword('components');

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema at that place of the document; nothing where it is right. */
export function faultsBy(place: readonly string[], value: unknown): string[] {
  const key = place.join(' ');
  const validate = compiled.get(key) ?? ajv.compile({ ...schemaAt(place), components: document.components });
  compiled.set(key, validate);
  validate(value);
  return (validate.errors ?? []).map((error: ErrorObject) => `${error.instancePath} ${error.message}`);
}

function schemaAt(place: readonly string[]): object {
  let part: unknown = document;
  for (const name of place) part = (part as { readonly [name: string]: unknown } | undefined)?.[name];
  if (typeof part !== 'object' || part === null) throw new Error(`the document has no schema at ${place.join(' ')}`);
  return part;
}

export const responsePlace = (path: string, method: string, mediaType = 'application/json'): string[] => [
  ...['paths', path, method, 'responses', '200', 'content', mediaType, 'schema'],
];

export const componentPlace = (name: string): string[] => ['components', 'schemas', name];
