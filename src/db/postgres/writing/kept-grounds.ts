/** Grounds that were read for the commits of one transaction, kept from one to the next until something of them is changed. */
import { type Entities, KINDS, type Kind } from '../../../core/records/kinds.ts';
import type { Decided } from '../../../core/writing/decide.ts';
import type { RecordId, RecordIds, WriteGrounds } from '../../../core/writing/grounds.ts';
import { referencesIn } from '../../../core/writing/references.ts';

/** Records by their kinds and ids. */
export type Records = { readonly [K in Kind]: Map<string, Entities[K]> };

export const noRecords = (): Records => ({
  ...{ scale: new Map(), expert: new Map(), source: new Map() },
  ...{ question: new Map(), statement: new Map(), position: new Map() },
});

type Led<To> = { readonly [K in Kind]: Map<string, To> };

const noneLed = <To>(): Led<To> => ({
  ...{ scale: new Map(), expert: new Map(), source: new Map() },
  ...{ question: new Map(), statement: new Map(), position: new Map() },
});

export class KeptGrounds {
  readonly records = noRecords();
  /** Where ids lead that were asked for: null where they were never given up. */
  readonly led = noneLed<string | null>();

  /** Must be told of what is changed. */
  forget({ changes, redirects }: Decided): void {
    for (const { kind, after } of changes) if (after !== null) this.records[kind].delete(after.record.id);
    if (redirects.length > 0 || changes.some(({ after }) => after === null))
      for (const kept of Object.values(this.records)) kept.clear();
    if (changes.some(({ before, after }) => before === null || before.id !== after?.record.id))
      for (const led of Object.values(this.led)) led.clear();
  }

  /** What these ids name, and what that refers to; null where something of it is not kept. */
  find(ids: RecordIds): Pick<WriteGrounds, 'stored' | 'redirects'> | null {
    const [redirects, stored] = [noneLed<string>(), noRecords()];
    const wanted: RecordId[] = [];
    for (const kind of KINDS) {
      for (const id of ids[kind]) {
        const to = this.led[kind].get(id);
        if (to === undefined) return null;
        if (to !== null) redirects[kind].set(id, to);
        wanted.push({ kind, id: to ?? id });
      }
    }
    for (let next = wanted.pop(); next !== undefined; next = wanted.pop()) {
      const references = this.#take(next.kind, next.id, stored);
      if (references === null) return null;
      wanted.push(...references);
    }
    return { stored, redirects };
  }

  /** Puts a record that is kept among the others, and answers what it refers to; null where it is not kept. */
  #take<K extends Kind>(kind: K, id: string, stored: Records): readonly RecordId[] | null {
    if (stored[kind].has(id)) return [];
    const record = this.records[kind].get(id);
    if (record === undefined) return null;
    stored[kind].set(id, record);
    return referencesIn(kind, record);
  }
}
