/** The OpenAPI document as plain parts, which is how it is looked through. */

/** An object of JSON. */
export type Part = { readonly [name: string]: unknown };

export const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object of that name in a part; empty where there is none. */
export const partsOf = (part: Part, name: string): Part => {
  const found = part[name];
  return isPart(found) ? found : {};
};

/** The document with each of its operations changed. */
export function eachOperation(document: Part, change: (operation: Part, path: string, method: string) => Part): Part {
  const paths = Object.entries(partsOf(document, 'paths')).map(([path, methods]) => {
    const operations = Object.entries(isPart(methods) ? methods : {}).map(([method, operation]) => [
      method,
      isPart(operation) ? change(operation, path, method) : operation,
    ]);
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

/** The scopes of a key that an operation demands; none where anybody may use it. */
export const scopesOf = ({ security }: Part): readonly unknown[] =>
  (Array.isArray(security) ? security : []).filter(isPart).flatMap((way) => Object.values(way).flat());

/** All operations of the document. */
export const operationsIn = (document: Part): readonly Part[] =>
  Object.values(partsOf(document, 'paths')).flatMap((path) => Object.values(isPart(path) ? path : {}).filter(isPart));
