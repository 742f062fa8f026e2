/** What is stored of all that the parts of a commit rest on, read inside its transaction, so that nobody else changes it. */
import { type RawBuilder, sql } from 'kysely';
import { type Entities, KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import type { Named } from '../../../core/records/near.ts';
import type { Decided } from '../../../core/writing/decide.ts';
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
import { namesSince } from '../records/names.ts';
import type { Readers } from '../records/read.ts';
import { redirectsOf } from '../records/redirects.ts';
import { isIn, PRESENT } from '../records/tables.ts';
import { allDone, type Session } from '../statements.ts';
import { KeptGrounds, noRecords } from './kept-grounds.ts';

/** Records that many others refer to: kept from one part to the next, up to so many of each kind. */
const MAX_KEPT = 10_000;
/** Parts that name more of a kind are read each by itself. */
const MAX_EXPECTED = 1_000;

/** Records that were asked for, and those of them that there are. */
type Asked = { readonly ids: RecordIds; readonly stored: Stored };

type Ids = { readonly [K in Kind]: Set<string> };

/** What is made for each kind. */
async function ofEach<T>(make: (kind: Kind) => Promise<T>): Promise<{ readonly [K in Kind]: T }> {
  const [scale, expert, source, question, statement, position] = await Promise.all([
    ...([make('scale'), make('expert'), make('source')] as const),
    ...([make('question'), make('statement'), make('position')] as const),
  ]);
  return { scale, expert, source, question, statement, position };
}

const NO_TAKEN: ReadonlySet<string> = new Set();
const NO_NAMES: readonly Named[] = [];
const NOTHING_ASKED: Asked = { ids: NO_IDS, stored: noRecords() };

const copied = (ids: RecordIds): Ids => ({
  ...{ scale: new Set(ids.scale), expert: new Set(ids.expert), source: new Set(ids.source) },
  ...{ question: new Set(ids.question), statement: new Set(ids.statement), position: new Set(ids.position) },
});

export class GroundsReader {
  readonly #session: Session;
  readonly #readers: Readers;
  readonly #kept = new KeptGrounds();

  /** For commits of one transaction. */
  constructor(session: Session, readers: Readers) {
    this.#session = session;
    this.#readers = readers;
  }

  /** Reads at once what all of the parts name, and what that refers to. Each is then taken from it, unless it was changed. */
  async expect(parts: readonly Pick<WritePart, 'ids'>[]): Promise<void> {
    const ids = copied(NO_IDS);
    for (const part of parts) for (const kind of KINDS) for (const id of part.ids[kind]) ids[kind].add(id);
    if (KINDS.some((kind) => ids[kind].size > MAX_EXPECTED)) return;
    const { stored, redirects } = await this.read({ ids });
    for (const kind of KINDS) {
      const kept: Map<string, Entities[Kind]> = this.#kept.records[kind];
      for (const [id, record] of stored[kind]) kept.set(id, record);
      for (const id of ids[kind]) this.#kept.led[kind].set(id, redirects[kind].get(id) ?? null);
    }
  }

  /** Must be told of what is changed. */
  forget(decided: Decided): void {
    this.#kept.forget(decided);
  }

  /** What a part names, under its present ids, and what that refers to. */
  async read({ ids, wanted, names }: Pick<WritePart, 'ids' | 'wanted' | 'names'>): Promise<WriteGrounds> {
    const kept = wanted === undefined && names === undefined ? this.#kept.find(ids) : null;
    if (kept !== null) return { ...kept, taken: NO_TAKEN, named: NO_NAMES };
    // Most of what is named has that id still: it is read without waiting for those that were given up.
    const [redirects, taken, asked, named] = await allDone([
      this.#redirects(ids),
      wanted === undefined ? NO_TAKEN : this.#taken(wanted),
      this.#ask(ids),
      names === undefined ? NO_NAMES : namesSince(this.#session, names),
    ]);
    const now = copied(NO_IDS);
    for (const kind of KINDS) for (const id of ids[kind]) now[kind].add(redirects[kind].get(id) ?? id);
    return { stored: await this.#closed(now, asked), redirects, taken, named };
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
    return this.#closed(ids, await this.#ask(ids));
  }

  async #redirects(ids: RecordIds): Promise<Redirects> {
    return ofEach(async (kind) => {
      const led = this.#kept.led[kind];
      const asked = [...ids[kind]].filter((id) => !led.has(id));
      const found = await redirectsOf(this.#session, kind, asked, PRESENT);
      for (const id of ids[kind]) {
        const to = led.get(id);
        if (typeof to === 'string') found.set(id, to);
      }
      return found;
    });
  }

  async #ask(ids: RecordIds): Promise<Asked> {
    const asked = copied(ids);
    const [scale, expert, source, question, statement, position] = await allDone([
      ...([this.#byId('scale', asked.scale), this.#byId('expert', asked.expert)] as const),
      ...([this.#byId('source', asked.source), this.#byId('question', asked.question)] as const),
      ...([this.#byId('statement', asked.statement), this.#byId('position', asked.position)] as const),
    ]);
    return { ids: asked, stored: { scale, expert, source, question, statement, position } };
  }

  /** The records, and those that they refer to, of which some were asked for before. */
  async #closed(ids: Ids, asked: Asked): Promise<Stored> {
    const position = await this.#followed(ids, 'position', asked, ({ supersedes }) => supersedes);
    const statement = this.#refer('statement', await this.#byId('statement', ids.statement, asked), ids);
    const question = await this.#followed(ids, 'question', asked, ({ succeeds }) => succeeds);
    const [scale, expert, source] = await allDone([
      this.#byId('scale', ids.scale, asked),
      this.#byId('expert', ids.expert, asked),
      this.#byId('source', ids.source, asked),
    ]);
    return { position, statement, question, scale, expert, source };
  }

  /** The records, those of their kind that they name, and so on; what they refer to is added to the ids. */
  async #followed<K extends 'position' | 'question'>(
    ids: Ids,
    kind: K,
    asked: Asked,
    named: (record: Entities[K]) => string | null | undefined,
  ): Promise<ReadonlyMap<string, Entities[K]>> {
    const found = new Map<string, Entities[K]>();
    for (let wanted: ReadonlySet<string> = new Set(ids[kind]); wanted.size > 0; ) {
      const some = this.#refer(kind, await this.#byId(kind, wanted, asked), ids);
      for (const [id, record] of some) found.set(id, record);
      wanted = new Set([...some.values()].flatMap((it) => named(it) ?? []).filter((id) => !found.has(id)));
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

  async #byId<K extends Kind>(
    kind: K,
    ids: ReadonlySet<string>,
    asked: Asked = NOTHING_ASKED,
  ): Promise<ReadonlyMap<string, Entities[K]>> {
    const kept: Map<string, Entities[K]> = this.#kept.records[kind];
    const before: ReadonlyMap<string, Entities[K]> = asked.stored[kind];
    const missing = [...ids].filter((id) => !kept.has(id) && !asked.ids[kind].has(id));
    const found = new Map<string, Entities[K]>();
    for (const record of await this.#readers[kind].getMany(this.#session, missing)) found.set(record.id, record);
    for (const id of ids) {
      const record = found.get(id) ?? before.get(id) ?? kept.get(id);
      if (record !== undefined) found.set(id, record);
    }
    const isReferredTo = kind !== 'statement' && kind !== 'position';
    if (!isReferredTo) return found;
    if (kept.size + found.size > MAX_KEPT) kept.clear();
    for (const [id, record] of found) kept.set(id, record);
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
