/** get_matrix: who stands where on up to five questions, in which words. */
import { type Static, Type } from 'typebox';
import { labeller } from '../../answers/words.ts';
import { Id, List, Nullable, Record } from '../../core/values/schema.ts';
import { questionPath } from '../../pages/links.ts';
import { askMatrixPage } from '../../services/matrix/matrix-page.ts';
import { type Asking, viewOf } from '../connection.ts';
import { cursor, ids, limit, moment, names, rule } from '../parameters.ts';
import { tool } from '../tool.ts';
import { cellLines, cellTeller, NOTHING, ToldCell, ToldQuestion } from './told-cell.ts';

const MOST_QUESTIONS = 5;
const EXPERTS = 25;

const input = Record({
  question: Type.Array(Id, {
    minItems: 1,
    maxItems: MOST_QUESTIONS,
    description: 'Ids of questions; find_questions has them.',
  }),
  expert: ids(50, 'Only these experts; all unless given.'),
  affiliation: names('Only experts of one of these organizations, and what they said while they belonged to it.'),
  ...moment,
  rule,
  limit: limit(EXPERTS, 50, 'experts'),
  cursor,
});

const output = Record({
  rule: Type.String(),
  asOf: Nullable(Type.String()),
  knownAt: Nullable(Type.String()),
  questions: Type.Array(
    Record({
      ...ToldQuestion.properties,
      distribution: Nullable(
        Type.Record(Type.String(), Type.Integer(), {
          description:
            'Experts by option, "contested" and "none"; null where not all experts chosen are in this answer.',
        }),
      ),
    }),
  ),
  cells: List(ToldCell, 50 * MOST_QUESTIONS, 'Question by question, a cell for each expert, silence included.'),
  experts: Type.Integer({ description: 'How many experts are chosen in all.' }),
  next: Nullable(
    Type.String({ description: 'Send it as cursor for the experts that follow; null where there are none.' }),
  ),
});

/** The answer in words and as data; for the tool, and for resources that show the same. */
export async function tellMatrix(
  { store, caller, origin }: Pick<Asking, 'store' | 'caller' | 'origin'>,
  { question, expert, affiliation, limit: most = EXPERTS, cursor: from, ...when }: Static<typeof input>,
): Promise<{ text: string; data: Static<typeof output> }> {
  const view = viewOf(when);
  const { grounds, experts, next } = await askMatrixPage(
    store,
    caller,
    {
      ...{ ...view, questions: question, statements: true },
      ...(expert && { experts: expert }),
      ...(affiliation && { affiliations: affiliation }),
    },
    { limit: most, ...(from !== undefined && { cursor: from }) },
  );
  const { rule: by, asOf, knownAt } = view;
  const head = { rule: by, asOf, knownAt, experts, next };
  if (grounds === null)
    return { text: `${NOTHING} of anybody here.${goOn(next)}`, data: { ...head, questions: [], cells: [] } };
  const { matrix } = grounds;
  const tell = cellTeller(labeller(matrix), origin, view);
  const nameById = new Map(matrix.experts.map(({ id, name }) => [id, name]));
  const isWhole = next === null && from === undefined;
  const questions = matrix.questions.map(({ id, title, proposition, distribution }) => ({
    ...{ id, title, proposition },
    page: `${origin}${questionPath(id, view)}`,
    distribution: isWhole ? distribution : null,
  }));
  const cells = questions.flatMap(({ id }) =>
    matrix.cells
      .filter((cell) => cell.question === id)
      .map((cell) => tell(cell, nameById.get(cell.expert) ?? cell.expert)),
  );
  const text = questions
    .map((it) =>
      questionText(
        it,
        cells.filter((cell) => cell.question === it.id),
      ),
    )
    .join('\n\n');
  return { text: `${text}${goOn(next)}`, data: { ...head, questions, cells } };
}

const goOn = (next: string | null): string =>
  next === null ? '' : `\n\nMore experts follow: ask again with cursor "${next}".`;

function questionText(
  { title, proposition, page }: { readonly title: string; readonly proposition: string; readonly page: string },
  cells: readonly ToldCell[],
): string {
  const spoken = cells.filter(({ state }) => state !== 'none');
  const silent = cells.filter(({ state }) => state === 'none').map(({ expertName }) => expertName);
  return [
    `${title}: “${proposition}” ${page}`,
    ...spoken.flatMap(cellLines),
    ...(silent.length === 0 ? [] : [`- ${NOTHING}: ${silent.join(', ')}. That is no opinion.`]),
  ].join('\n');
}

export const getMatrix = tool({
  name: 'get_matrix',
  title: 'Who stands where',
  description:
    'What experts hold on questions, each with the exact words behind it, their source and a page. ' +
    `Silence is told as "${NOTHING}": never take it for a stance. Find the ids of questions with find_questions first.`,
  scope: 'read',
  idempotent: true,
  input,
  output,
  answer: tellMatrix,
});
