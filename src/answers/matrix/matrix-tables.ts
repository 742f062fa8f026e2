/** The tables of a matrix: a row per cell for machines, and for people a sheet per question or a grid. */
import type { Cell } from '../../core/matrix/cell.ts';
import { type Matrix, type NearQuestion, onRecord } from '../../core/matrix/matrix.ts';
import { languageOf } from '../../core/records/question.ts';
import { type ColumnOf, columnsOf, lines, type Table, tableOf } from '../table.ts';
import {
  basisNotes,
  cellCode,
  cellCorrections,
  correctedAmong,
  correctionNotes,
  correctionsAmong,
  labeller,
  PREVIEW_WORDS,
  type StanceValues,
  stanceColumn,
  titleOf,
} from '../words.ts';
import { cellColumns } from './cell-columns.ts';
import { evidenceLines } from './evidence-words.ts';

type Row = {
  readonly cell: Cell;
  readonly expert: Matrix['experts'][number];
  readonly question: Matrix['questions'][number];
};

const { text } = columnsOf<Row>();

function rowsOf(matrix: Matrix): Row[] {
  const experts = new Map(matrix.experts.map((expert) => [expert.id, expert]));
  const questions = new Map(matrix.questions.map((question) => [question.id, question]));
  return matrix.cells.flatMap((cell) => {
    const [expert, question] = [experts.get(cell.expert), questions.get(cell.question)];
    return expert === undefined || question === undefined ? [] : [{ cell, expert, question }];
  });
}

/** One row per cell, silence included; with `evidence`, its words and sources too. */
export function matrixRecords(matrix: Matrix, evidence: boolean): Table {
  const label = labeller(matrix);
  const columns: ColumnOf<Row>[] = [
    text('expert_id', 'Expert id', ({ expert }) => expert.id),
    text('expert', 'Expert', ({ expert }) => expert.name),
    text('affiliation', 'Affiliation', ({ expert }) => expert.affiliation),
    text('question_id', 'Question id', ({ question }) => question.id),
    text('question', 'Question', ({ question }) => question.title),
    text('proposition', 'Proposition', ({ question }) => question.proposition),
    ...cellColumns(label, evidence),
    ...(matrix.preview === true
      ? [text('preview', 'Preview', ({ cell, expert, question }) => draftAmong([cell, expert, question]))]
      : []),
  ];
  return tableOf(titleOf('Stances', matrix), columns, rowsOf(matrix));
}

/** One item per cell, with what its expert, question and option are called. */
export function matrixItems(matrix: Matrix): object[] {
  const label = labeller(matrix);
  return rowsOf(matrix).map(({ cell: { expert: _, question: __, ...cell }, expert, question }) => ({
    expert: expert.id,
    expertName: expert.name,
    affiliation: expert.affiliation,
    question: question.id,
    questionTitle: question.title,
    proposition: question.proposition,
    ...(draftAmong([expert, question]) === 'draft' && { status: 'draft' }),
    optionLabel: cell.option === null ? null : label(question.id, cell.option),
    ...cell,
    corrections: cellCorrections({ ...cell, expert: expert.id, question: question.id }),
    ...(matrix.preview && { preview: true }),
  }));
}

/** For people: one question as a sheet of experts with their words, several as a grid. */
export function matrixDisplay(matrix: Matrix): Table[] {
  const [only, second] = matrix.questions;
  if (only === undefined) return [nothingFound(matrix)];
  return second === undefined ? [questionSheet(matrix, only)] : [matrixGrid(matrix)];
}

function questionSheet(matrix: Matrix, question: Matrix['questions'][number]): Table {
  const label = labeller(matrix);
  const rows = rowsOf(matrix);
  const columns: ColumnOf<Row>[] = [
    text('expert', 'Expert', ({ expert }) => lines([expert.name, expert.affiliation])),
    stanceColumn('stance', 'Stance', ({ cell }) => cell, label),
    text('summary', 'In short', ({ cell }) =>
      lines([cell.summary, cell.condition === null ? null : `Condition: ${cell.condition}`]),
    ),
    text('said_on', 'Said on', ({ cell }) => saidOnWords(cell)),
  ];
  const words: ColumnOf<Row> = {
    ...text('words', 'In their words', ({ cell }) =>
      lines((cell.statements ?? []).flatMap((it) => evidenceLines(it, cell.expert))),
    ),
    detail: ({ cell }) => ({
      passages: (cell.statements ?? []).map((evidence) => ({
        evidence,
        stance: cell.state === 'contested' ? label(cell.question, evidence.option) : null,
      })),
    }),
  };
  const withEvidence = matrix.cells.some(({ statements }) => statements !== undefined);
  const notes = [
    tally(question, label, matrix.experts.length),
    ...basisNotes(matrix),
    ...correctionNotes(matrix.cells),
  ];
  if (onRecord(question, matrix.experts.length) === 0)
    notes.unshift('Nothing on record: none of these experts has taken a position on this question.');
  const table = tableOf(titleOf(question.title, matrix), withEvidence ? [...columns, words] : columns, rows, notes);
  return { ...table, subtitle: question.proposition, ...languageOf(question) };
}

