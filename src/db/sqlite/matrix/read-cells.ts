/** The positions of a selection, cell by cell, without their words. */
import { type RawBuilder, sql } from 'kysely';
import type { CellAxes, CellVisitor, PositionHead } from '../../../core/matrix/material.ts';
import type { CellSelection, ListFilter } from '../../../core/ports/store.ts';
import { requireAtMost } from '../../shared/matrix/extent.ts';
import type { Sight } from '../../shared/sights.ts';
import { isIn, seen } from '../records/filter.ts';
import type { Readers } from '../records/read.ts';
import type { Statements } from '../statements.ts';

type Row = readonly [
  id: string,
  expert: string,
  question: string,
  option: string,
  saidOn: string,
  saidAt: string | null,
  supersedes: string | null,
  status: PositionHead['status'],
  recordedAt: string,
  recordedSeq: number,
  revision: number,
  source: string | null,
  capacity: string | null,
];

const COLUMNS = [
  ...['id', 'expert', 'question', 'option', 'said_on', 'said_at', 'supersedes', 'status'],
  ...['recorded_at', 'recorded_seq'],
];
const WITH_SOURCE = sql`max(positions.revision, statements.revision), statements.source, statements.capacity`;
const WITHOUT_SOURCE = sql`positions.revision, NULL, NULL`;

/** Reads the positions in the order of an index, in which all of a cell come together. */
export function readCells<T>(
  statements: Statements,
  readers: Readers,
  sight: Sight,
  { experts: expertFilter, questions: questionFilter, maxCells, withSources, withDrafts }: CellSelection,
  begin: (ground: CellAxes) => CellVisitor<T>,
): T {
  const experts = readers.expert.all(expertFilter);
  const questions = readers.question.all(questionFilter);
  requireAtMost(maxCells, experts.length, questions.length);
  const scales = readers.scale.all({ id: [...new Set(questions.map(({ scale }) => scale))] });
  const reader = begin({ experts, questions, scales });
  const columns = sql.join(COLUMNS.map((name) => sql.ref(`positions.${name}`)));
  const rows = statements.each<Row>(sql`
    SELECT ${columns}, ${withSources ? WITH_SOURCE : WITHOUT_SOURCE} FROM positions
    ${withSources ? sql`JOIN statements ON statements.id = positions.latest_statement` : sql``}
    WHERE ${seen('positions', withDrafts === true ? sight : 'public') ?? sql`TRUE`}
    AND ${among('positions.question', questionFilter, questions)} AND ${among('positions.expert', expertFilter, experts)}
    ORDER BY positions.question, positions.expert`);
  let cell: PositionHead[] = [];
  for (const row of rows) {
    const [
      id,
      expert,
      question,
      option,
      saidOn,
      saidAt,
      supersedes,
      status,
      recordedAt,
      recordedSeq,
      revision,
      source,
      capacity,
    ] = row;
    const [first] = cell;
    if (first !== undefined && (first.expert !== expert || first.question !== question)) {
      reader.cell(cell);
      cell = [];
    }
    const head = { id, expert, question, option, saidOn, saidAt, supersedes, status, recordedAt, recordedSeq };
    cell.push({ ...head, revision, source, capacity });
  }
  if (cell.length > 0) reader.cell(cell);
  return reader.end();
}

/** Only what the filter chose; where it chooses nothing, looking at every row twice would be for nothing. */
const among = (column: string, filter: ListFilter, chosen: readonly { readonly id: string }[]): RawBuilder<boolean> =>
  Object.keys(filter).length === 0
    ? sql`TRUE`
    : isIn(
        column,
        chosen.map(({ id }) => id),
      );
