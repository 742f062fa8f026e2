/** Agreement: how near two experts stand, over the questions on which both have taken a place on the scale. */
import { type Static, Type } from 'typebox';
import { placeOf } from './cell.ts';
import { basisOfAnswer, type JudgedMatrix, MatrixExpert } from './matrix.ts';
import { scaleRange } from './scale.ts';
import { Id, Nullable, Record, RefTo } from './schema.ts';

export const AgreementPair = Record(
  {
    a: Id,
    b: Id,
    score: Nullable(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: '1: identical answers; 0: opposite ends throughout; null: no shared question.',
      }),
    ),
    shared: Type.Integer({ minimum: 0, description: 'n: the questions on which both have a valued position.' }),
  },
  { $id: 'AgreementPair' },
);
export type AgreementPair = Static<typeof AgreementPair>;

export const Agreement = Record(
  {
    ...basisOfAnswer,
    experts: Type.Array(RefTo(MatrixExpert)),
    questions: Type.Integer({ minimum: 0, description: 'Questions that were compared.' }),
    pairs: Type.Array(RefTo(AgreementPair), { description: 'Every pair once, in the order of experts.' }),
  },
  { $id: 'Agreement', description: 'Agreement of every pair of experts, with its n.' },
);
export type Agreement = Static<typeof Agreement>;

/** The places of each expert on each question as numbers from 0 to 1 of the scale's range; null where there is none. */
function places({ matrix, judged }: JudgedMatrix): (number | null)[][] {
  const ranges = new Map(matrix.scales.map((scale) => [scale.id, scaleRange(scale)]));
  const width = matrix.questions.length;
  return matrix.experts.map((_, row) =>
    matrix.questions.map(({ scale }, column) => {
      const it = judged[row * width + column];
      const mean = it === undefined ? null : placeOf(it.current);
      const range = ranges.get(scale) ?? 0;
      return mean === null ? null : range === 0 ? 0 : mean / range;
    }),
  );
}

/**
 * `1 - mean(|a - b| / (max - min of the scale))` over the questions on which both have a place; null where there is
 * none. Normalised Manhattan similarity, as voting-advice research uses it (Louwerse and Rosema 2014, "city block").
 */
function agreementOf(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
): Pick<AgreementPair, 'score' | 'shared'> {
  let shared = 0;
  let apart = 0;
  a.forEach((placeOfA, index) => {
    const placeOfB = b[index] ?? null;
    if (placeOfA === null || placeOfB === null) return;
    shared += 1;
    apart += Math.abs(placeOfA - placeOfB);
  });
  return { score: shared === 0 ? null : Math.min(1, Math.max(0, 1 - apart / shared)), shared };
}

/** The agreement of every pair of the matrix's experts. */
export function agreementPairs(judgedMatrix: JudgedMatrix): AgreementPair[] {
  const rows = places(judgedMatrix);
  const ids = judgedMatrix.matrix.experts.map(({ id }) => id);
  return ids.flatMap((a, i) =>
    ids.slice(i + 1).map((b, j) => ({ a, b, ...agreementOf(rows[i] ?? [], rows[i + 1 + j] ?? []) })),
  );
}

export function buildAgreement(judgedMatrix: JudgedMatrix): Agreement {
  const { rule, asOf, knownAt, revision, experts, questions } = judgedMatrix.matrix;
  return { rule, asOf, knownAt, revision, experts, questions: questions.length, pairs: agreementPairs(judgedMatrix) };
}
