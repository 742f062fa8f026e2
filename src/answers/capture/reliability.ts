/** Reliability: a row for each question; for people also by coder, which options are taken for which, and where coders differ. */
import type { AlphaFigure, Reliability } from '../../core/capture/reliability/reliability.ts';
import type { Answer, Shape } from '../answer.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';

export const RELIABILITY_SHAPES: readonly Shape[] = ['items', 'records', 'display'];

export const reliabilityAnswer = (reliability: Reliability): Answer => ({
  document: reliability,
  items: () => reliability.questions,
  records: () => records(reliability),
  display: () => [
    byQuestion(reliability),
    byCoder(reliability),
    confusion(reliability),
    disagreements(reliability),
    ...(reliability.spans.length === 0 ? [] : [spans(reliability)]),
  ],
});

type Row = Reliability['questions'][number];
const METRICS = ['nominal', 'ordinal', 'interval'] as const;
const question = columnsOf<Row>();
const COUNTS = [
  question.number('units', 'Units (n)', ({ units }) => units),
  question.number('coders', 'Coders', ({ coders }) => coders),
];

const records = ({ questions }: Reliability): Table =>
  tableOf(
    'Reliability',
    [
      question.text('question_id', 'Question id', (it) => it.question),
      question.text('question', 'Question', ({ title }) => title),
      ...COUNTS,
      question.number('same', 'Same option', ({ same }) => same),
      ...METRICS.flatMap((metric) => [
        question.number(`${metric}_alpha`, `Alpha, ${metric}`, (it) => it[metric].alpha),
        question.text(`${metric}_why`, 'Why none', (it) => it[metric].why),
        question.number(`${metric}_units`, 'Pairable units', (it) => it[metric].units),
        question.number(`${metric}_values`, 'Pairable values', (it) => it[metric].values),
        question.number(`${metric}_low`, 'Interval from', (it) => it[metric].low),
        question.number(`${metric}_high`, 'Interval to', (it) => it[metric].high),
      ]),
    ],
    questions,
  );

const WHY = {
  'one-coder': 'none: one coder',
  'nothing-pairable': 'none: no unit with two values',
  'no-variation': 'none: no variation',
} as const;

/** The figure with its interval and its n, or why there is none. */
function alphaWords({ alpha, why, low, high, values }: AlphaFigure): string {
  if (alpha === null) return why === null ? '' : WHY[why];
  const interval = low === null || high === null ? '' : ` [${low.toFixed(2)}, ${high.toFixed(2)}]`;
  return `${alpha.toFixed(3)}${interval}, n = ${values}`;
}

const percent = (share: number | null): string => (share === null ? '—' : `${Math.round(share * 100)} %`);
const NOTHING = 'says nothing on it';

const byQuestion = ({ questions, rounds, open }: Reliability): Table =>
  tableOf(
    'Reliability',
    [
      question.text('question', 'Question', ({ title }) => title),
      ...COUNTS,
      question.text('same', 'Same option', ({ same }) => percent(same)),
      ...METRICS.map((metric) => question.text(metric, `Alpha, ${metric}`, (it) => alphaWords(it[metric]))),
    ],
    questions,
    [
      `Krippendorff’s alpha over ${rounds} complete ${rounds === 1 ? 'round' : 'rounds'}${open === 0 ? '' : `; ${open} more are open and not counted`}. n: values that can be paired.`,
      '“It says nothing” is a value of its own in nominal alpha, and missing in ordinal and interval alpha, as are options without a value.',
      'In brackets: bootstrap interval, 95 % of 1,000 draws of units. Often-used lines are 0.667 and 0.8; neither is a verdict.',
    ],
  );

const coder = columnsOf<Reliability['coders'][number]>();
const byCoder = ({ coders }: Reliability): Table =>
  tableOf(
    'By coder',
    [
      coder.text('coder', 'Coder', ({ name }) => name),
      coder.number('codings', 'Codings', ({ codings }) => codings),
      coder.number('nothing', 'Of those nothing', ({ nothing }) => nothing),
      coder.number('pairs', 'Pairs with others (n)', ({ pairs }) => pairs),
      coder.text('same', 'Same option', ({ same }) => percent(same)),
    ],
    coders,
  );

const confused = columnsOf<Reliability['confusion'][number]>();
const confusion = ({ confusion: rows }: Reliability): Table =>
  tableOf(
    'Which options stand beside each other',
    [
      confused.text('question', 'Question', (it) => it.question),
      confused.text('first', 'Option', ({ first }) => first ?? NOTHING),
      confused.text('second', 'Beside', ({ second }) => second ?? NOTHING),
      confused.number('pairs', 'Pairs', ({ pairs }) => pairs),
    ],
    rows,
  );

const differing = columnsOf<Reliability['disagreements'][number]>();
const disagreements = ({ disagreements: rows }: Reliability): Table =>
  tableOf(
    'Where coders differ',
    [
      differing.text('document', 'Document', ({ document }) => document),
      differing.text('candidate', 'Candidate', ({ candidate }) => candidate),
      differing.text('question', 'Question', (it) => it.question),
      differing.text('options', 'Said', ({ options }) => options.map((it) => it ?? NOTHING).join(', ')),
      differing.text('decided', 'Decided', ({ decided }) => (decided ? 'yes' : 'no')),
      differing.text('page', 'Decide at', ({ page }) => page),
    ],
    rows,
  );

const proposer = columnsOf<Reliability['spans'][number]>();
const spans = ({ spans: rows }: Reliability): Table =>
  tableOf(
    'Whose proposals mark the words that were accepted',
    [
      proposer.text('origin', 'Proposed by', ({ origin }) => origin),
      proposer.number('proposed', 'Proposed', ({ proposed }) => proposed),
      proposer.number('accepted', 'Accepted', ({ accepted }) => accepted),
      proposer.number('matched', 'Same words', ({ matched }) => matched),
      proposer.text('f1', 'F1', ({ f1 }) => (f1 === null ? '—' : f1.toFixed(2))),
    ],
    rows,
  );
