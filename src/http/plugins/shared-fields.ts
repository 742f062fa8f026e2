/** Fields that several schemas of the OpenAPI documents have alike: told once, among its components, and pointed to. */
import { isPart, type Part, partsOf } from './document-parts.ts';

/** A pointer, with its quotes and braces; what is shorter than that is told where it stands. */
const POINTER = '{"$ref":"#/components/schemas/"}'.length;

/**
 * The document, with a component for the commonest form of each field that is met more than once: called as the field is,
 * with `OrNull` behind it where it may be null. A name that a schema has already is left to that.
 */
export function shareFields(document: Part): Part {
  const { schemas = {}, ...components } = partsOf(document, 'components') as { schemas?: Part };
  const met = new Map<string, Map<string, number>>();
  count([document.paths, document.webhooks, schemas], met);
  const byForm = new Map<string, string>();
  for (const [name, forms] of [...met].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [form, times] = [...forms].toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0];
    const saved = (times - 1) * form.length - times * (POINTER + name.length);
    if (times > 1 && saved > 0 && !(name in schemas)) byForm.set(`${name} ${form}`, name);
  }
  const shared = [...byForm].map(([key, name]) => [name, pointed(JSON.parse(key.slice(name.length + 1)), byForm)]);
  const all = Object.entries({ ...(pointed(schemas, byForm) as Part), ...Object.fromEntries(shared) });
  const sorted = Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...document,
    paths: pointed(document.paths, byForm),
    webhooks: pointed(document.webhooks, byForm),
    components: { ...components, schemas: sorted },
  };
}

/** What a component of that field would be called: a field that may be null is another than one that may not. */
function componentName(field: string, schema: Part): string {
  const { type, $ref } = schema;
  const isNullable = (Array.isArray(type) && type.includes('null')) || String($ref).endsWith('OrNull');
  return `${field.charAt(0).toUpperCase()}${field.slice(1)}${isNullable ? 'OrNull' : ''}`;
}

function count(value: unknown, met: Map<string, Map<string, number>>): void {
  if (Array.isArray(value)) for (const each of value) count(each, met);
  if (!isPart(value)) return;
  for (const [field, schema] of Object.entries(fieldsOf(value))) {
    if (!isPart(schema)) continue;
    const name = componentName(field, schema);
    const forms = met.get(name) ?? new Map<string, number>();
    const form = JSON.stringify(schema);
    met.set(name, forms.set(form, (forms.get(form) ?? 0) + 1));
  }
  for (const [key, part] of Object.entries(value)) if (!EXAMPLES.has(key)) count(part, met);
}

function pointed(value: unknown, byForm: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => pointed(each, byForm));
  if (!isPart(value)) return value;
  const fields = fieldsOf(value);
  const parts = Object.entries(value).map(([key, part]) => {
    if (EXAMPLES.has(key)) return [key, part];
    if (part !== fields) return [key, pointed(part, byForm)];
    const properties = Object.entries(fields).map(([field, schema]) => {
      const name = isPart(schema) ? byForm.get(`${componentName(field, schema)} ${JSON.stringify(schema)}`) : undefined;
      return [field, name === undefined ? pointed(schema, byForm) : { $ref: `#/components/schemas/${name}` }];
    });
    return [key, Object.fromEntries(properties)];
  });
  return Object.fromEntries(parts);
}

const EXAMPLES = new Set(['example', 'examples']);

/** The fields of an object's schema; none of anything else, as of an object that has a field called `properties`. */
const fieldsOf = (value: Part): Part => (value.type === undefined ? {} : partsOf(value, 'properties'));
