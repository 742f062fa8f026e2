/** Experts side by side as a picture: questions down, by how the experts stand to each other on them. */
import { RELATION_WORDS } from '../../../answers/comparison/side-by-side.ts';
import { labeller, titleOf } from '../../../answers/words.ts';
import { type Comparison, RELATIONS } from '../../../core/comparison/side-by-side.ts';
import { gap } from '../block.ts';
import { correctedIn, correctionNote } from '../corrected-days.ts';
import { type CellGrid, gridBody, gridWidth, requireGrid } from '../grid.ts';
import { isolated } from '../led.ts';
import { legend } from '../legend.ts';
import { basisInWords, counted, type Plan, percent, sourceOf } from '../plan.ts';

/** Fails with `too-large` where a picture cannot hold it. */
export function comparisonPlan(comparison: Comparison): Plan {
  const { experts, counts, scales } = comparison;
  const questions = RELATIONS.flatMap((relation) => comparison.questions.filter((it) => it.relation === relation));
  const cells = questions.flatMap((question) => question.cells);
  const grid: CellGrid = {
    rows: questions.map(({ title }) => title),
    columns: experts.map(({ name }) => name),
    at: (row, column) => questions[row]?.cells[column],
    label: labeller({ questions, scales }),
    note: correctionNote(cells),
    headAbove: (row) => {
      const relation = questions[row]?.relation;
      return relation === undefined || relation === questions[row - 1]?.relation ? null : RELATION_WORDS[relation];
    },
  };
  requireGrid(grid, `${experts.length} experts and ${questions.length} questions`);
  const title = findingOf(comparison);
  const silent =
    counts.silent === 0 ? [] : [`${counted(counts.silent, 'further question')} without a word of any of them`];
  return {
    title: titleOf(title, comparison),
    subtitle: scoreOf(comparison),
    leastWidth: gridWidth(grid),
    body: (area, room) => (questions.length === 0 ? gap(0) : gridBody(grid, area, room)),
    below: (area) => legend({ scales, cells }, area),
    source: [
      ...sourceOf(comparison, cells, `${counted(questions.length, 'question')} on which at least one is on record`),
      ...silent,
      ...correctedIn(cells, true),
    ],
    words: [
      `${title}.`,
      ...questions.map(({ title: of, relation }) => `${isolated(of)}: ${RELATION_WORDS[relation]}.`),
      basisInWords(comparison),
    ].join(' '),
  };
}

/** Up to so many are named. */
const NAMED = 3;

/** "Ada Lind and Ben Ito agree on 3 of 5 questions": of those on which two or more took a side. */
function findingOf({ experts, counts }: Comparison): string {
  const names = experts.map(({ name }) => isolated(name.trim()));
  const [last = '', ...others] = names.toReversed();
  const those = names.length > NAMED ? `${names.length} experts` : `${others.toReversed().join(', ')} and ${last}`;
  const sided = counts.agree + counts.differ;
  return sided === 0
    ? `${those} took sides on no question together`
    : `${those} agree on ${counts.agree} of ${counted(sided, 'question')}`;
}

/** Of two, how near they stand; of more, what is counted. */
function scoreOf({ experts, agreement }: Comparison): string {
  const [pair] = agreement;
  if (experts.length > 2 || pair === undefined)
    return 'Counted are the questions on which two or more of them took a side.';
  const { score, shared, same, opposite } = pair;
  return score === null
    ? 'There is no question on which both took a place.'
    : `Agreement ${percent(score)} over ${counted(shared, 'question')} on which both took a place: the same answer on ${same}, opposite sides on ${opposite}.`;
}
