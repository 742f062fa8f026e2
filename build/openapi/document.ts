/** An OpenAPI document as what is made of it reads it: with its references followed. */
import { readFileSync } from 'node:fs';

export type Json = string | number | boolean | null;

/** A schema, as far as it is read here. */
export type Schema = {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly Json[];
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};

type Content = { readonly [mediaType: string]: { readonly schema?: Schema } };
export type Parameter = {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
};
export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: { readonly [status: string]: { readonly content?: Content } };
};
export type OpenApi = {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
};

/** Where the documents are: of what is read, and of what takes a key that may write. */
export const READING = new URL('../../openapi/openapi.json', import.meta.url);
export const WRITING = new URL('../../openapi/writing.json', import.meta.url);

/** Both as one. A schema that both have means the same in both; that of writing may say how long a text may be as well. */
export function readWhole(): OpenApi {
  const [reading, writing] = [readOpenApi(READING), readOpenApi(WRITING)];
  const paths = { ...reading.paths };
  for (const [path, operations] of Object.entries(writing.paths)) paths[path] = { ...paths[path], ...operations };
  return {
    ...reading,
    paths,
    components: { schemas: { ...reading.components.schemas, ...writing.components.schemas } },
  };
}

/** The document of a file; of what is shared, parameters and answers are put where they are pointed to, schemas are not. */
export function readOpenApi(file: URL): OpenApi {
  const text = readFileSync(file, 'utf8');
  const { components } = JSON.parse(text);
  return JSON.parse(text, (_key, value) => {
    const [, part = '', name = ''] =
      /^#\/components\/(parameters|responses|headers)\/(.+)$/.exec(value?.$ref ?? '') ?? [];
    return part === '' ? value : components[part][name];
  });
}

/** The document with every schema where it is pointed to; none of ours contains itself. */
export function unfolded(document: OpenApi): OpenApi {
  const { schemas } = document.components;
  const unfold = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unfold);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, ...rest } = value as Schema;
    const own = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, unfold(part)]));
    if ($ref === undefined) return own;
    const shared = unfold(schemas[$ref.replace('#/components/schemas/', '')]);
    return { ...(shared as Schema), ...own };
  };
  return { ...document, paths: unfold(document.paths) as OpenApi['paths'] };
}

export const addressed = ({ paths }: OpenApi) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** What a schema is made of: the properties of an object, the items of an array, the forms of a union. */
export const membersOf = ({ properties = {}, items, anyOf = [] }: Schema): readonly (readonly [string, Schema])[] => [
  ...Object.entries(properties),
  ...(items === undefined ? [] : [['*', items] as const]),
  ...anyOf.map((form, index) => [`form ${index + 1}`, form] as const),
];
