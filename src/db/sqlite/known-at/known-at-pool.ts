/** The states that were and are being asked for: each on a connection of its own, the last few kept open. */
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Reading } from '../../../core/ports/store.ts';
import { invalidParameter } from '../../../core/values/errors.ts';
import { inBothSights } from '../../shared/sights.ts';
import type { Connection } from '../connection.ts';
import { createReading, type OneSight } from '../reading.ts';
import { createReaders } from '../records/read.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { KnownAt } from './known-at.ts';

const MAX_OPEN = 4;

type Options = {
  readonly statements: Statements;
  /** Gives a further connection to the same database. */
  readonly openAnother: () => Connection;
  readonly now: () => Date;
  /** Reads while nobody writes. */
  readonly alone: <T>(read: () => T) => Promise<T>;
  /** Where this process keeps others from writing: the instant of all that it writes. */
  readonly settledBefore: () => string | null;
};

type Opened = { readonly past: KnownAt; readonly reading: Reading; readonly schema: number };

export class KnownAtPool {
  readonly #openAnother: Options['openAnother'];
  readonly #now: Options['now'];
  readonly #alone: Options['alone'];
  readonly #settledBefore: Options['settledBefore'];
  readonly #opened: LRUCache<number, Opened>;
  readonly #lastBefore: Defined<{ seq: number }>;
  readonly #anyAfter: Defined<unknown>;
  readonly #schema: Defined<{ schema_version: number }>;

  constructor({ statements, openAnother, now, alone, settledBefore }: Options) {
    this.#openAnother = openAnother;
    this.#now = now;
    this.#alone = alone;
    this.#settledBefore = settledBefore;
    this.#opened = new LRUCache({ max: MAX_OPEN, dispose: ({ past }) => past.connection.close() });
    this.#lastBefore = statements.define(
      sql<{ seq: number }>`SELECT seq FROM changes WHERE at <= ${param('at')} ORDER BY at DESC, seq DESC LIMIT 1`,
    );
    this.#anyAfter = statements.define(sql`SELECT 1 FROM changes WHERE at > ${param('at')} LIMIT 1`);
    this.#schema = statements.define(sql<{ schema_version: number }>`SELECT schema_version FROM pragma_schema_version`);
  }

  /** Reads the state as it was at the instant. Fails with `invalid` where that is not past. */
  async readingAt(instant: string): Promise<Reading> {
    return this.#readingUntil(await this.lastAt(instant));
  }

  /** The number of the last change made by then. Fails with `invalid` where the instant is not past. */
  async lastAt(instant: string): Promise<number> {
    const at = new Date(instant);
    if (at >= this.#now())
      throw invalidParameter('knownAt', 'must lie in the past: what will be known then is not settled yet');
    return this.#seqAt(at.toISOString());
  }

  close(): void {
    this.#opened.clear();
  }

  async #seqAt(at: string): Promise<number> {
    const read = () => this.#lastBefore.get({ at })?.seq ?? 0;
    const settled = this.#settledBefore();
    if (settled !== null && at < settled) return read();
    if (this.#anyAfter.get({ at }) !== undefined) return read();
    // Somebody may be writing, at a time not after `at`: what they write counts once it is our turn.
    return this.#alone(read);
  }

  /** A state may be closed between two readings to make room for others, and is opened again. */
  #readingUntil(until: number): Reading {
    return inBothSights((sight): OneSight => {
      const reading = () => (sight === 'all' ? this.#open(until).reading : this.#open(until).reading.publicly);
      return {
        revision: () => reading().revision(),
        changedAt: (seq) => reading().changedAt(seq),
        get: (kind, id) => reading().get(kind, id),
        getMany: (kind, ids) => reading().getMany(kind, ids),
        list: (kind, filter, page) => reading().list(kind, filter, page),
        recordedAfter: (seq, limit) => reading().recordedAfter(seq, limit),
        ids: (kind) => reading().ids(kind),
        redirects: (kind, ids) => reading().redirects(kind, ids),
        names: (kind) => reading().names(kind),
        organizations: () => reading().organizations(),
        topics: () => reading().topics(),
        extent: (selection) => reading().extent(selection),
        matrixMaterial: (selection) => reading().matrixMaterial(selection),
        corrected: (experts, questions) => reading().corrected(experts, questions),
        readCells: (selection, begin) => reading().readCells(selection, begin),
        changes: (after, limit, filter) => reading().changes(after, limit, filter),
        changesBefore: (seq, limit, filter) => reading().changesBefore(seq, limit, filter),
        touchedBy: (seqs) => reading().touchedBy(seqs),
      };
    });
  }

  #open(until: number): Opened {
    // Redaction, by whichever process, alters the log: what was kept of it beside is made anew. It changes this number.
    const schema = this.#schema.get()?.schema_version ?? 0;
    const found = this.#opened.get(until);
    if (found?.schema === schema) return found;
    this.#opened.delete(until);
    const past = new KnownAt(this.#openAnother(), until);
    const { statements } = past;
    const together = <T>(read: () => T): T => past.read(read);
    const reading = inBothSights((sight) => {
      const readers = createReaders(statements, { past: true, sight });
      return createReading({ statements, readers, sight, single: together, together });
    });
    const opened = { past, reading, schema };
    this.#opened.set(until, opened);
    return opened;
  }
}
