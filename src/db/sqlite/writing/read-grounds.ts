/** What is stored of all that the parts of a commit rest on, read inside its transaction, so that nobody else changes it. */
import { type RawBuilder, sql } from 'kysely';
import type { Entities, Kind } from '../../../core/records/kinds.ts';
import { PLURALS } from '../../../core/records/kinds.ts';
import {
  type Dependents,
  MAX_CITING,
  type RecordId,
  type RecordIds,
  type Stored,
  type Touched,
  type WriteGrounds,
  type WritePart,
} from '../../../core/writing/grounds.ts';
import { citingKinds, referencesIn } from '../../../core/writing/references.ts';
import { isIn } from '../records/filter.ts';
import { namesSince } from '../records/names.ts';
import type { Readers } from '../records/read.ts';
import { anyRedirects, redirectsOf } from '../records/redirects.ts';
import type { Statements } from '../statements.ts';

/** Records that many others refer to: kept from one part to the next, up to so many of each kind. */
const MAX_KEPT = 10_000;

/** As SQL has it. */
const NO_LIMIT = -1;

type Ids = { readonly [K in Kind]: Set<string> };

export class GroundsReader {
  readonly #statements: Statements;
  readonly #readers: Readers;
  readonly #kept: { readonly [K in Kind]: Map<string, Entities[K]> } = {
    ...{ scale: new Map(), expert: new Map(), source: new Map() },
    ...{ question: new Map(), statement: new Map(), position: new Map() },
  };
  #mayLead = true;

  constructor(statements: Statements, readers: Readers) {
    this.#statements = statements;
    this.#readers = readers;
  }

  /** Must be told when a transaction begins. */
  begin(): void {
    this.forget(false);
    this.#mayLead = anyRedirects(this.#statements);
  }

  /** Must be told when records that were stored have changed, and whether some were renamed. */
  forget(areRenamed: boolean): void {
    for (const kept of Object.values(this.#kept)) kept.clear();
    this.#mayLead ||= areRenamed;
  }

  /** What a part names, under its present ids, and what that refers to. */
  read({ ids, wanted, names }: Pick<WritePart, 'ids' | 'wanted' | 'names'>): WriteGrounds {
    const redirects = {
      scale: this.#led('scale', ids),
      expert: this.#led('expert', ids),
      source: this.#led('source', ids),
      question: this.#led('question', ids),
      statement: this.#led('statement', ids),
      position: this.#led('position', ids),
    };
    const now = (kind: Kind) => new Set([...ids[kind]].map((id) => redirects[kind].get(id) ?? id));
    const stored = this.#closed({
      ...{ scale: now('scale'), expert: now('expert'), source: now('source') },
      ...{ question: now('question'), statement: now('statement'), position: now('position') },
    });
    const named = names === undefined ? [] : namesSince(this.#statements, names);
    return { stored, redirects, taken: wanted === undefined ? new Set() : this.#taken(wanted), named };
  }

  /** What the touched records are referred to by, and what that refers to. */
  dependents({ dating, renamed, removed }: Touched): Dependents {
    const citing = [
      ...renamed.flatMap((it) => this.#citing(it, NO_LIMIT)),
      ...removed.flatMap((it) => this.#citing(it, MAX_CITING)),
    ];
    const ids: Ids = {
      ...{ scale: new Set(), expert: new Set(), source: new Set() },
      ...{ question: new Set(), statement: new Set(dating.statement), position: new Set() },
    };
    for (const { kind, id } of renamed) ids[kind].add(id);
    for (const { kind, id } of citing) ids[kind].add(id);
    for (const id of this.#datedBy(dating.source)) ids.statement.add(id);
    for (const id of this.#restingOn(ids.statement)) ids.position.add(id);
    return this.#closed(ids);
  }

  /** The records, and those that they refer to. */
  #closed(ids: Ids): Stored {
    const position = this.#followed(ids, 'position', ({ supersedes }) => supersedes);
    const statement = this.#refer('statement', this.#byId('statement', ids.statement), ids);
    const question = this.#followed(ids, 'question', ({ succeeds }) => succeeds);
    return {
      ...{ position, statement, question },
      scale: this.#byId('scale', ids.scale),
      expert: this.#byId('expert', ids.expert),
      source: this.#byId('source', ids.source),
    };
  }

  /** The records, those of their kind that they name, and so on; what they refer to is added to the ids. */
  #followed<K extends 'position' | 'question'>(
    ids: Ids,
    kind: K,
    named: (record: Entities[K]) => string | null | undefined,
  ): ReadonlyMap<string, Entities[K]> {
    const found = new Map<string, Entities[K]>();
    for (let wanted: ReadonlySet<string> = new Set(ids[kind]); wanted.size > 0; ) {
      const read = this.#refer(kind, this.#byId(kind, wanted), ids);
      for (const [id, record] of read) found.set(id, record);
      wanted = new Set([...read.values()].flatMap((it) => named(it) ?? []).filter((id) => !found.has(id)));
    }
    return found;
  }

  /** Adds to the ids what the records refer to. */
  #refer<K extends Kind>(
    kind: K,
    records: ReadonlyMap<string, Entities[K]>,
    ids: Ids,
  ): ReadonlyMap<string, Entities[K]> {
    for (const record of records.values())
      for (const reference of referencesIn(kind, record)) ids[reference.kind].add(reference.id);
    return records;
  }

  #byId<K extends Kind>(kind: K, ids: ReadonlySet<string>): ReadonlyMap<string, Entities[K]> {
    if (kind !== 'statement' && kind !== 'position') return this.#referred(kind, ids);
    const records = ids.size === 0 ? [] : this.#readers[kind].getMany([...ids]);
    return new Map(records.map((record) => [record.id, record]));
  }

  #led(kind: Kind, ids: RecordIds): ReadonlyMap<string, string> {
    return this.#mayLead && ids[kind].size > 0 ? redirectsOf(this.#statements, kind, [...ids[kind]]) : new Map();
  }

  #referred<K extends Kind>(kind: K, ids: ReadonlySet<string>): ReadonlyMap<string, Entities[K]> {
    // The compiler does not follow that a kind and its records belong together through a type parameter.
    const kept = this.#kept[kind] as unknown as Map<string, Entities[K]>;
    const missing = [...ids].filter((id) => !kept.has(id));
    const isFull = kept.size + missing.length > MAX_KEPT;
    if (isFull) kept.clear();
    const read = isFull ? [...ids] : missing;
    if (read.length > 0) for (const record of this.#readers[kind].getMany(read)) kept.set(record.id, record);
    return new Map([...ids].flatMap((id) => (kept.has(id) ? [[id, kept.get(id) as Entities[K]]] : [])));
  }

  #taken({ kind, id }: RecordId): ReadonlySet<string> {
    const numbered = `${id}-[0-9]*`;
    const like = (column: string) => sql`(${sql.ref(column)} = ${id} OR ${sql.ref(column)} GLOB ${numbered})`;
    const rows = this.#statements.all(
      sql<{ id: string }>`SELECT id FROM ${sql.table(PLURALS[kind])} WHERE ${like('id')}
        UNION SELECT old_id FROM redirects WHERE entity = ${kind} AND ${like('old_id')}`,
    );
    return new Set(rows.map((row) => row.id));
  }

  #datedBy(sources: ReadonlySet<string>): string[] {
    if (sources.size === 0) return [];
    const dated = sql`statements.said_on_from = 'source'`;
    return this.#ids(sql`SELECT id FROM statements WHERE ${dated} AND ${isIn('source', [...sources])}
      UNION SELECT r.statement FROM statement_reprints r JOIN statements ON statements.id = r.statement
        WHERE ${dated} AND ${isIn('r.source', [...sources])}`);
  }

  #restingOn(statements: ReadonlySet<string>): string[] {
    if (statements.size === 0) return [];
    return this.#ids(sql`SELECT DISTINCT position AS id FROM evidence WHERE ${isIn('statement', [...statements])}`);
  }

  /** The records that refer to a record, by kind and id, at most `limit`. */
  #citing({ kind, id }: RecordId, limit: number): readonly RecordId[] {
    return citingKinds(kind).flatMap((by) => {
      const found = this.#ids(sql`${referringTo(by, kind, id)} ORDER BY id LIMIT ${limit}`);
      return found.map((each) => ({ kind: by, id: each }));
    });
  }

  #ids(query: ReturnType<typeof sql>): string[] {
    return this.#statements.all(sql<{ id: string }>`${query}`).map(({ id }) => id);
  }
}

/** The ids of the records of kind `by` that refer to the record of `kind` with that id. */
function referringTo(by: Kind, kind: Kind, id: string): RawBuilder<unknown> {
  if (kind === 'statement') return sql`SELECT position AS id FROM evidence WHERE statement = ${id}`;
  if (kind === 'position') return sql`SELECT id FROM positions WHERE supersedes = ${id}`;
  if (by === 'question' && kind === 'question') return sql`SELECT id FROM questions WHERE succeeds = ${id}`;
  const first = sql`SELECT id FROM ${sql.table(PLURALS[by])} WHERE ${sql.ref(kind)} = ${id}`;
  if (by !== 'statement') return first;
  const further = kind === 'expert' ? 'statement_cosigners' : 'statement_reprints';
  return sql`${first} UNION SELECT statement AS id FROM ${sql.table(further)} WHERE ${sql.ref(kind)} = ${id}`;
}