/** Reduced dates as given; a day that is the source's, not the statement's, says so. */
const saidOnWords = ({ saidOn, saidOnFrom }: Cell): string | null =>
  saidOn === null ? null : saidOnFrom === 'source' ? `${saidOn} (published)` : saidOn;

function tally(
  question: Matrix['questions'][number],
  label: (question: string, option: string) => string,
  experts: number,
): string {
  const counts = Object.entries(question.distribution)
    .filter(([option, count]) => count > 0 && option !== 'none')
    .map(([option, count]) => `${option === 'contested' ? 'contested' : label(question.id, option)} ${count}`);
  const mean = question.mean === null ? '' : ` Mean ${question.mean.toFixed(2)} (n = ${question.valued}).`;
  return `${onRecord(question, experts)} of ${experts} on record${counts.length === 0 ? '' : `: ${counts.join(', ')}`}.${mean}`;
}

/** Experts down, questions across. */
export function matrixGrid(matrix: Matrix): Table {
  const label = labeller(matrix);
  const { text: column } = columnsOf<GridRow>();
  const columns: ColumnOf<GridRow>[] = [
    column('expert', 'Expert', ({ expert }) => expert.name),
    ...matrix.questions.map((question, index) => ({
      ...stanceColumn<GridRow>(question.id, question.title, ({ cells }) => cells[index], label),
      ...languageOf(question),
    })),
  ];
  return tableOf(titleOf('Stances', matrix), columns, gridRows(matrix), [
    ...basisNotes(matrix),
    ...correctionNotes(matrix.cells),
  ]);
}

/** What there is to a matrix that is not described. */
export type Grid = Pick<Matrix, 'experts' | 'cells' | 'scales' | 'preview'> & {
  readonly questions: readonly Pick<Matrix['questions'][number], 'id' | 'title' | 'scale'>[];
};

type GridRow = { readonly expert: Matrix['experts'][number]; readonly cells: readonly Cell[] };

const gridRows = ({ experts, questions, cells }: Pick<Grid, 'experts' | 'cells' | 'questions'>): GridRow[] =>
  experts.map((expert, row) => ({
    expert,
    cells: cells.slice(row * questions.length, (row + 1) * questions.length),
  }));

/**
 * The grid for machines: a row per expert and a column per question id, each cell what `cellCode` makes of it: by
 * default the id of the option held, "contested", or an em dash where nothing is on record. The last two columns
 * say which questions were corrected, and when, and where what was said before is.
 */
export function matrixWide(matrix: Grid, values: StanceValues = 'id'): Table {
  const { text: column } = columnsOf<GridRow>();
  const label = labeller(matrix);
  const columns = [
    column('expert_id', 'Expert id', ({ expert }) => expert.id),
    column('expert', 'Expert', ({ expert }) => expert.name),
    ...matrix.questions.map(({ id, title }, index) =>
      column(id, title, ({ cells }) => cellCode(cells[index], values, label)),
    ),
    column('corrected', 'Corrected', ({ cells }) => correctedAmong(cells, 'question')),
    column('corrections', 'Corrections', ({ cells }) => correctionsAmong(cells)),
    ...(matrix.preview === true
      ? [column('preview', 'Preview', ({ cells, expert }) => draftAmong([...cells, expert]))]
      : []),
  ];
  return tableOf(titleOf('Stances', matrix), columns, gridRows(matrix));
}

/** What a row of a preview rests on. */
const draftAmong = (parts: readonly { readonly status?: string }[]): 'draft' | 'published' =>
  parts.some(({ status }) => status === 'draft') ? 'draft' : 'published';

function nothingFound(matrix: Matrix): Table {
  const found = 'Nothing on record: no question matches.';
  const preview = matrix.preview === true ? [PREVIEW_WORDS] : [];
  const notes = [...preview, matrix.nearest.length === 0 ? found : `${found} The nearest questions:`];
  const near = columnsOf<NearQuestion>();
  const columns = [
    near.text('id', 'Question', ({ id }) => id),
    near.text('proposition', 'Proposition', ({ proposition }) => proposition),
  ];
  return tableOf(titleOf('Nothing on record', matrix), columns, matrix.nearest, notes);
}
