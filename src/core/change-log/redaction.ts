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
  /** Proposals, webhooks and their messages, keys, documents, mappings, and ids that were given up. */
  readonly others: number;
  /** True where no file of a table or an index holds the words any more; false where somebody else reads it. Null on a trial. */
  readonly isErased: boolean | null;
};

/** Fields that hold what people wrote, whole or in parts. Whatever else a record has are ids, dates, numbers and words of ours. */
export const TEXT_FIELDS: { readonly [K in Kind]: readonly string[] } = {
  scale: ['label', 'options'],
  expert: ['name', 'sortName', 'description', 'aliases', 'affiliations', 'links'],
  source: ['title', 'publisher', 'url', 'archivedUrl', 'note'],
  question: ['title', 'proposition', 'codingRule', 'topics', 'aliases', 'translations'],
  statement: ['quotes', 'paraphrase', 'selector', 'venue', 'reportedBy', 'translations', 'capacity'],
  position: ['summary', 'condition', 'note', 'recordedBy'],
};

/** What in the parts of these fields is no text of people. */
const NO_TEXT: { readonly [field: string]: readonly string[] } = {
  options: ['value', 'role'],
  affiliations: ['from', 'to'],
  translations: ['language'],
};

/** The options of a scale, and that which a position holds, have ids that people chose, though no record is called so. */
export const CHOSEN_IDS: readonly string[] = ['id', 'into', 'option'];

/** The words, or an id, as an address may have them; none that are not others than these. */
export function inAddresses(words: string): readonly string[] {
  // Blanks as query strings have them, and as the names of pages.
  const spaced = [' ', '+', '_'].map((blank) => words.replaceAll(' ', blank));
  const encoded = spaced.flatMap((it) => [encodeURI(it), encodeURIComponent(it).replaceAll('%2B', '+')]);
  // What JavaScript leaves as it is, and others do not.
  const marked = encoded.map((it) =>
    it.replaceAll(/['()!*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  );
  const joined = [...spaced, ...encoded, ...marked];
  const lower = joined.map((it) => it.replaceAll(/%[\dA-F]{2}/g, (octet) => octet.toLowerCase()));
  return [...new Set([...joined, ...lower])].filter((it) => it !== words);
}

/** Every form in which the words, or the id, may stand in what is stored, also within JSON: what has none of them holds neither. */
export function formsOf({ words, id }: Redaction): readonly string[] {
  const named = id === null ? [] : [id.slug, ...inAddresses(id.slug)];
  const forms = [words, ...inAddresses(words), ...named];
  return [...new Set(forms.flatMap((form) => [form, JSON.stringify(form).slice(1, -1)]))];
}

/** The beginning of the hash as it may stand in an address, the name of a host included. */
const addressMarkerOf = (marker: string): string => marker.replaceAll(/[[\]]/g, '').replaceAll(':', '-');

export class Redactor {
  readonly #redaction: Redaction;
  readonly #slug: RegExp | null;
  readonly #encoded: readonly string[];

  constructor(redaction: Redaction) {
    this.#redaction = redaction;
    const { id, words } = redaction;
    this.#encoded = inAddresses(words);
    // A whole word, or several, of an id.
    const slugs = id === null ? [] : [id.slug, ...inAddresses(id.slug)];
    this.#slug =
      id === null ? null : new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${slugs.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, 'gu');
  }

  /** What a person wrote; an address in it may hold the words encoded, or the name as an id does. */
  text(text: string): string {
    const { words, marker } = this.#redaction;
    const decoded = text.replaceAll(words, () => marker);
    const inAddress = addressMarkerOf(marker);
    return this.id(this.#encoded.reduce((left, encoded) => left.replaceAll(encoded, inAddress), decoded));
  }

  /** An address that is called: nothing stands in it that none may have. */
  address(url: string): string {
    const { marker } = this.#redaction;
    return this.text(url).replaceAll(marker, addressMarkerOf(marker));
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
        if (CHOSEN_IDS.includes(field) || referring.includes(field))
          return [field, everyText(value, (id) => this.id(id))];
        if (!TEXT_FIELDS[kind].includes(field)) return [field, value];
        const within = (text: string, part: string): string => (part === 'id' ? this.id(text) : this.text(text));
        return [field, everyText(value, within, NO_TEXT[field])];
      }),
    ) as F;
  }

  /** The same of a record as a text of JSON; null where there is none. */
  json(kind: Kind, text: string | null): string | null {
    return text === null ? null : JSON.stringify(this.record(kind, JSON.parse(text)));
  }
}

/** `change` is told in which field of a part the text stands; empty where it stands in none. */
function everyText(
  value: unknown,
  change: (text: string, part: string) => string,
  except: readonly string[] = [],
  part = '',
): unknown {
  if (typeof value === 'string') return change(value, part);
  if (Array.isArray(value)) return value.map((each) => everyText(each, change, except));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, held]) => [
      field,
      except.includes(field) ? held : everyText(held, change, except, field),
    ]),
  );
}
