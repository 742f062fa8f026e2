/** The records that a decision rests on, as they are after what was decided so far. */
import type { Entities, Kind } from '../records/kinds.ts';
import type { Position } from '../records/position.ts';
import type { Statement } from '../records/statement.ts';
import { byCodePoint } from '../values/sort-key.ts';
import type { Dependents, RecordId, Stored } from './grounds.ts';
import type { AnyRecord } from './plan.ts';
import { citingKinds, referencesIn } from './references.ts';

type Changed = { readonly [K in Kind]: Map<string, Entities[K] | null> };

export class RecordsAtHand {
  readonly #stored: Stored;
  readonly #dependents: Dependents | null;
  /** Null for what is not there any more. */
  readonly #changed: Changed = {
    ...{ scale: new Map(), expert: new Map(), source: new Map() },
    ...{ question: new Map(), statement: new Map(), position: new Map() },
  };

  /** Made when they are first asked for. */
  #bySource: IdIndex | null = null;
  #byStatement: IdIndex | null = null;

  constructor(stored: Stored, dependents: Dependents | null) {
    this.#stored = stored;
    this.#dependents = dependents;
  }

  get<K extends Kind>(kind: K, id: string): Entities[K] | null {
    const changed = this.#changed[kind].get(id);
    if (changed !== undefined) return changed;
    return this.#stored[kind].get(id) ?? this.#dependents?.[kind].get(id) ?? null;
  }

  put({ kind, record }: AnyRecord): void {
    // The compiler does not follow that kind and record belong together through the union.
    (this.#changed[kind] as Map<string, typeof record>).set(record.id, record);
    if (kind === 'statement') for (const source of record.sources) this.#bySource?.add(source, record.id);
    if (kind === 'position') for (const statement of record.statements) this.#byStatement?.add(statement, record.id);
  }

  remove(kind: Kind, id: string): void {
    this.#changed[kind].set(id, null);
  }

  /** The statements that a source dates, in the order of their ids. */
  datedBy(source: string): readonly Statement[] {
    this.#bySource ??= new IdIndex(
      this.#all('statement').flatMap(({ id, sources }) => sources.map((it) => [it, id] as const)),
    );
    return this.#among('statement', this.#bySource.get(source)).filter(
      (it) => it.sources.includes(source) && it.saidOnFrom === 'source',
    );
  }

  /** The positions that rest on a statement, in the order of their ids. */
  restingOn(statement: string): readonly Position[] {
    this.#byStatement ??= new IdIndex(
      this.#all('position').flatMap(({ id, statements }) => statements.map((it) => [it, id] as const)),
    );
    return this.#among('position', this.#byStatement.get(statement)).filter((it) => it.statements.includes(statement));
  }

  /** The records that refer to a record, by kind, in the order of their ids. */
  citing(kind: Kind, id: string): readonly RecordId[] {
    const refers = (by: Kind) => (record: Entities[Kind]) =>
      referencesIn(by, record).some((reference) => reference.kind === kind && reference.id === id);
    return citingKinds(kind).flatMap((by) =>
      this.#all(by)
        .filter(refers(by))
        .map((record) => ({ kind: by, id: record.id })),
    );
  }

  #all<K extends Kind>(kind: K): readonly Entities[K][] {
    const ids = [this.#stored, this.#dependents, this.#changed].flatMap((them) => [...(them?.[kind].keys() ?? [])]);
    return this.#among(kind, new Set(ids));
  }

  #among<K extends Kind>(kind: K, ids: ReadonlySet<string>): readonly Entities[K][] {
    return [...ids].sort(byCodePoint).flatMap((id) => this.get(kind, id) ?? []);
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** Ids by another id that their records refer to, or referred to once: whoever asks looks whether they still do. */
class IdIndex {
  readonly #ids = new Map<string, Set<string>>();

  constructor(entries: readonly (readonly [of: string, id: string])[]) {
    for (const [of, id] of entries) this.add(of, id);
  }

  add(of: string, id: string): void {
    const ids = this.#ids.get(of);
    if (ids === undefined) this.#ids.set(of, new Set([id]));
    else ids.add(id);
  }

  get(of: string): ReadonlySet<string> {
    return this.#ids.get(of) ?? NOTHING;
  }
}
