/** The positions of a selection, cell by cell, without their words. */
import { type RawBuilder, sql } from 'kysely';
import type { AxisQuestion, CellAxes, CellVisitor, PositionHead, StoredAxes } from '../../../core/matrix/material.ts';
import type { CellSelection, HeldWith, ListFilter, MatrixSelection } from '../../../core/ports/store.ts';
import { requireAtMost } from '../../shared/matrix/extent.ts';
import { conditionOf } from '../records/filter.ts';
import type { Reader, Readers } from '../records/read.ts';
import { isIn, type State, seen, tableAt } from '../records/tables.ts';
import { allDone, type Session } from '../statements.ts';

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

const COLUMNS = sql.raw(`p.id, p.expert, p.question, p.option, p.said_on, p.said_at, p.supersedes, p.status,
  p.recorded_at, p.recorded_seq`);

/** What a selection chooses. Fails with `too-large`. */
export async function axesOf<Q extends AxisQuestion>(
  session: Session,
  readers: Pick<Readers, 'expert' | 'scale'> & { readonly question: Pick<Reader<Q>, 'all'> },
  state: State,
  { experts: expertFilter, questions: questionFilter, maxCells }: Omit<MatrixSelection, keyof HeldWith>,
): Promise<Omit<StoredAxes, 'questions'> & { readonly questions: readonly Q[] }> {
  const theirs = sql`SELECT questions.scale FROM ${tableAt('questions', state)}
    WHERE ${conditionOf('question', questionFilter, state)}`;
  const [experts, questions, scales] = await allDone([
    readers.expert.all(session, expertFilter),
    readers.question.all(session, questionFilter),
    readers.scale.found(session, theirs),
  ]);
  requireAtMost(maxCells, experts.length, questions.length);
  return { experts, questions, scales };
}

/** All of a cell come together. */
export async function readCells<T>(
  session: Session,
  readers: Readers,
  state: State,
  selection: CellSelection,
  begin: (ground: CellAxes) => CellVisitor<T>,
): Promise<T> {
  const axes = await axesOf(session, readers, state, selection);
  const reader = begin(axes);
  const { withSources, withDrafts } = selection;
  const rows = await session.arrays<Row>(sql`
    SELECT ${COLUMNS}, ${withSources ? sql`greatest(p.revision, s.revision), s.source, s.capacity` : sql`p.revision, NULL, NULL`}
    FROM ${tableAt('positions', state, 'p')}
    ${withSources ? sql`JOIN ${tableAt('statements', state, 's')} ON s.id = p.latest_statement` : sql``}
    WHERE ${seen('p', withDrafts === true ? state : { ...state, sight: 'public' })} AND ${among('p.question', selection.questions, axes.questions)}
      AND ${among('p.expert', selection.experts, axes.experts)}
    ORDER BY p.question, p.expert`);
  let cell: PositionHead[] = [];
  for (const row of rows) {
    const head = headOf(row);
    const [first] = cell;
    if (first !== undefined && (first.expert !== head.expert || first.question !== head.question)) {
      reader.cell(cell);
      cell = [];
    }
    cell.push(head);
  }
  if (cell.length > 0) reader.cell(cell);
  return reader.end();
}

const headOf = ([
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
]: Row): PositionHead => ({
  ...{ id, expert, question, option, saidOn, saidAt, supersedes, status, recordedAt, recordedSeq },
  ...{ revision, source, capacity },
});

/** Only what the filter chose; where it chooses nothing, looking at every row twice would be for nothing. */
const among = (column: string, filter: ListFilter, chosen: readonly { readonly id: string }[]): RawBuilder<boolean> =>
  Object.keys(filter).length === 0
    ? sql`TRUE`
    : isIn(
        column,
        chosen.map(({ id }) => id),
      );
