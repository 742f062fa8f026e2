/** Cells as they are stored, judged, read a row or a column at a time: as lists in one text each, which takes a tenth of the time. */
import { type RawBuilder, sql } from 'kysely';
import type { CellAxes } from '../../../core/matrix/material.ts';
import type { StoredCell, StoredCellVisitor, StoredRow } from '../../../core/matrix/stored-cells.ts';
import type { StanceVisitor } from '../../../core/matrix/stored-stances.ts';
import type { HeldWith, MatrixSelection } from '../../../core/ports/store.ts';
import { numbersIn } from '../../shared/matrix/numbers-in.ts';
import { correctionsOf } from '../change-log/corrections.ts';
import type { Readers } from '../records/read.ts';
import { isIn, PRESENT, type State } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { axesOf } from './read-cells.ts';

type Selection = Omit<MatrixSelection, keyof HeldWith>;
type Contested = Pick<StoredCell, 'expert' | 'question' | 'place'>;

const CONTESTED = 'contested';

const NOTHING: StoredRow = {
  ...{ questions: [], held: [], lengths: [], revision: 0 },
  cells: new Uint8Array(),
  contested: new Map(),
};

const idsOf = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

/** The cells of these axes, to stand behind FROM. */
const cellsOf = ({ experts, questions }: CellAxes, selection: Selection): RawBuilder<unknown> => {
  const isWhole = (side: 'experts' | 'questions') => Object.keys(selection[side]).length === 0;
  return sql`cells WHERE ${isWhole('experts') ? sql`TRUE` : isIn('expert', idsOf(experts))}
    AND ${isWhole('questions') ? sql`TRUE` : isIn('question', idsOf(questions))}`;
};

/** Rows come in the order of the readers; null where `begin` will not have them. Fails with `too-large`. */
export async function readStoredCells<T>(
  session: Session,
  readers: Readers,
  state: State,
  selection: Selection,
  begin: (ground: CellAxes) => StoredCellVisitor<T> | null,
): Promise<T | null> {
  const axes = await axesOf(session, readers, state, selection);
  const visitor = begin(axes);
  if (visitor === null) return null;
  const cells = cellsOf(axes, selection);
  type Row = {
    readonly expert: string;
    readonly questions: string;
    readonly held: string;
    readonly lengths: string;
    readonly revision: number;
    readonly cells: string;
  };
  // Ids have no commas.
  const [corrections, rows, contested] = await Promise.all([
    correctionsOf(session, idsOf(axes.experts), idsOf(axes.questions), PRESENT),
    session.all(sql<Row>`SELECT expert, string_agg(question, ',') AS questions, string_agg(held, ',') AS held,
      string_agg(octet_length(cell)::text, ',') AS lengths, max(revision) AS revision, string_agg(cell, ',') AS cells
      FROM ${cells} GROUP BY expert`),
    contestedIn(session, cells),
  ]);
  const byExpert = new Map(rows.map((row) => [row.expert, row]));
  const places = Map.groupBy(contested, ({ expert }) => expert);
  let last: { readonly text: string; readonly questions: readonly string[] } = { text: '', questions: [] };
  for (const { id } of axes.experts) {
    const row = byExpert.get(id);
    if (row !== undefined && row.questions !== last.text)
      last = { text: row.questions, questions: row.questions.split(',') };
    visitor.expert(
      id,
      row === undefined
        ? NOTHING
        : {
            questions: last.questions,
            held: row.held.split(','),
            lengths: numbersIn(row.lengths),
            revision: row.revision,
            cells: new TextEncoder().encode(`${row.cells},`),
            contested: new Map((places.get(id) ?? []).map(({ question, place }) => [question, place])),
          },
    );
  }
  return visitor.end(corrections);
}

const contestedIn = (session: Session, cells: RawBuilder<unknown>): Promise<Contested[]> =>
  session.all(sql<Contested>`SELECT expert, question, place FROM ${cells} AND held = ${CONTESTED}`);

/** Question by question, without the cells themselves; null where `begin` will not have them. Fails with `too-large`. */
export async function readStances<T>(
  session: Session,
  readers: Readers,
  state: State,
  selection: Selection,
  begin: (ground: CellAxes) => StanceVisitor<T> | null,
): Promise<T | null> {
  const axes = await axesOf(session, readers, state, selection);
  const visitor = begin(axes);
  if (visitor === null) return null;
  const cells = cellsOf(axes, selection);
  type Column = {
    readonly question: string;
    readonly experts: string;
    readonly held: string;
    readonly revision: number;
  };
  const [columns, contested] = await Promise.all([
    session.all(sql<Column>`SELECT question, string_agg(expert, ',') AS experts, string_agg(held, ',') AS held,
      max(revision) AS revision FROM ${cells} GROUP BY question`),
    contestedIn(session, cells),
  ]);
  const byQuestion = new Map(columns.map((column) => [column.question, column]));
  const places = Map.groupBy(contested, ({ question }) => question);
  let last: { readonly text: string; readonly experts: readonly string[] } = { text: '', experts: [] };
  for (const { id } of axes.questions) {
    const column = byQuestion.get(id);
    if (column === undefined) continue;
    if (column.experts !== last.text) last = { text: column.experts, experts: column.experts.split(',') };
    visitor.question(id, {
      experts: last.experts,
      held: column.held.split(','),
      revision: column.revision,
      contested: new Map((places.get(id) ?? []).map(({ expert, place }) => [expert, place])),
    });
  }
  return visitor.end();
}
