/** What the formats of linked data share. */
import type { Kind } from '../../core/records/kinds.ts';

/** The name of a record among linked data: it holds wherever the record is served. */
export const urnOf = (kind: Kind, id: string): string => `urn:standpoint:${kind}:${encodeURIComponent(id)}`;

/** Without properties that are null, not given, or an empty list: linked data leaves out what is not known. */
export const dense = (object: { readonly [property: string]: unknown }): object =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
