/** Where is read: from a standby where one has what must be read, else from the host that can be written, else from whichever stands in for it. */
import { type LogNumbers, readEnd } from './change-log/head.ts';
import { type Database, type OwnSession, onOneState, using } from './connect.ts';
import { codeOf, isLost, noPrimary } from './failures.ts';
import type { Floor } from './floor.ts';
import type { Read } from './reading.ts';
import { reaches, type Standbys } from './standbys.ts';
import type { Session } from './statements.ts';

/** For so long a standby that stands in is waited for: nobody else has it. */
const STAND_IN_WITHIN_MS = 1_000;

export class Reads {
  readonly #database: Database;
  readonly #standbys: Standbys;
  readonly #floor: Floor;

  constructor(database: Database, standbys: Standbys, floor: Floor) {
    this.#database = database;
    this.#standbys = standbys;
    this.#floor = floor;
  }

  /** Reads by one query, or by several that need not be of one state; in neither case of one that is older than the floor. */
  readonly single: Read = (work) =>
    this.#anywhere((own) => (this.#mayBeOlder(own) ? this.#noting(own, work) : using(own, work)));

  /** Reads one state, no older than the floor. */
  readonly together: Read = (work) =>
    this.#anywhere((own) => (this.#mayBeOlder(own) ? this.#noting(own, work) : onOneState(own, work)));

  /** As `single` from the host that can be written, or what stands in for it: for what no change of the log tells of, as keys. */
  readonly present: Read = (work) =>
    twice(async () => using(await this.#primary(), work)).catch(async (error: unknown) => {
      // Of what is gone, a standby knows best.
      const own = isLost(error) ? await this.#standbys.take() : null;
      if (own === null) throw error;
      return using(own, work);
    });

  /** Reads from the host that can be written. Fails with `no-primary`. */
  readonly ofPrimary: Read = async (work) => using(await this.#database.takeWritable(), work);

  /** Where the log ends, and with it how far this process knows. */
  end(): Promise<LogNumbers> {
    const asked = this.#floor.state;
    return this.#anywhere(async (own) => {
      const { isStandby } = own;
      const end = await using(own, readEnd);
      if (isStandby) this.#floor.raise(end.seq);
      else this.#floor.settle(end.seq, asked);
      return end;
    });
  }

  /** Where the log of the host that can be written ends. Fails with `no-primary`. */
  async latest(): Promise<LogNumbers> {
    const asked = this.#floor.state;
    const end = await this.ofPrimary(readEnd);
    this.#floor.settle(end.seq, asked);
    return end;
  }

  /** A connection on which nothing is older than the floor, for as long as its holder needs it. */
  async take(): Promise<OwnSession> {
    return (await this.#standbys.take()) ?? this.#primary();
  }

  /** What a standby does not give is asked of the primary; what was lost on the way, once more. */
  async #anywhere<T>(work: (own: OwnSession) => Promise<T>): Promise<T> {
    const own = await this.#standbys.take();
    if (own !== null) {
      try {
        return await work(own);
      } catch (error) {
        if (!isOfStandbys(error)) throw error;
      }
    }
    return twice(async () => work(await this.#primary()));
  }

  /** True where what is read on the connection may be followed by a reading of another host. */
  #mayBeOlder({ isStandby }: OwnSession): boolean {
    return isStandby || !this.#standbys.areNone;
  }

  /** Reads one state, and notes which it was: nobody reads an older one after it. */
  #noting<T>(own: OwnSession, work: (session: Session) => Promise<T>): Promise<T> {
    return onOneState(own, async (session) => {
      const [end, done] = await Promise.all([readEnd(session), work(session)]);
      this.#floor.raise(end.seq);
      return done;
    });
  }

  async #primary(): Promise<OwnSession> {
    const own = await this.#database.take();
    if (!own.isStandby) return own;
    try {
      if (await reaches(own, this.#floor.seq, STAND_IN_WITHIN_MS)) return own;
    } catch (error) {
      own.release(true);
      throw error;
    }
    own.release();
    throw noPrimary();
  }
}

/** To read again does no harm. */
const twice = <T>(read: () => Promise<T>): Promise<T> =>
  read().catch((error: unknown) => (isLost(error) ? read() : Promise.reject(error)));

/** What only a standby says: it is gone, what it read was overtaken by what it replays, or it has no such table or column yet. */
function isOfStandbys(error: unknown): boolean {
  if (isLost(error)) return true;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return ['40001', '40P01', '42P01', '42703', '42883', '3F000'].includes(codeOf(cause));
}
