/** What is true of every matrix and every agreement, whatever was said. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { type AgreementPair, agreementPairs } from '../../../src/core/comparison/agreement/agreement.ts';
import { agreementReader } from '../../../src/core/comparison/agreement/build-agreement.ts';
import { RULES, type Rule } from '../../../src/core/matrix/cell.ts';
import type { MatrixMaterial } from '../../../src/core/matrix/material.ts';
import { buildMatrix, type JudgedMatrix, type PlacedMatrix, withPlaces } from '../../../src/core/matrix/matrix.ts';
import { holds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, EXPERTS, QUESTIONS, shuffled, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { readMaterial } from '../../helpers/fixtures/read-material.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';

const moment = fc.record({
  rule: fc.constantFrom(...RULES),
  asOf: fc.constantFrom(null, '2023', '2024-06-29', '2024-06', '2024-07-01'),
});
const material = arbitraryRemarks.map((remarks) => materialOf(toldBy(remarks)));
type Moment = { rule: Rule; asOf: string | null };

const build = (from: MatrixMaterial, { rule, asOf }: Moment): JudgedMatrix =>
  buildMatrix(from, { rule, asOf, knownAt: null, evidence: true });
const placed = (from: MatrixMaterial, at: Moment) => withPlaces(build(from, at));
const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);
const scores = (pairs: readonly AgreementPair[]) => pairs.map(({ score }) => score);

/** Of every two of the experts of a matrix. */
const pairsOf = (it: PlacedMatrix) => agreementPairs(it.matrix, it);

t.test('a matrix does not depend on the order of positions, statements and sources', async (t) => {
  const twice = material.chain((it) =>
    fc.tuple(fc.constant(it), moment, shuffled(it.positions), shuffled(it.statements), shuffled(it.sources)),
  );
  holds(t, twice, ([it, at, positions, statements, sources]) =>
    same(build(it, at), build({ ...it, positions, statements, sources }, at)),
  );
});

t.test('the distribution of every question adds up to the experts', async (t) => {
  holds(t, fc.tuple(material, moment), ([it, at]) =>
    build(it, at).matrix.questions.every(({ distribution, answered, valued }) => {
      const sum = Object.values(distribution).reduce((total, count) => total + count, 0);
      return sum === EXPERTS.length && answered === sum - (distribution.none ?? 0) && valued <= answered;
    }),
  );
});

t.test('a mean lies between the ends of its scale, and there is one exactly where someone took a place', async (t) => {
  holds(t, fc.tuple(material, moment), ([it, at]) =>
    build(it, at).matrix.questions.every(({ id, mean, valued }) => {
      const [low, high] = id === 'petition' ? [-0.25, 0.5] : [-1, 1];
      return mean === null ? valued === 0 : valued > 0 && mean >= low && mean <= high;
    }),
  );
});

t.test('a cell has an option exactly where it has one position, and a value only then', async (t) => {
  holds(t, fc.tuple(material, moment), ([it, at]) =>
    build(it, at).matrix.cells.every(({ state, option, value, position, positions, counts }) => {
      const current = counts.support + counts.oppose + counts.neutral + counts.noSide;
      const sole = state === 'position';
      return (
        (option !== null) === sole &&
        (position !== null) === sole &&
        (value === null || sole) &&
        current === positions.length &&
        (state === 'none') === (current === 0) &&
        (state === 'contested') === (counts.support > 0 && counts.oppose > 0)
      );
    }),
  );
});

t.test('an agreement lies in [0, 1], and is null exactly where nothing is shared', async (t) => {
  holds(t, fc.tuple(material, moment), ([it, at]) =>
    pairsOf(placed(it, at)).every(({ score, shared }) =>
      score === null ? shared === 0 : shared > 0 && score >= 0 && score <= 1,
    ),
  );
});

