/** Positions that are stored on the questions and from the sources of a table, and are none of its rows. */
import type { KnownRows } from '../../core/import/table/known-rows.ts';
import type { Reading, Store } from '../../core/ports/store.ts';
import type { Position } from '../../core/records/position.ts';
import { NO_IDS, type WritePart } from '../../core/writing/grounds.ts';
import type { Pause } from '../slices.ts';

/** Reads the published ones, some hundreds at a time, when all rows have been settled. */
export async function* missingRows(store: Store, known: KnownRows, pause: Pause): AsyncGenerator<readonly Position[]> {
  const source = await currentIds(store, 'source', known);
  const question = await currentIds(store, 'question', known);
  if (source.length === 0) return;
  const snapshot = await store.snapshot(null);
  try {
    for await (const some of snapshot.pieces('position', { source, question, status: ['published'] })) {
      yield await saidOnlyIn(snapshot, known.missingAmong(some), source);
      await pause();
    }
  } finally {
    await snapshot.close();
  }
}

/** Of positions on one statement those that a row of the sources may have made: what was printed elsewhere too is no row of one table. */
async function saidOnlyIn(
  reading: Pick<Reading, 'getMany'>,
  positions: readonly Position[],
  sources: readonly string[],
): Promise<readonly Position[]> {
  const cited = positions.flatMap(({ statements }) => statements);
  const statements = new Map((await reading.getMany('statement', cited)).map((it) => [it.id, it]));
  return positions.filter((position) =>
    position.statements.every((id) => {
      const [printedIn = '', ...reprints] = statements.get(id)?.sources ?? [];
      return reprints.length === 0 && sources.includes(printedIn);
    }),
  );
}

async function currentIds(store: Store, kind: 'source' | 'question', known: KnownRows): Promise<string[]> {
  const named = [...known.named[kind]];
  const led = await store.redirects(kind, named);
  return [...new Set(named.map((id) => led.get(id) ?? id))];
}

/** Retracts them, as they are by then: their statements may have been mended by rows of others. */
export function retractionOf(positions: readonly Position[]): WritePart {
  const ids = new Set(positions.map(({ id }) => id));
  return {
    ids: { ...NO_IDS, position: ids },
    plan: ({ stored }) =>
      [...stored.position.values()]
        .filter(({ id }) => ids.has(id))
        .map((record) => ({ kind: 'position', record: { ...record, status: 'retracted' }, expect: record.revision })),
  };
}
