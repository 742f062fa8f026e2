/** `npm run openapi`: the types of clients/typescript, made of both OpenAPI documents. */
import { writeFileSync } from 'node:fs';
import { addressed, type OpenApi, type Operation, readWhole, type Schema } from './document.ts';

/** A module of types: every component by its name, and every operation with what it takes and answers. */
export function clientTypes(document: OpenApi): string {
  const components = Object.entries(document.components.schemas).map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)};`,
  );
  const operations = addressed(document).filter(({ path }) => path.startsWith('/v1'));
  const rows = operations.map(({ path, method, operation }) => {
    return `${comment(operation.summary)}'${method.toUpperCase()} ${path}': ${operationType(operation)};`;
  });
  const repeatable = operations.filter(({ operation }) => takes(operation, 'idempotency-key'));
  const names = repeatable.map(({ path, method }) => `'${method.toUpperCase()} ${path}',`);
  return [
    '// Made of openapi/openapi.json and openapi/writing.json by build/openapi/client-types.ts: npm run openapi. Never edited.',
    ...components,
    `export type Operations = {\n${rows.join('\n')}\n};`,
    `/** Operations that are carried out once, however often they are sent with the same Idempotency-Key. */\nexport const REPEATABLE: readonly string[] = [\n${names.join('\n')}\n];`,
    '',
  ].join('\n\n');
}

const takes = ({ parameters = [] }: Operation, header: string): boolean =>
  parameters.some((parameter) => parameter.in === 'header' && parameter.name === header);

function operationType({ parameters = [], requestBody, responses }: Operation): string {
  const asked = parameters
    .filter((parameter) => parameter.in !== 'header')
    .map(({ name, required, schema, description }) => {
      const about = comment(description ?? schema.description);
      return `${about}${JSON.stringify(name)}${required === true ? '' : '?'}: ${typeOf(schema)};`;
    });
  const answers = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(
      ([status, { content = {} }]) =>
        `${status}: ${status === '204' ? 'null' : typeOf(content['application/json']?.schema ?? {})};`,
    );
  const body = requestBody?.content['application/json']?.schema;
  return `{ parameters: {${asked.join('\n')}}; body: ${body === undefined ? 'undefined' : typeOf(body)}; answers: {${answers.join(' ')}} }`;
}

/** The schema as a type: of texts and numbers no more than that they are. */
function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/components/schemas/', '');
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((form) => `(${typeOf(form)})`).join(' | ');
  if (schema.type === undefined) return 'unknown';
  return [schema.type]
    .flat()
    .map((type) => TYPES[type]?.(schema) ?? type)
    .join(' | ');
}

const TYPES: { readonly [type: string]: (schema: Schema) => string } = {
  integer: () => 'number',
  array: ({ items }) => `(${typeOf(items ?? {})})[]`,
  object: ({ properties, required = [], additionalProperties }) => {
    const more = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    if (properties === undefined) return `{ [name: string]: ${more} }`;
    const members = Object.entries(properties).map(([name, member]) => {
      const mark = required.includes(name) ? '' : '?';
      return `${comment(member.description)}${JSON.stringify(name)}${mark}: ${typeOf(member)};`;
    });
    return `{\n${members.join('\n')}\n}`;
  },
};

const comment = (text: string | undefined): string =>
  text === undefined ? '' : `/** ${text.replaceAll('*/', '* /')} */\n`;

/** Where the types of the client are. */
export const CLIENT_TYPES = new URL('../../clients/typescript/src/api.ts', import.meta.url);

if (import.meta.main) writeFileSync(CLIENT_TYPES, clientTypes(readWhole()));
