/** Questions in a plan: on a scale that is there, and each in other words than one that does not come of it. */
import { precedingOf, type Question, type QuestionInput, toQuestion } from '../records/question.ts';
import { isToCome } from './named-first.ts';
import type { Planner } from './planner.ts';

/** What is wrong where a question names itself, or one that comes of it. */
const CIRCULAR = 'must name another question, which does not come of this one';

/** Plans a question: on the scale that it always had. */
export function planQuestion(planner: Planner, input: QuestionInput, place: string): void {
  const question = toQuestion(planner.stated('question', input, place));
  planner.find('scale', question.scale, `${place}/scale`);
  planner.keep(place, planner.stored.question.get(input.id), question, ['scale']);
  if (question.succeeds !== undefined) checkSucceeded(planner, question, question.succeeds, `${place}/succeeds`);
  planner.add('question', question, place);
}

function checkSucceeded(planner: Planner, question: Question, succeeded: string, at: string): void {
  if (isToCome(planner, 'question', succeeded)) planner.fault(at, CIRCULAR);
  else if (planner.find('question', succeeded, at) !== undefined) {
    if (precedingOf(question, (id) => planner.at('question', id)).has(question.id)) planner.fault(at, CIRCULAR);
  }
}
