/** Signals: whoever commits says so, and one connection of a process hears it for all there who wait. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, OwnSession } from '../connect.ts';
import type { Floor } from '../floor.ts';

/** One for all newsrooms of a database: what is said on it is the name of a schema, and where its log ends. */
const CHANNEL = 'standpoint';
/** After that a lost connection is made anew. */
const AGAIN_MS = 1_000;

/** Said when the transaction is committed, and never where it is not. */
export const saying = (schema: string, seq: number): RawBuilder<unknown> =>
  sql`SELECT pg_notify(${CHANNEL}, ${`${schema} ${seq}`})`;

export class Signals {
  readonly #database: Database;
  readonly #floor: Floor;
  readonly #listeners = new Set<() => void>();
  #own: OwnSession | null = null;
  #connecting: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The connections are its alone. */
  constructor(database: Database, floor: Floor) {
    this.#database = database;
    this.#floor = floor;
  }

  /** Calls whenever somebody may have written, until the answer is called. */
  onChange(told: () => void): () => void {
    this.#listeners.add(told);
    this.#connect();
    return () => {
      this.#listeners.delete(told);
      if (this.#listeners.size === 0) this.#hangUp();
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#connecting;
    this.#hangUp();
  }

  #connect(): void {
    if (this.#own !== null || this.#connecting !== null || this.#listeners.size === 0) return;
    this.#connecting = this.#listen().then(
      () => {
        this.#connecting = null;
        if (this.#listeners.size === 0) this.#hangUp();
      },
      () => {
        this.#connecting = null;
        this.#connectLater();
      },
    );
  }

  async #listen(): Promise<void> {
    // A standby cannot be listened on.
    const own = await this.#database.takeWritable();
    const { client, session } = own;
    client.on('notification', ({ payload }) => {
      const [schema, seq] = payload?.split(' ') ?? [];
      if (schema !== this.#database.schema) return;
      // A standby may not have it yet, and would be asked in vain.
      this.#floor.raise(Number(seq));
      this.#tell();
    });
    client.once('end', () => this.#lose(own));
    try {
      await session.run(`LISTEN ${CHANNEL}`);
    } catch (error) {
      own.release(true);
      throw error;
    }
    this.#own = own;
    // Nobody has heard what was said before.
    this.#tell();
  }

  #tell(): void {
    for (const told of this.#listeners) told();
  }

  #lose(own: OwnSession): void {
    if (this.#own !== own) return;
    this.#hangUp();
    this.#connectLater();
  }

  #hangUp(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const own = this.#own;
    this.#own = null;
    own?.release(true);
  }

  #connectLater(): void {
    if (this.#listeners.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#connect();
    }, AGAIN_MS).unref();
  }
}
