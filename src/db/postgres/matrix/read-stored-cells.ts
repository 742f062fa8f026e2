/** Cells as they are stored, judged, read a row or a column at a time: as lists in one text each, which takes a tenth of the time. */
import { type RawBuilder, sql } from 'kysely';
import type { CellAxes, StoredAxes } from '../../../core/matrix/material.ts';
import type { StoredCellVisitor, StoredRow } from '../../../core/matrix/stored-cells.ts';
import type { StanceVisitor } from '../../../core/matrix/stored-stances.ts';
import type { HeldWith, MatrixSelection } from '../../../core/ports/store.ts';
import { numbersIn } from '../../shared/matrix/numbers-in.ts';
import { correctionsOf } from '../change-log/corrections.ts';
import type { AxisReaders, Readers } from '../records/read.ts';
import { isIn, PRESENT, type State } from '../records/tables.ts';
import { asBytes, compiled, type Session } from '../statements.ts';
import { axesOf } from './read-cells.ts';

type Selection = Omit<MatrixSelection, keyof HeldWith>;

const NOTHING: StoredRow = {
  ...{ questions: [], held: [], lengths: [], revision: 0 },
  cells: new Uint8Array(),
  contested: new Map(),
};

const idsOf = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

const COLUMNS = { experts: 'expert', questions: 'question' } as const;

/** Those of the axes, where a selection does not take all there are. */
const those = (side: 'experts' | 'questions', axes: StoredAxes, selection: Selection) =>
  Object.keys(selection[side]).length === 0 ? sql<boolean>`TRUE` : isIn(COLUMNS[side], idsOf(axes[side]));

/** Contested cells by what the column names, as a text of JSON; null where there are none. */
const contestedBy = (column: 'expert' | 'question'): RawBuilder<string | null> =>
  sql`(json_object_agg(${sql.ref(column)}, place) FILTER (WHERE held = 'contested'))::text`;

type Places = { readonly [id: string]: number | null };

const placesIn = (contested: string | null): Map<string, number | null> =>
  contested === null ? NONE : new Map(Object.entries(JSON.parse(contested) as Places));

const NONE: Map<string, number | null> = new Map();

type Row = {
  readonly expert: string;
  readonly questions: string;
  readonly held: string;
  readonly lengths: string;
  readonly revision: number;
  readonly cells: Uint8Array;
  readonly contested: string | null;
};

/** What the cells of an expert are put together as. Ids have no commas. */
const ROW = compiled(sql`string_agg(question, ',') AS questions, string_agg(held, ',') AS held,
  string_agg(octet_length(cell)::text, ',') AS lengths, max(revision) AS revision,
  ${asBytes(sql`string_agg(cell, ',')`)} AS cells, ${contestedBy('question')} AS contested`);

/** The rows of the experts of whom a cell is stored, in any order. */
function rowsOf(axes: StoredAxes, selection: Selection): RawBuilder<Row> {
  if (Object.keys(selection.questions).length > 0)
    return sql`SELECT expert, ${ROW} FROM cells WHERE ${those('experts', axes, selection)}
      AND ${those('questions', axes, selection)}
      GROUP BY expert`;
  // All cells of an expert lie together: the server looks for them expert by expert, and does not put together all at once.
  return sql`SELECT e.expert, one.* FROM unnest(${idsOf(axes.experts)}::text[]) AS e(expert) CROSS JOIN LATERAL
    (SELECT ${ROW} FROM cells WHERE cells.expert = e.expert HAVING count(*) > 0) AS one`;
}

/** Rows come in the order of the readers; null where `begin` will not have them. Fails with `too-large`. */
export async function readStoredCells<T>(
  session: Session,
  readers: AxisReaders,
  state: State,
  selection: Selection,
  begin: (ground: StoredAxes) => StoredCellVisitor<T> | null,
): Promise<T | null> {
  const axes = await axesOf(session, { ...readers, question: readers.axisQuestion }, state, selection);
  const visitor = begin(axes);
  if (visitor === null) return null;
  const [corrections, rows] = await Promise.all([
    correctionsOf(session, idsOf(axes.experts), idsOf(axes.questions), PRESENT),
    session.all(rowsOf(axes, selection)),
  ]);
  const byExpert = new Map(rows.map((row) => [row.expert, row]));
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
            cells: row.cells,
            contested: placesIn(row.contested),
          },
    );
  }
  return visitor.end(corrections);
}

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
  type Column = {
    readonly question: string;
    readonly experts: string;
    readonly held: string;
    readonly revision: number;
    readonly contested: string | null;
  };
  const columns = await session.all(sql<Column>`SELECT question, string_agg(expert, ',') AS experts,
    string_agg(held, ',') AS held, max(revision) AS revision, ${contestedBy('expert')} AS contested
    FROM cells WHERE ${those('experts', axes, selection)} AND ${those('questions', axes, selection)}
    GROUP BY question`);
  const byQuestion = new Map(columns.map((column) => [column.question, column]));
  let last: { readonly text: string; readonly experts: readonly string[] } = { text: '', experts: [] };
  for (const { id } of axes.questions) {
    const column = byQuestion.get(id);
    if (column === undefined) continue;
    if (column.experts !== last.text) last = { text: column.experts, experts: column.experts.split(',') };
    visitor.question(id, {
      experts: last.experts,
      held: column.held.split(','),
      revision: column.revision,
      contested: placesIn(column.contested),
    });
  }
  return visitor.end();
}
