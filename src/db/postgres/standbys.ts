/** Standbys: hosts that are read from, each as long as it has what must be read. One that has not is left aside, and comes back. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { parseAddress } from './address.ts';
import { readEnd } from './change-log/head.ts';
import { type OwnSession, ownSession, type PostgresSettings } from './connect.ts';
import type { Floor } from './floor.ts';
import { canBeWritten, poolOf } from './pools.ts';

const WAIT_MS = 250;
/** How often a standby that is waited for is looked at. */
const LOOK_EVERY_MS = 5;
/** For so long one is left aside before it is looked at again, by nobody who waits for it. */
const ASIDE_MS = 1_000;
/** Who gets no connection to a standby within this time asks the primary. */
const CONNECT_WITHIN_MS = 1_000;

/** How far each connection has been seen to be. A host may be several servers behind one name; a connection is to one of them. */
const seen = new WeakMap<pg.PoolClient, number>();

/** True where what is read on the connection is no older than that change; waited for as long as is allowed. */
export async function reaches({ client, session }: OwnSession, seq: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while ((seen.get(client) ?? -1) < seq) {
    seen.set(client, (await readEnd(session)).seq);
    if ((seen.get(client) ?? -1) >= seq) break;
    if (performance.now() >= until) return false;
    await wait(LOOK_EVERY_MS);
  }
  return true;
}

class Standby {
  readonly #pool: pg.Pool;
  readonly #schema: string;
  readonly #floor: Floor;
  #asideSince: number | null = null;
  #isLookedAt = false;

  constructor(pool: pg.Pool, schema: string, floor: Floor) {
    this.#pool = pool;
    this.#schema = schema;
    this.#floor = floor;
  }

  get isAside(): boolean {
    return this.#asideSince !== null;
  }

  leaveAside(): void {
    this.#asideSince = performance.now();
  }

  /** A connection on which nothing is older than the floor; null where it is behind, and left aside. */
  async take(withinMs: number): Promise<OwnSession | null> {
    const client = await this.#pool.connect();
    const own = ownSession(client, true, () => this.leaveAside());
    try {
      if (await reaches(own, this.#floor.seq, withinMs)) return own;
    } catch (error) {
      own.release(true);
      throw error;
    }
    own.release();
    this.leaveAside();
    return null;
  }

  /** Looks whether it can be read from again, where it has been aside for a while. */
  lookAgain(): void {
    if (this.#asideSince === null || this.#isLookedAt || performance.now() - this.#asideSince < ASIDE_MS) return;
    this.#isLookedAt = true;
    const looked = () => {
      this.#isLookedAt = false;
    };
    this.#look().then(looked, () => {
      this.leaveAside();
      looked();
    });
  }

  async #look(): Promise<void> {
    await canBeWritten(this.#pool, this.#schema);
    const own = await this.take(0);
    if (own === null) return;
    own.release();
    this.#asideSince = null;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

export class Standbys {
  readonly #hosts: readonly Standby[] = [];
  readonly #waitMs: number;
  #turn = 0;

  /** None where the settings name none. */
  constructor(settings: PostgresSettings, floor: Floor, { isUnhurried = false } = {}) {
    const { standbys = null, standbyWaitMs = WAIT_MS } = settings;
    this.#waitMs = standbyWaitMs;
    if (standbys === null) return;
    const address = parseAddress(standbys, 'STANDPOINT_DB_READ');
    const how = { ...settings, address, isUnhurried, connectWithinMs: CONNECT_WITHIN_MS };
    this.#hosts = address.hosts.map((host) => new Standby(poolOf(host, how), settings.schema, floor));
  }

  get areNone(): boolean {
    return this.#hosts.length === 0;
  }

  /** A connection to one of them, in their turn, on which nothing is older than the floor; null where none has that. */
  async take(): Promise<OwnSession | null> {
    const turn = this.#turn;
    this.#turn = (turn + 1) % Math.max(1, this.#hosts.length);
    for (const standby of [...this.#hosts.slice(turn), ...this.#hosts.slice(0, turn)]) {
      if (standby.isAside) {
        standby.lookAgain();
        continue;
      }
      const own = await standby.take(this.#waitMs).catch(() => {
        standby.leaveAside();
        return null;
      });
      if (own !== null) return own;
    }
    return null;
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map((standby) => standby.close()));
  }
}