t.test('agreement read cell by cell is that of the matrix, to the last digit', async (t) => {
  holds(t, fc.tuple(material, moment), ([it, at]) => {
    const { pairs, revision } = readMaterial(it, (ground) =>
      agreementReader(ground, {
        ...at,
        knownAt: null,
        ...{ groupBy: null, organizations: null, by: null, topics: null, of: null, minShared: 0, only: null },
      }),
    );
    return same(pairs, pairsOf(placed(it, at))) && revision === build(it, at).matrix.revision;
  });
});

t.test('agreement is the same from both sides', async (t) => {
  const twice = material.chain((it) => fc.tuple(fc.constant(it), moment, shuffled(it.experts)));
  const byPair = (pairs: readonly AgreementPair[]) =>
    new Map(pairs.map(({ a, b, ...rest }) => [[a, b].sort().join(' '), rest]));
  holds(t, twice, ([it, at, experts]) =>
    same(byPair(pairsOf(placed(it, at))), byPair(pairsOf(placed({ ...it, experts }, at)))),
  );
});

t.test('who says all that another says agrees with them entirely, or shares nothing', async (t) => {
  holds(t, fc.tuple(arbitraryRemarks, moment), ([remarks, at]) => {
    const ofAda = remarks.filter(({ expert }) => expert === 'ada');
    const echo = ofAda.map((remark) => ({ ...remark, expert: 'ben' as const }));
    const [pair] = pairsOf(placed(materialOf(toldBy([...ofAda, ...echo])), at));
    return pair?.score === (pair?.shared === 0 ? null : 1);
  });
});

t.test('experts who never spoke of the same question have no score', async (t) => {
  holds(t, fc.tuple(arbitraryRemarks, moment), ([remarks, at]) => {
    const apart = remarks.filter(({ expert, question }) => QUESTIONS.indexOf(question) === EXPERTS.indexOf(expert));
    return scores(pairsOf(placed(materialOf(toldBy(apart)), at))).every((score) => score === null);
  });
});

t.test('silence changes no score: neither a question nobody answers nor an expert with nothing to say', async (t) => {
  holds(t, fc.tuple(material, moment), ([it, at]) => {
    const silent = materialOf({ bundleVersion: 1, experts: [{ id: 'eve', name: 'Eve' }], questions: [] }).experts;
    const unasked = it.questions.slice(0, 1).map((question) => ({ ...question, id: 'unasked' }));
    const before = build(it, at);
    const asked = build({ ...it, questions: [...it.questions, ...unasked] }, at);
    const joined = build({ ...it, experts: [...it.experts, ...silent] }, at);
    const known = pairsOf(withPlaces(joined)).filter(({ b }) => b !== 'eve');
    return (
      same(pairsOf(withPlaces(asked)), pairsOf(withPlaces(before))) &&
      same(known, pairsOf(withPlaces(before))) &&
      same(
        joined.matrix.questions.map(({ mean }) => mean),
        before.matrix.questions.map(({ mean }) => mean),
      )
    );
  });
});

t.test('drafts and retracted positions change nothing', async (t) => {
  holds(t, fc.tuple(arbitraryRemarks, moment), ([remarks, at]) => {
    const all = materialOf(toldBy(remarks));
    const published = all.positions.filter(({ status }) => status === 'published');
    return same(build(all, at).matrix.cells, build({ ...all, positions: published }, at).matrix.cells);
  });
});

t.test('asking as of a day is asking of a store where nothing later was said', async (t) => {
  holds(t, fc.tuple(arbitraryRemarks, fc.constantFrom(...RULES)), ([remarks, rule]) => {
    const all = materialOf(toldBy(remarks));
    const past = all.positions.filter(({ saidOn }) => ['2023', '2024-06-29'].includes(saidOn));
    const then = build({ ...all, positions: past }, { rule, asOf: null });
    return same(build(all, { rule, asOf: '2024-06-29' }).matrix.cells, then.matrix.cells);
  });
});
