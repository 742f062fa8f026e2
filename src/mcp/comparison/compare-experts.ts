/** compare_experts: two to ten experts side by side, question by question. */
import { Type } from 'typebox';
import { labeller } from '../../answers/words.ts';
import { RELATIONS } from '../../core/comparison/side-by-side.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { Id, Nullable, OneOf, Record } from '../../core/values/schema.ts';
import { comparePath, questionPath } from '../../pages/links.ts';
import { askExtent, compareExperts as compare } from '../../services/matrix/matrix.ts';
import { viewOf } from '../connection.ts';
import { cellLines, cellTeller, ToldCell, ToldQuestion } from '../matrix/told-cell.ts';
import { ids, moment, names, rule } from '../parameters.ts';
import { tool } from '../tool.ts';

const MOST_EXPERTS = 10;
/** Questions that one answer tells. */
const TOLD = 10;
/** Cells that are looked at for one answer. */
const MOST_CELLS = 1_000;

const count = Type.Integer();

export const compareExperts = tool({
  name: 'compare_experts',
  title: 'Compare experts',
  description:
    'Where two to ten experts agree, where they differ, and where only one has spoken, with the exact words of each. Questions on which none is on record are counted and not listed.',
  scope: 'read',
  idempotent: true,
  input: Record({
    expert: Type.Array(Id, { minItems: 2, maxItems: MOST_EXPERTS, description: 'Ids of experts; search has them.' }),
    question: ids(100, 'Only these questions.'),
    topic: names('Only questions with one of these topics.'),
    ...moment,
    rule,
    after: Type.Optional({ ...Id, description: 'The last question of the answer before, to go on behind it.' }),
  }),
  output: Record({
    page: Type.String(),
    counts: Record({ agree: count, differ: count, 'no-side': count, 'one-spoke': count, silent: count }),
    agreement: Type.Array(
      Record({
        a: Id,
        b: Id,
        score: Nullable(
          Type.Number({ description: '1: the same answers; 0: opposite ends; null: no shared question.' }),
        ),
        shared: Type.Integer({ description: 'The n: questions on which both have a place.' }),
      }),
    ),
    questions: Type.Array(
      Record({
        ...ToldQuestion.properties,
        relation: OneOf(RELATIONS),
        cells: Type.Array(ToldCell, { description: 'One for each expert; silence is no opinion.' }),
      }),
    ),
    next: Nullable({
      ...Id,
      description: 'Send it as after for the questions that follow; null where there are none.',
    }),
  }),
  answer: async ({ store, caller, origin }, { expert, question, topic, after, ...when }) => {
    const view = viewOf(when);
    const chosen = { experts: expert, ...(question && { questions: question }), ...(topic && { topics: topic }) };
    const extent = await askExtent(store, caller, { ...chosen, knownAt: view.knownAt });
    if (extent.experts * extent.questions > MOST_CELLS)
      throw new Failure(
        'too-large',
        `${extent.questions} questions are too many for one answer: name some with question or topic`,
      );
    const whole = await compare(store, caller, { ...chosen, ...view, statements: false });
    const listed = whole.questions.map(({ id }) => id);
    const begin = after === undefined ? 0 : listed.indexOf(after) + 1;
    if (after !== undefined && begin === 0)
      throw invalidParameter('after', `names no question of this comparison: "${after}"`);
    const told = listed.slice(begin, begin + TOLD);
    const next = begin + TOLD < listed.length ? (told.at(-1) ?? null) : null;
    const page = `${origin}${comparePath(expert, view)}`;
    const comparison = told.length === 0 ? whole : await withWords(told);
    const tell = cellTeller(labeller(comparison), origin, view);
    const nameById = new Map(whole.experts.map(({ id, name }) => [id, name]));
    const questions = comparison.questions.map(({ id, title, proposition, relation, cells }) => ({
      ...{ id, title, proposition, relation, page: `${origin}${questionPath(id, view)}` },
      cells: cells.map((cell) => tell(cell, nameById.get(cell.expert) ?? cell.expert)),
    }));
    const agreement = whole.agreement.map(({ a, b, score, shared }) => ({ a, b, score, shared }));
    const lines = [
      `${[...nameById.values()].join(' and ')} side by side: ${page}`,
      ...Object.entries(whole.counts).map(([relation, n]) => `${relation}: ${n} ${n === 1 ? 'question' : 'questions'}`),
      ...agreement.map(
        ({ a, b, score, shared }) =>
          `Agreement of ${a} and ${b}: ${score?.toFixed(2) ?? 'none can be told'} (n = ${shared})`,
      ),
      ...questions.flatMap((it) => [
        `${it.title} (${it.relation}): “${it.proposition}” ${it.page}`,
        ...it.cells.flatMap(cellLines),
      ]),
      ...(listed.length === 0 ? ['Nothing on record of any of them on these questions. That is no opinion.'] : []),
      ...(next === null ? [] : [`More questions follow: ask again with after "${next}".`]),
    ];
    return { text: lines.join('\n'), data: { page, counts: whole.counts, agreement, questions, next } };

    function withWords(questions: readonly string[]) {
      return compare(store, caller, { ...{ experts: expert, questions }, ...view, statements: true });
    }
  },
});
