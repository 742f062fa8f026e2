/**
 * Answers grow (docs/reference/api-design.md, rule 26): a schema that is only answered says nothing of fields it does not
 * name, nor of how long a text or a list may be. What is sent stays closed, as an unknown field of a body is refused.
 */
import { isPart, operationsIn, type Part } from './document-parts.ts';

/** The document, with what closes a schema left away wherever nothing that is sent can reach. */
export function openAnswers(document: Part): Part {
  const { components = {} } = document as { components?: { schemas?: Part } };
  const { schemas = {} } = components;
  const sent = reached(
    operationsIn(document).map(({ requestBody, parameters }) => ({ requestBody, parameters })),
    schemas,
  );
  const opened = Object.entries(schemas).map(([name, schema]) => [
    name,
    sent.has(name) ? schema : open(schema, schemas),
  ]);
  const { schemas: _, ...beside } = components as { schemas?: Part };
  const rest = { ...document, paths: ofAnswers(document.paths, schemas), components: beside };
  const known: Part = Object.fromEntries(opened);
  const used = reached(rest, known);
  const pointedTo = Object.entries(known).filter(([name]) => used.has(name));
  return { ...rest, components: { ...beside, schemas: Object.fromEntries(pointedTo) } };
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
const ofAnswers = (value: unknown, schemas: Part): unknown =>
  isPart(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, part]) => [
          key,
          key === 'responses' ? open(part, schemas) : ofAnswers(part, schemas),
        ]),
      )
    : value;

/** What is said of a text or a list that is sent, and promised of none that is answered. */
const BOUNDS = new Set(['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems']);

function open(value: unknown, schemas: Part): unknown {
  if (Array.isArray(value)) return value.map((each) => open(each, schemas));
  if (!isPart(value)) return value;
  const { $ref, ...beside } = value;
  const text = plainText(schemas[String($ref).replace('#/components/schemas/', '')]);
  if (text !== undefined) return { ...text, ...beside };
  // A count is never less than nothing.
  const isCount = value.type === 'integer' && value.maximum === undefined;
  const parts = Object.entries(value).filter(([key, part]) => !isClosing(key, part) && !(isCount && key === 'minimum'));
  return Object.fromEntries(parts.map(([key, part]) => [key, open(part, schemas)]));
}

/** A field may have the name of a keyword: its schema is an object, which no bound is. */
const isClosing = (key: string, part: unknown): boolean =>
  (key === 'additionalProperties' && part === false) ||
  (key === 'format' && part === 'text') ||
  (BOUNDS.has(key) && !isPart(part));

/** A text of which no more is said than how long it may be: without that; undefined for any other schema. */
function plainText(schema: unknown): Part | undefined {
  if (!isPart(schema)) return undefined;
  const left = Object.entries(schema).filter(([key, part]) => !isClosing(key, part));
  const isText = JSON.stringify(schema.type) === '"string"' || JSON.stringify(schema.type) === '["string","null"]';
  return isText && left.length === 1 ? { type: schema.type } : undefined;
}
