/** References: which fields of a record hold the ids of which other records. */
import { KINDS, type Kind } from '../records/kinds.ts';

type Reference = {
  readonly field:
    | ('scale' | 'succeeds')
    | ('expert' | 'experts' | 'source' | 'sources')
    | ('question' | 'statements' | 'supersedes');
  readonly to: Kind;
};

/** By the kind that refers. */
const REFERENCES: { readonly [K in Kind]: readonly Reference[] } = {
  scale: [],
  expert: [],
  source: [],
  question: [
    { field: 'scale', to: 'scale' },
    { field: 'succeeds', to: 'question' },
  ],
  statement: [
    { field: 'expert', to: 'expert' },
    { field: 'experts', to: 'expert' },
    { field: 'source', to: 'source' },
    { field: 'sources', to: 'source' },
  ],
  position: [
    { field: 'expert', to: 'expert' },
    { field: 'question', to: 'question' },
    { field: 'statements', to: 'statement' },
    { field: 'supersedes', to: 'position' },
  ],
};

/** The kinds whose records refer to a record of `kind`, in the order in which they may be written. */
export const citingKinds = (kind: Kind): readonly Kind[] =>
  KINDS.filter((by) => REFERENCES[by].some(({ to }) => to === kind));

/** The fields of a record that hold the ids of others. */
export const fieldsReferring = (kind: Kind): readonly string[] => REFERENCES[kind].map(({ field }) => field);

/** The kind of record that a field of a record holds the ids of; null where it holds none. */
export const referredBy = (kind: Kind, field: string): Kind | null =>
  REFERENCES[kind].find((reference) => reference.field === field)?.to ?? null;

type Fields = { readonly [field: string]: unknown };

/** The records that a record, or what may become one, refers to; a field that holds no id counts as none. */
export function referencesIn(kind: Kind, fields: object): readonly { readonly kind: Kind; readonly id: string }[] {
  const found: { kind: Kind; id: string }[] = [];
  for (const { field, to } of REFERENCES[kind]) {
    const held = (fields as Fields)[field];
    if (typeof held === 'string') found.push({ kind: to, id: held });
    else if (Array.isArray(held)) for (const id of held) if (typeof id === 'string') found.push({ kind: to, id });
  }
  return found;
}

/** The record with `to` wherever it refers to the record of `kind` called `from`; a list names it once. */
export function referringAnew<T extends object>(by: Kind, record: T, kind: Kind, from: string, to: string): T {
  const anew = (held: unknown): unknown =>
    Array.isArray(held) ? [...new Set(held.map(anew))] : held === from ? to : held;
  const fields = REFERENCES[by].filter((reference) => reference.to === kind).map(({ field }) => field);
  return { ...record, ...Object.fromEntries(fields.map((field) => [field, anew((record as Fields)[field])])) };
}
