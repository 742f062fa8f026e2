/** who_moved: who changed their mind, from what to what, in which words. */
import { type Static, Type } from 'typebox';
import { MOVE_KINDS, type Move, type MoveEnd } from '../../core/comparison/moves.ts';
import { Id, Nullable, OneOf, Record } from '../../core/values/schema.ts';
import { cellPath } from '../../pages/links.ts';
import { publicTo } from '../../services/access/sight.ts';
import { listMovesAmong } from '../../services/comparison/moves.ts';
import { readingAt } from '../../services/matrix/matrix.ts';
import { viewOf } from '../connection.ts';
import { evidenceChooser, evidenceLine, MoreEvidence, ToldEvidenceList, toldEvidence } from '../matrix/told-cell.ts';
import { cursor, ids, limit, moment, names } from '../parameters.ts';
import { tool } from '../tool.ts';

const EXPERTS = 25;

const End = Record({
  option: Id,
  label: Type.String(),
  summary: Type.String(),
  saidOn: Type.String(),
  evidence: ToldEvidenceList,
  moreEvidence: MoreEvidence,
});
const ToldMove = Record({
  expert: Id,
  expertName: Type.String(),
  question: Id,
  title: Type.String(),
  kind: OneOf(
    MOVE_KINDS,
    'reversed: from one side to the other. took-side, left-side: to or from a side. shifted: to another option of the same side, or of none.',
  ),
  from: End,
  to: End,
  page: Type.String(),
});
type ToldMove = Static<typeof ToldMove>;

export const whoMoved = tool({
  name: 'who_moved',
  title: 'Who changed their mind',
  description: 'Who held one thing and later another, on which question, with the exact words on both ends.',
  scope: 'read',
  idempotent: true,
  input: Record({
    expert: ids(50, 'Only these experts; all unless given.'),
    question: ids(50, 'Only these questions; all unless given.'),
    topic: names('Only questions with one of these topics.'),
    ...moment,
    limit: limit(EXPERTS, 50, 'experts'),
    cursor,
  }),
  output: Record({
    moves: Type.Array(ToldMove, {
      description: 'By name of the expert and title of the question, the earliest first.',
    }),
    looked: Type.Integer({ description: 'How many experts were looked at for this answer.' }),
    experts: Type.Integer({ description: 'How many experts are chosen in all.' }),
    next: Nullable(
      Type.String({ description: 'Send it as cursor for the experts that follow; null where there are none.' }),
    ),
  }),
  answer: async (
    { store, caller, origin },
    { expert, question, topic, limit: most = EXPERTS, cursor: from, ...when },
  ) => {
    const view = viewOf(when);
    const { asOf } = view;
    const reading = await readingAt(publicTo(caller, store), view.knownAt);
    const chosen = {
      ...(expert && { experts: expert }),
      ...(question && { questions: question }),
      ...(topic && { topics: topic }),
    };
    const page = { limit: most, ...(from !== undefined && { cursor: from }) };
    const { moved, looked, experts, next } = await listMovesAmong(reading, caller, { ...chosen, asOf }, page);
    const choose = evidenceChooser();
    const moves = moved.flatMap(({ expert: mover, moves: of }) =>
      of.map((move) => ({
        ...{ expert: mover.id, expertName: mover.name, ...toldMove(move, mover.id, choose) },
        page: `${origin}${cellPath(mover.id, move.question.id, view)}`,
      })),
    );
    const lines = [
      moves.length === 0
        ? `Nothing on record: none of ${looked} experts looked at changed their mind here.`
        : `Of ${looked} experts looked at (${experts} in all), these changed their mind:`,
      ...moves.flatMap(moveLines),
      ...(next === null ? [] : [`More experts follow: ask again with cursor "${next}".`]),
    ];
    return { text: lines.join('\n'), data: { moves, looked, experts, next } };
  },
});

function toldMove({ question, kind, from, to }: Move, holder: string, choose: ReturnType<typeof evidenceChooser>) {
  const end = ({ option, label, summary, saidOn, statements }: MoveEnd): Static<typeof End> => {
    const told = choose(statements);
    return {
      ...{ option, label, summary, saidOn },
      evidence: told.map((it) => toldEvidence(it, holder, () => label)),
      moreEvidence: statements.length - told.length,
    };
  };
  return { question: question.id, title: question.title, kind, from: end(from), to: end(to) };
}

const moveLines = ({ expertName, title, kind, from, to, page }: ToldMove): string[] => [
  `- ${expertName} on ${title} (${kind}): from ${from.label} (${from.saidOn}) to ${to.label} (${to.saidOn}). ${page}`,
  ...[from, to].flatMap(({ label, evidence, moreEvidence }) => [
    ...evidence.map((it) => `  - ${label}: ${evidenceLine(it)}`),
    ...(moreEvidence > 0 ? [`  - ${label}: ${moreEvidence} more: get_evidence`] : []),
  ]),
];
