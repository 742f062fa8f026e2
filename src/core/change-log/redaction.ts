/**
 * Redaction: words, or a name, taken out of records and of the log for ever, on a legal demand. A marker with the
 * beginning of a salted hash stands where they stood.
 */
import type { Kind } from '../records/kinds.ts';
import { fieldsReferring } from '../writing/references.ts';

const DIGITS = 16;

/** What stands in the place of words, and in ids; `digest` is a salted hash of them in hexadecimal. */
export const markerOf = (digest: string): string => `[redacted:${digest.slice(0, DIGITS)}]`;
export const idMarkerOf = (digest: string): string => `redacted-${digest.slice(0, DIGITS)}`;

/** What is taken out, and what stands in its place; `id` is null where ids are left as they are. */
export type Redaction = {
  readonly words: string;
  readonly marker: string;
  readonly id: { readonly slug: string; readonly marker: string } | null;
};

/** What a redaction found: how many entries of the log it alters, which records, and ids that hold the words still. */
export type Redacted = {
  readonly entries: number;
  readonly records: readonly { readonly kind: Kind; readonly id: string }[];
  readonly renamed: number;
  /** Proposals, messages of webhooks and keys. */
  readonly others: number;
  /** True where no file of the database holds the words any more; false where somebody else reads it. Null on a trial. */
  readonly isErased: boolean | null;
};

/** Fields that hold what people wrote, whole or in parts. Whatever else a record has are ids, dates, numbers and words of ours. */
export const TEXT_FIELDS: { readonly [K in Kind]: readonly string[] } = {
  scale: ['label', 'options'],
  expert: ['name', 'sortName', 'description', 'aliases', 'affiliations', 'links'],
  source: ['title', 'publisher', 'url', 'archivedUrl', 'note'],
  question: ['title', 'proposition', 'codingRule', 'topics', 'aliases'],
  statement: ['quotes', 'paraphrase', 'selector', 'venue', 'reportedBy', 'translations', 'capacity'],
  position: ['summary', 'condition', 'note', 'recordedBy'],
};

/** What in the parts of these fields is no text of people. */
const NO_TEXT: { readonly [field: string]: readonly string[] } = {
  options: ['id', 'value', 'role'],
  affiliations: ['from', 'to'],
  translations: ['language'],
};

export class Redactor {
  readonly #redaction: Redaction;
  readonly #slug: RegExp | null;

  constructor(redaction: Redaction) {
    this.#redaction = redaction;
    const { id } = redaction;
    // A whole word, or several, of an id.
    this.#slug = id === null ? null : new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${id.slug}(?![\\p{L}\\p{M}\\p{N}])`, 'gu');
  }

  /** What a person wrote; an address in it may hold the name as an id does. */
  text(text: string): string {
    return this.id(text.replaceAll(this.#redaction.words, () => this.#redaction.marker));
  }

  id(id: string): string {
    const { id: as } = this.#redaction;
    return this.#slug === null || as === null ? id : id.replaceAll(this.#slug, as.marker);
  }

  /** A record, or some fields of one, without the words. */
  record<F extends object>(kind: Kind, fields: F): F {
    const referring = fieldsReferring(kind);
    // Every field keeps its name and its type.
    return Object.fromEntries(
      Object.entries(fields).map(([field, value]) => {
        // A proposal to merge says into what.
        if (field === 'id' || field === 'into' || referring.includes(field))
          return [field, everyText(value, (id) => this.id(id))];
        return [
          field,
          TEXT_FIELDS[kind].includes(field) ? everyText(value, (text) => this.text(text), NO_TEXT[field]) : value,
        ];
      }),
    ) as F;
  }

  /** The same of a record as a text of JSON; null where there is none. */
  json(kind: Kind, text: string | null): string | null {
    return text === null ? null : JSON.stringify(this.record(kind, JSON.parse(text)));
  }
}

function everyText(value: unknown, change: (text: string) => string, except: readonly string[] = []): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((part) => everyText(part, change, except));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, part]) => [
      field,
      except.includes(field) ? part : everyText(part, change, except),
    ]),
  );
}
