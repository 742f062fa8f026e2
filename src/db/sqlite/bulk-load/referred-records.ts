/** What is stored of the records that the parts of a load name, one part after the other. */
import { LRUCache } from 'lru-cache';
import type { Grounds, RecordIds } from '../../../core/import/load.ts';
import type { Entities, Kind } from '../../../core/records/kinds.ts';
import type { Readers } from '../records/read.ts';
import { anyRedirects, redirectsOf } from '../records/redirects.ts';
import type { Statements } from '../statements.ts';

/** Of each kind that many rows refer to. */
const MAX_KEPT = 10_000;

type Referred = 'scale' | 'expert' | 'source' | 'question';

/** Inside the transaction of the load, so that nobody else changes what was read. */
export class GroundsReader {
  readonly #statements: Statements;
  readonly #readers: Readers;
  readonly #mayLead: boolean;
  readonly #kept: { readonly [K in Referred]: LRUCache<string, Entities[K]> } = {
    scale: new LRUCache({ max: MAX_KEPT }),
    expert: new LRUCache({ max: MAX_KEPT }),
    source: new LRUCache({ max: MAX_KEPT }),
    question: new LRUCache({ max: MAX_KEPT }),
  };

  constructor(statements: Statements, readers: Readers) {
    this.#statements = statements;
    this.#readers = readers;
    this.#mayLead = anyRedirects(statements);
  }

  read(ids: RecordIds): Grounds {
    const redirects = {
      scale: this.#led('scale', ids),
      expert: this.#led('expert', ids),
      source: this.#led('source', ids),
      question: this.#led('question', ids),
      statement: this.#led('statement', ids),
      position: this.#led('position', ids),
    };
    const now = (kind: Kind) => new Set([...ids[kind]].map((id) => redirects[kind].get(id) ?? id));
    const question = this.#referred('question', now('question'));
    const scales = new Set([...now('scale'), ...[...question.values()].map(({ scale }) => scale)]);
    const stored = {
      question,
      scale: this.#referred('scale', scales),
      expert: this.#referred('expert', now('expert')),
      source: this.#referred('source', now('source')),
      statement: byId(this.#readers.statement.getMany([...now('statement')])),
      position: byId(this.#readers.position.getMany([...now('position')])),
    };
    return { stored, redirects };
  }

  /** Must be told when records that were stored have changed. */
  forget(): void {
    for (const kept of Object.values(this.#kept)) kept.clear();
  }

  #led(kind: Kind, ids: RecordIds): ReadonlyMap<string, string> {
    return this.#mayLead ? redirectsOf(this.#statements, kind, [...ids[kind]]) : new Map();
  }

  #referred<K extends Referred>(kind: K, ids: ReadonlySet<string>): ReadonlyMap<string, Entities[K]> {
    // The compiler does not follow that a kind and its records belong together through a type parameter.
    const kept = this.#kept[kind] as unknown as LRUCache<string, Entities[K]>;
    const missing = [...ids].filter((id) => !kept.has(id));
    if (missing.length > 0) for (const record of this.#readers[kind].getMany(missing)) kept.set(record.id, record);
    const found = new Map<string, Entities[K]>();
    for (const id of ids) {
      const record = kept.get(id);
      if (record !== undefined) found.set(id, record);
    }
    return found;
  }
}

const byId = <T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> =>
  new Map(records.map((record) => [record.id, record]));
