/** Matrices with all that they rest on, made without any store. */
import type { Bundle } from '../../src/core/bundle.ts';
import type { Rule } from '../../src/core/cell.ts';
import { buildMatrix } from '../../src/core/matrix.ts';
import type { Answer } from '../../src/formats/format.ts';
import { matrixAnswer } from '../../src/formats/matrix-answer.ts';
import { materialOf } from './records.ts';

type Chosen = { readonly questions?: readonly string[]; readonly evidence?: boolean; readonly rule?: Rule };

/** The matrix of all that a bundle tells, or of these questions in this order, as an answer in every shape. */
export function answerOfBundle(bundle: Bundle, { questions, evidence = true, rule = 'latest' }: Chosen = {}): Answer {
  const all = materialOf(bundle);
  const chosen = questions?.flatMap((id) => all.questions.find((question) => question.id === id) ?? []);
  const material = { ...all, questions: chosen ?? all.questions };
  return matrixAnswer({ ...buildMatrix(material, { rule, asOf: null, knownAt: null, evidence }), material });
}
