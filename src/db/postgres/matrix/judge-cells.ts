/** Judges cells anew, within the transaction that has changed what they rest on. */
import { sql } from 'kysely';
import { type StoredCell, toStoredCell } from '../../../core/matrix/stored-cells.ts';
import type { Scale } from '../../../core/records/scale.ts';
import { POSITION_COLUMNS, positionFromRow } from '../../shared/records/rows.ts';
import type { PositionRow } from '../../shared/tables.ts';
import { lastCorrections, placesAs } from '../change-log/corrections.ts';
import type { Readers } from '../records/read.ts';
import type { Session } from '../statements.ts';
import { upsert } from '../writing/row-writer.ts';

export type StalePlace = { readonly expert: string; readonly question: string };

/** At a time. */
const BATCH = 1_000;

const COLUMNS = sql.join([...POSITION_COLUMNS, 'scale'].map((name) => sql.ref(`p.${name}`)));

export async function judgeCells(session: Session, readers: Readers, places: readonly StalePlace[]): Promise<void> {
  const scales = new Map<string, Scale>();
  for (let at = 0; at < places.length; at += BATCH) await judge(session, readers, places.slice(at, at + BATCH), scales);
}

async function judge(
  session: Session,
  readers: Readers,
  places: readonly StalePlace[],
  scales: Map<string, Scale>,
): Promise<void> {
  const cells = await judgedCells(session, readers, places, scales);
  const judged = new Set(cells.map(({ expert, question }) => `${expert} ${question}`));
  const empty = places.filter(({ expert, question }) => !judged.has(`${expert} ${question}`));
  await Promise.all([
    upsert(session, 'cells', ['expert', 'question'], cells),
    empty.length > 0 &&
      session.all(sql`DELETE FROM cells USING ${placesAs(empty)}
        WHERE cells.expert = it.expert AND cells.question = it.question`),
  ]);
}

/** The cells of these places, as their positions say; none where there are no positions. Scales are read once. */
export async function judgedCells(
  session: Session,
  readers: Readers,
  places: readonly StalePlace[],
  scales: Map<string, Scale>,
): Promise<StoredCell[]> {
  // Which statements a position rests on plays no part in its cell.
  const [rows, corrected] = await Promise.all([
    session.all(sql<PositionRow>`SELECT ${COLUMNS} FROM ${placesAs(places)}
      JOIN positions p ON p.expert = it.expert AND p.question = it.question WHERE p.status <> 'draft'`),
    lastCorrections(session, places),
  ]);
  const unknown = new Set(rows.map(({ scale }) => scale).filter((id) => !scales.has(id)));
  for (const scale of await readers.scale.getMany(session, [...unknown])) scales.set(scale.id, scale);
  const byPlace = Map.groupBy(rows, ({ expert, question }) => `${expert} ${question}`);
  return [...byPlace.values()].flatMap((of) => {
    const [first] = of;
    const scale = scales.get(first?.scale ?? '') ?? { options: [] };
    const positions = of.map((row) => positionFromRow({ ...row, statements: '[]' }));
    return first === undefined ? [] : toStoredCell(positions, scale, corrected(first));
  });
}
