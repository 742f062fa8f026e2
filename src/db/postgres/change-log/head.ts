/** The head: the one row that says where the log ends. Whoever writes holds it, and the writers come one after the other. */
import { sql } from 'kysely';
import { unusable } from '../failures.ts';
import { builtOnce, type Session } from '../statements.ts';

/** The numbers of the last entry of the log, and of the last of which the public sees anything. */
export type LogNumbers = { readonly seq: number; readonly public_seq: number };

export type HeadRow = LogNumbers & {
  readonly at: string | null;
  readonly documents: number;
  readonly tokens: number;
};

/** With the frontier of the tree over the log, a `StoredFrontier` as JSON: what whoever writes goes on from. */
export type WholeHead = HeadRow & { readonly frontier: string };

const COLUMNS = sql.raw('seq, at, public_seq, documents, tokens');

const there = <H>(head: H | undefined): H => {
  if (head === undefined) throw unusable('has lost the row that says where its log ends; restore it from a backup');
  return head;
};

const END = builtOnce(sql`SELECT seq, public_seq FROM head`);

/** Where the log ends: all of the head that readers ask for, at every turn of the event loop. */
export const readEnd = async (session: Session): Promise<LogNumbers> => {
  const rows = await session.arrays<[seq: number, publicSeq: number]>(END);
  const [seq, public_seq] = there(rows[0]);
  return { seq, public_seq };
};

/** The head as it is. */
export const readHead = async (session: Session): Promise<HeadRow> =>
  there(await session.first(sql<HeadRow>`SELECT ${COLUMNS} FROM head`));

/** The same, with the frontier. */
export const readWholeHead = async (session: Session): Promise<WholeHead> =>
  there(await session.first(sql<WholeHead>`SELECT ${COLUMNS}, frontier FROM head`));

/** Waits until nobody else writes, and keeps others from it until the transaction ends. */
export const lockHead = async (session: Session): Promise<WholeHead> =>
  there(await session.first(sql<WholeHead>`UPDATE head SET seq = seq RETURNING ${COLUMNS}, frontier`));

/** Waits until nobody else writes, in a transaction that writes nothing itself. */
export const awaitWriters = async (session: Session): Promise<void> => {
  await session.all(sql`SELECT seq FROM head FOR SHARE`);
};

export const moveHead = async (
  session: Session,
  { seq, at, public_seq, frontier, documents, tokens }: WholeHead,
): Promise<void> => {
  await session.all(sql`UPDATE head SET seq = ${seq}, at = ${at}, public_seq = ${public_seq},
    frontier = ${frontier}, documents = ${documents}, tokens = ${tokens}`);
};

/**
 * The end of the log for all who ask: one query is on its way at a time, and whoever asks meanwhile is answered by the next, never
 * by one that was sent before they asked.
 */
export class SharedEnd {
  readonly #ask: () => Promise<LogNumbers>;
  #flying: Promise<LogNumbers> | null = null;
  #next: Promise<LogNumbers> | null = null;

  constructor(ask: () => Promise<LogNumbers>) {
    this.#ask = ask;
  }

  read(): Promise<LogNumbers> {
    if (this.#flying === null) return this.#send();
    this.#next ??= this.#flying.then(
      () => this.#send(),
      () => this.#send(),
    );
    return this.#next;
  }

  #send(): Promise<LogNumbers> {
    const sent = this.#ask();
    this.#flying = sent;
    this.#next = null;
    const landed = () => {
      // Another one may be on its way by now.
      if (this.#flying === sent) this.#flying = null;
    };
    sent.then(landed, landed);
    return sent;
  }
}
