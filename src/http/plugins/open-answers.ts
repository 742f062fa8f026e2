/**
 * Answers grow by new fields (docs/reference/api-design.md, rule 26): a schema that is only answered says nothing of fields
 * it does not name. What is sent stays closed, as an unknown field of a body is refused.
 */
import { isPart, type Part, partsOf } from './document-parts.ts';

/** The document, with `additionalProperties: false` left away wherever nothing that is sent can reach. */
export function openAnswers(document: Part): Part {
  const { components = {} } = document as { components?: { schemas?: Part } };
  const { schemas = {} } = components;
  const operations = Object.values(partsOf(document, 'paths')).flatMap((path) => Object.values(path as Part));
  const sent = reached(
    operations.filter(isPart).map(({ requestBody, parameters }) => ({ requestBody, parameters })),
    schemas,
  );
  const opened = Object.entries(schemas).map(([name, schema]) => [name, sent.has(name) ? schema : open(schema)]);
  return {
    ...document,
    paths: ofAnswers(document.paths),
    components: { ...components, schemas: Object.fromEntries(opened) },
  };
}

/** The names of the schemas that a value points to, and those that these point to. */
function reached(value: unknown, schemas: Part, names = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return names;
  const { $ref } = value as { $ref?: unknown };
  const name = typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? '') : '';
  if (name in schemas && !names.has(name)) reached(schemas[name], schemas, names.add(name));
  for (const part of Object.values(value)) reached(part, schemas, names);
  return names;
}

/** Every `responses` below, opened. */
const ofAnswers = (value: unknown): unknown =>
  isPart(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, part]) => [key, key === 'responses' ? open(part) : ofAnswers(part)]),
      )
    : value;

function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (!isPart(value)) return value;
  const parts = Object.entries(value).filter(([key, part]) => key !== 'additionalProperties' || part !== false);
  return Object.fromEntries(parts.map(([key, part]) => [key, open(part)]));
}
