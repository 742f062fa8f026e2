/** Every cell that is kept is what its positions say, and no other is. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { StoredCell } from '../../../core/matrix/stored-cells.ts';
import type { Finding } from '../../../core/ports/store.ts';
import type { Scale } from '../../../core/records/scale.ts';
import { wrongCell } from '../../shared/maintenance/findings.ts';
import { judgedCells, type StalePlace } from '../matrix/judge-cells.ts';
import type { Readers } from '../records/read.ts';
import type { Session } from '../statements.ts';

/** At a time, so that a store of any size is judged in little memory. */
const BATCH = 1_000;

export async function cellFindings(session: Session, readers: Readers): Promise<Finding[]> {
  const findings: Finding[] = [];
  const scales = new Map<string, Scale>();
  let last: StalePlace = { expert: '', question: '' };
  for (;;) {
    const cells = await session.all(sql<StoredCell>`SELECT expert, question, held, place, revision, cell FROM cells
      WHERE (expert, question) > (${last.expert}, ${last.question}) ORDER BY expert, question LIMIT ${BATCH}`);
    const right = await judgedCells(session, readers, cells, scales);
    const byPlace = new Map(right.map((cell) => [`${cell.expert} ${cell.question}`, cell]));
    for (const cell of cells)
      if (!isDeepStrictEqual(cell, byPlace.get(`${cell.expert} ${cell.question}`))) findings.push(wrongCell(cell));
    last = cells.at(-1) ?? last;
    if (cells.length < BATCH) break;
  }
  const missing = await session.all(sql<StalePlace>`SELECT DISTINCT expert, question FROM positions AS it
    WHERE status <> 'draft' AND NOT EXISTS (
      SELECT 1 FROM cells WHERE expert = it.expert AND question = it.question) ORDER BY expert, question`);
  return [...findings, ...missing.map(wrongCell)];
}
