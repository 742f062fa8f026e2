/**
 * Export: every record of a kind as it would be written in a bundle, a page at a time. Positions come in the order of
 * recording, which may decide between them.
 */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Correction } from '../../core/change-log/correction.ts';
import { type Inputs, inputOf } from '../../core/import/bundle/bundle.ts';
import { namedFirst } from '../../core/import/named-first.ts';
import type { Reading, Snapshot } from '../../core/ports/store.ts';
import type { NamesById } from '../../core/records/called.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import type { PositionInput } from '../../core/records/position.ts';
import type { QuestionInput } from '../../core/records/question.ts';
import { type Previewed, seenFor } from '../access/sight.ts';
import { listCorrections } from '../change-log/history.ts';
import { NameReader } from '../records/called.ts';
import { everyPage, type Pause } from '../slices.ts';

const PAGE = 500;

/** Drafts included, in the store's order, but for questions that succeed others, which come last; of the rest no more than a page is held at once. Fails with `forbidden` where the caller may not write. */
export async function* exportPages<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
): AsyncGenerator<Inputs[K][]> {
  demand(caller, 'write');
  yield* precededFirst(kind, pagesOf(reading, kind));
}

/** As `exportPages`, of what the public sees, for whoever may read, or as a preview. Fails as `seenFor` does. */
export async function* exportPublicPages<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
  request: Previewed,
): AsyncGenerator<Inputs[K][]> {
  yield* precededFirst(kind, pagesOf(seenFor(caller, reading, request), kind));
}

async function* pagesOf<K extends Kind>(reading: Reading, kind: K): AsyncGenerator<Inputs[K][]> {
  if (kind === 'position') return yield* asRecorded(reading) as AsyncGenerator<Inputs[K][]>;
  let after: readonly string[] | undefined;
  do {
    const { items, next } = await reading.list(kind, {}, { limit: PAGE, ...(after && { after }) });
    if (items.length > 0) yield items.map((record) => inputOf(kind, record));
    after = next ?? undefined;
  } while (after !== undefined);
}

/**
 * As `exportPages`, each group sorted by id, but for positions, so that two exports can be compared line by line; the ids of the kind
 * are held at once.
 */
export async function* exportPagesById<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
): AsyncGenerator<Inputs[K][]> {
  demand(caller, 'write');
  yield* precededFirst(kind, pagesById(reading, kind));
}

async function* pagesById<K extends Kind>(reading: Reading, kind: K): AsyncGenerator<Inputs[K][]> {
  if (kind === 'position') return yield* asRecorded(reading) as AsyncGenerator<Inputs[K][]>;
  const ids = (await reading.ids(kind)).toSorted();
  for (let at = 0; at < ids.length; at += PAGE) {
    const records = await reading.getMany(kind, ids.slice(at, at + PAGE));
    yield records.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((record) => inputOf(kind, record));
  }
}

/** The pages, but for the questions that succeed others, of which there are few: they come last, each behind the one that it names. */
async function* precededFirst<K extends Kind>(
  kind: K,
  pages: AsyncGenerator<Inputs[K][]>,
): AsyncGenerator<Inputs[K][]> {
  if (kind !== 'question') return yield* pages;
  const succeeding: QuestionInput[] = [];
  for await (const page of pages as AsyncGenerator<QuestionInput[]>) {
    succeeding.push(...page.filter(({ succeeds }) => succeeds !== undefined));
    const others = page.filter(({ succeeds }) => succeeds === undefined);
    if (others.length > 0) yield others as Inputs[K][];
  }
  if (succeeding.length === 0) return;
  const entries = succeeding.map((input) => ({ input, place: '' }));
  yield namedFirst(entries, ({ succeeds }) => succeeds).map(({ input }) => input) as Inputs[K][];
}

async function* asRecorded(reading: Reading): AsyncGenerator<PositionInput[]> {
  let seq = -1;
  for (;;) {
    const positions = await reading.recordedAfter(seq, PAGE);
    if (positions.length > 0) yield positions.map((position) => inputOf('position', position));
    if (positions.length < PAGE) return;
    seq = positions.at(-1)?.recordedSeq ?? seq;
  }
}

const CORRECTIONS_IN_PIECE = 50;

/** All that the public sees, or would in a preview: records in the order of their lists, and corrections, the newest first. */
export type Everything = {
  readonly revision: number;
  readonly preview: boolean;
  /** When the last change was made; null where there is none. */
  readonly changedAt: string | null;
  readonly recordsOf: <K extends Kind>(kind: K) => AsyncIterable<readonly Entities[K][]>;
  /** What the records that these name are called. */
  readonly calledIn: <K extends Kind>(kind: K, records: readonly Entities[K][]) => Promise<NamesById>;
  readonly corrections: () => AsyncIterable<readonly Correction[]>;
};

/** Everything, or all of it with drafts for a preview. Fails as `seenFor` does. */
export async function askEverything(
  state: Snapshot,
  caller: Caller,
  request: Previewed,
  pause: Pause,
): Promise<Everything> {
  const snapshot = seenFor(caller, state, request);
  const revision = await snapshot.revision();
  const names = new NameReader(snapshot);
  const corrected = (cursor: string | undefined) =>
    listCorrections(snapshot, caller, { limit: CORRECTIONS_IN_PIECE, ...(cursor !== undefined && { cursor }) });
  return {
    revision,
    preview: request.drafts === true,
    changedAt: await snapshot.changedAt(revision),
    recordsOf: (kind) => snapshot.pieces(kind, {}),
    calledIn: (kind, records) => names.of(kind, records),
    corrections: () => everyPage(corrected, pause),
  };
}
