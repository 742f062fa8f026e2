/** What is stored of all that the parts of a commit rest on, read inside its transaction, so that nobody else changes it. */
import { type RawBuilder, sql } from 'kysely';
import { type Entities, KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import {
  type Dependents,
  MAX_CITING,
  NO_IDS,
  type RecordId,
  type RecordIds,
  type Stored,
  type Touched,
  type WriteGrounds,
  type WritePart,
} from '../../../core/writing/grounds.ts';
import type { Redirects } from '../../../core/writing/redirects.ts';
import { citingKinds, referencesIn } from '../../../core/writing/references.ts';
import type { Readers } from '../records/read.ts';
import { redirectsOf } from '../records/redirects.ts';
import { isIn, PRESENT } from '../records/tables.ts';
import type { Session } from '../statements.ts';

/** Records that many others refer to: kept from one part to the next, up to so many of each kind. */
const MAX_KEPT = 10_000;

type Ids = { readonly [K in Kind]: Set<string> };

/** What is made for each kind. */
async function ofEach<T>(make: (kind: Kind) => Promise<T>): Promise<{ readonly [K in Kind]: T }> {
  const [scale, expert, source, question, statement, position] = await Promise.all([
    ...([make('scale'), make('expert'), make('source')] as const),
    ...([make('question'), make('statement'), make('position')] as const),
  ]);
  return { scale, expert, source, question, statement, position };
}

const copied = (ids: RecordIds): Ids => ({
  ...{ scale: new Set(ids.scale), expert: new Set(ids.expert), source: new Set(ids.source) },
  ...{ question: new Set(ids.question), statement: new Set(ids.statement), position: new Set(ids.position) },
});

export class GroundsReader {
  readonly #session: Session;
  readonly #readers: Readers;
  readonly #kept: { readonly [K in Kind]: Map<string, Entities[K]> } = {
    ...{ scale: new Map(), expert: new Map(), source: new Map() },
    ...{ question: new Map(), statement: new Map(), position: new Map() },
  };

  /** For one commit. */
  constructor(session: Session, readers: Readers) {
    this.#session = session;
    this.#readers = readers;
  }

  /** Must be told when records that were stored have changed. */
  forget(): void {
    for (const kept of Object.values(this.#kept)) kept.clear();
  }

  /** What a part names, under its present ids, and what that refers to. */
  async read({ ids, wanted }: Pick<WritePart, 'ids' | 'wanted'>): Promise<WriteGrounds> {
    const [redirects, taken]: [Redirects, ReadonlySet<string>] = await Promise.all([
      ofEach((kind) => redirectsOf(this.#session, kind, [...ids[kind]], PRESENT)),
      wanted === undefined ? new Set<string>() : this.#taken(wanted),
    ]);
    const now = copied(NO_IDS);
    for (const kind of KINDS) for (const id of ids[kind]) now[kind].add(redirects[kind].get(id) ?? id);
    return { stored: await this.#closed(now), redirects, taken };
  }

  /** What the touched records are referred to by, and what that refers to. */
  async dependents({ dating, renamed, removed }: Touched): Promise<Dependents> {
    const ids = copied({ ...NO_IDS, statement: dating.statement });
    const citing = await Promise.all([
      ...renamed.map((it) => this.#citing(it, null)),
      ...removed.map((it) => this.#citing(it, MAX_CITING)),
    ]);
    for (const { kind, id } of [...renamed, ...citing.flat()]) ids[kind].add(id);
    for (const id of await this.#datedBy(dating.source)) ids.statement.add(id);
    for (const id of await this.#restingOn(ids.statement)) ids.position.add(id);
    return this.#closed(ids);
  }

  /** The records, and those that they refer to. */
  async #closed(ids: Ids): Promise<Stored> {
    const position = await this.#followed(ids, 'position', ({ supersedes }) => supersedes);
    const statement = this.#refer('statement', await this.#byId('statement', ids.statement), ids);
    const question = await this.#followed(ids, 'question', ({ succeeds }) => succeeds);
    const [scale, expert, source] = await Promise.all([
      this.#byId('scale', ids.scale),
      this.#byId('expert', ids.expert),
      this.#byId('source', ids.source),
    ]);
    return { position, statement, question, scale, expert, source };
  }

  /** The records, those of their kind that they name, and so on; what they refer to is added to the ids. */
  async #followed<K extends 'position' | 'question'>(
    ids: Ids,
    kind: K,
    named: (record: Entities[K]) => string | null | undefined,
  ): Promise<ReadonlyMap<string, Entities[K]>> {
    const found = new Map<string, Entities[K]>();
    for (let wanted: ReadonlySet<string> = new Set(ids[kind]); wanted.size > 0; ) {
      const read = this.#refer(kind, await this.#byId(kind, wanted), ids);
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

  async #byId<K extends Kind>(kind: K, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Entities[K]>> {
    // The compiler does not follow that a kind and its records belong together through a type parameter.
    const kept = this.#kept[kind] as unknown as Map<string, Entities[K]>;
    const missing = [...ids].filter((id) => !kept.has(id));
    if (kept.size + missing.length > MAX_KEPT) kept.clear();
    const read = await this.#readers[kind].getMany(this.#session, kept.size === 0 ? [...ids] : missing);
    const found = new Map(read.map((record) => [record.id, record]));
    for (const id of ids) {
      const record = found.get(id) ?? kept.get(id);
      if (record !== undefined) found.set(id, record);
    }
    const isReferredTo = kind !== 'statement' && kind !== 'position';
    if (isReferredTo) for (const [id, record] of found) kept.set(id, record);
    return found;
  }

  async #taken({ kind, id }: RecordId): Promise<ReadonlySet<string>> {
    const like = (column: string) =>
      sql`(${sql.ref(column)} = ${id} OR starts_with(${sql.ref(column)}, ${`${id}-`})
        AND substr(${sql.ref(column)}, ${id.length + 2}) ~ '^[0-9]')`;
    return new Set(
      await this.#ids(sql`SELECT id FROM ${sql.table(PLURALS[kind])} WHERE ${like('id')}
        UNION SELECT old_id FROM redirects WHERE entity = ${kind} AND ${like('old_id')}`),
    );
  }

  async #datedBy(sources: ReadonlySet<string>): Promise<string[]> {
    if (sources.size === 0) return [];
    const dated = sql`statements.said_on_from = 'source'`;
    return this.#ids(sql`SELECT id FROM statements WHERE ${dated} AND ${isIn('source', [...sources])}
      UNION SELECT r.statement FROM statement_reprints r JOIN statements ON statements.id = r.statement
        WHERE ${dated} AND ${isIn('r.source', [...sources])}`);
  }

  async #restingOn(statements: ReadonlySet<string>): Promise<string[]> {
    if (statements.size === 0) return [];
    return this.#ids(sql`SELECT DISTINCT position AS id FROM evidence WHERE ${isIn('statement', [...statements])}`);
  }

  /** The records that refer to a record, by kind and id, at most `limit` of each kind. */
  async #citing({ kind, id }: RecordId, limit: number | null): Promise<readonly RecordId[]> {
    const found = await Promise.all(
      citingKinds(kind).map(async (by) => {
        const ids = await this.#ids(
          sql`SELECT id FROM (${referringTo(by, kind, id)}) AS citing ORDER BY id LIMIT ${limit}`,
        );
        return ids.map((each) => ({ kind: by, id: each }));
      }),
    );
    return found.flat();
  }

  async #ids(query: RawBuilder<unknown>): Promise<string[]> {
    return (await this.#session.all(sql<{ id: string }>`${query}`)).map(({ id }) => id);
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
