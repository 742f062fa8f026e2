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
