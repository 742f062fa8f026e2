/** What was written through some entrance while things went wrong, and whether it is there as it must be. */
import type { Store } from '../../src/core/ports/store.ts';
import { KINDS, type Kind } from '../../src/core/records/kinds.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';

/** One write: new records that nobody else writes. It is acknowledged where the entrance said that it was done. */
export type Sent = {
  readonly records: readonly { readonly kind: Kind; readonly id: string }[];
  readonly acknowledged: boolean;
  /** What the entrance said, for whoever reads a failure of the test. */
  readonly said: string;
};

/** Writes under that name, and resolves when the entrance has answered, or is no more. */
export type Write = (name: string) => Promise<Sent>;

/** What finds fault: a test, or whoever counts faults. */
export type Asserts = {
  strictSame(found: unknown, wanted: unknown, message: string): unknown;
  fail(message: string): unknown;
};

export type Figures = {
  readonly acknowledged: number;
  /** Not acknowledged, as the answer never came, and there nevertheless. */
  readonly unheard: number;
  readonly cutShort: number;
  /** Acknowledged, and not there as a whole. */
  readonly lost: number;
  /** Records that the log says were made more than once. */
  readonly doubled: number;
};

/**
 * Asserts that the database is sound and its log without gaps, that every write that was acknowledged is there, and
 * every other one is either there or not; none in part, none twice, and nothing that nobody sent.
 */
export async function isAllThere(t: Asserts, database: string, sent: readonly Sent[]): Promise<Figures> {
  const store = openSqliteStore(database);
  try {
    return await isAllIn(t, store, sent);
  } finally {
    await store.close();
  }
}

/** As `isAllThere`, of a store that is open. */
export async function isAllIn(t: Asserts, store: Store, sent: readonly Sent[]): Promise<Figures> {
  t.strictSame(await store.check(), [], 'the database is sound');
  const all = await madeIn(t, store);
  const made = new Set(all);
  const found = sent.map(({ records }) => records.filter(({ kind, id }) => made.has(`${kind} ${id}`)).length);
  const lost = sent.filter(({ records, acknowledged }, at) => acknowledged && found[at] !== records.length);
  const halves = sent.filter(({ records }, at) => found[at] !== 0 && found[at] !== records.length);
  t.strictSame(lost, [], 'every acknowledged write is there');
  t.strictSame(halves, [], 'no write is there in part');
  const known = new Set(sent.flatMap(({ records }) => records.map(({ kind, id }) => `${kind} ${id}`)));
  t.strictSame(
    [...made].filter((record) => !known.has(record) && record !== 'scale support'),
    [],
    'nobody else wrote',
  );
  const others = sent.flatMap(({ acknowledged }, at) => (acknowledged ? [] : [found[at] ?? 0]));
  return {
    acknowledged: sent.length - others.length,
    unheard: others.filter((count) => count > 0).length,
    cutShort: others.filter((count) => count === 0).length,
    lost: lost.length,
    doubled: all.length - made.size,
  };
}

const PAGE = 500;

/** The records that the log says were made, which are all that there are; each once, in a log without gaps. */
async function madeIn(t: Asserts, store: Store): Promise<readonly string[]> {
  const revision = await store.revision();
  const made: string[] = [];
  let last = 0;
  while (last < revision) {
    const page = await store.changes(last, PAGE);
    for (const { seq, action, entity, id } of page) {
      if (seq !== last + 1) t.fail(`the log goes from ${last} to ${seq}`);
      if (action === 'create') made.push(`${entity} ${id}`);
      last = seq;
    }
  }
  const there = await Promise.all(KINDS.map(async (kind) => (await store.ids(kind)).map((id) => `${kind} ${id}`)));
  t.strictSame(made.toSorted(), there.flat().toSorted(), 'what is there was made, once');
  return made;
}
