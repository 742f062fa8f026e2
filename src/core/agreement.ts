/** Agreement: how near two experts stand, over the questions on which both have taken a place on the scale. */
import { type Static, Type } from 'typebox';
import { eachPair } from './agreement-kernel.ts';
import { placeOf } from './cell.ts';
import { basisOfAnswer, type JudgedMatrix, MatrixExpert } from './matrix.ts';
import { levelsOf, NO_LEVELS, Places } from './places.ts';
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

/** The places of a matrix that is judged. */
function placesOf({ matrix, judged }: JudgedMatrix): Places {
  const levels = levelsOf(matrix.scales);
  const columns = matrix.questions.map(({ scale }) => levels.get(scale) ?? NO_LEVELS);
  const places = new Places(matrix.experts.length, columns);
  judged.forEach(({ current }, index) => {
    const place = placeOf(current);
    if (place !== null) places.put(Math.floor(index / columns.length), index % columns.length, place);
  });
  return places;
}

/**
 * `1 - mean(|a - b| / (max - min of the scale))` over the questions on which both have a place; null where there is
 * none. Normalised Manhattan similarity, as voting-advice research uses it (Louwerse and Rosema 2014, "city block").
 */
const scoreOf = (shared: number, apart: number): number | null =>
  shared === 0 ? null : Math.min(1, Math.max(0, 1 - apart / shared));

/** The agreement of every pair of the matrix's experts. */
export function agreementPairs(judgedMatrix: JudgedMatrix): AgreementPair[] {
  const ids = judgedMatrix.matrix.experts.map(({ id }) => id);
  const pairs: AgreementPair[] = [];
  eachPair(placesOf(judgedMatrix), (a, b, shared, apart) => {
    pairs.push({ a: ids[a] ?? '', b: ids[b] ?? '', score: scoreOf(shared, apart), shared });
  });
  return pairs;
}

export function buildAgreement(judgedMatrix: JudgedMatrix): Agreement {
  const { rule, asOf, knownAt, revision, experts, questions } = judgedMatrix.matrix;
  return { rule, asOf, knownAt, revision, experts, questions: questions.length, pairs: agreementPairs(judgedMatrix) };
}
