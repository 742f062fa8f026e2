/** Agreement and consensus against the same measures made in the slowest way, of whatever was said by whomever. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { agreementReader } from '../../../src/core/comparison/agreement/build-agreement.ts';
import { consensusReader } from '../../../src/core/comparison/build-consensus.ts';
import { RULES } from '../../../src/core/matrix/cell.ts';
import type { MatrixMaterial } from '../../../src/core/matrix/material.ts';
import {
  belongs,
  type NaiveCell,
  naiveAgreement,
  naiveCells,
  naiveMinority,
  naiveSpread,
} from '../../helpers/asserts/naive-measures.ts';
import { holds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, EXPERTS, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { readMaterial } from '../../helpers/fixtures/read-material.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';

const ORGANIZATIONS = ['Guild', 'Port'] as const;
const affiliations = fc.array(
  fc.record({
    organization: fc.constantFrom(...ORGANIZATIONS),
    from: fc.constantFrom(null, '2023-06', '2024-06-30'),
    to: fc.constantFrom(null, null, '2024-06-29', '2024-06'),
  }),
  { maxLength: 2 },
);
const material = fc
  .tuple(arbitraryRemarks, fc.tuple(...EXPERTS.map(() => affiliations)))
  .map(([remarks, ofExperts]): MatrixMaterial => {
    const told = toldBy(remarks);
    const experts = told.experts?.map((expert, index) => ({ ...expert, affiliations: ofExperts[index] ?? [] }));
    return materialOf({ ...told, ...(experts && { experts }) });
  });
const moment = fc.record({
  rule: fc.constantFrom(...RULES),
  asOf: fc.constantFrom(null, '2023', '2024-06-29', '2024-07-01'),
});
const of = fc.constantFrom(null, ...EXPERTS);

const near = (one: number | null | undefined, other: number | null): boolean =>
  one === null || one === undefined || other === null ? one === other : Math.abs(one - other) < 1e-9;

t.test('agreement between experts and with one expert is that of every two, question by question', async (t) => {
  holds(t, fc.tuple(material, moment, of), ([it, at, one]) => {
    const { pairs } = readMaterial(it, (ground) =>
      agreementReader(ground, {
        ...{ ...at, knownAt: null, groupBy: null, organizations: null, by: null, topics: null, of: one },
        ...{ minShared: 0, only: null },
      }),
    );
    const cells = naiveCells(it, at);
    const wanted = EXPERTS.length - 1;
    return (
      pairs.length === (one === null ? (EXPERTS.length * wanted) / 2 : wanted) &&
      pairs.every(({ a, b, score, ...counts }) => {
        const { score: right, ...rest } = naiveAgreement(cells, [a], [b]);
        return near(score, right) && isDeepStrictEqual(counts, rest);
      })
    );
  });
});

t.test('agreement of groups, and of one expert with each, is that of what their members said as such', async (t) => {
  holds(t, fc.tuple(material, moment, of), ([it, at, one]) => {
    const { pairs, groups } = readMaterial(it, (ground) =>
      agreementReader(ground, {
        ...{ ...at, knownAt: null, groupBy: 'affiliation', organizations: null, by: null, topics: null, of: one },
        ...{ minShared: 0, only: null },
      }),
    );
    const memberships = naiveCells(it, at, (expert, day) =>
      ORGANIZATIONS.filter((name) => belongs(expert, name, day)).join(' '),
    );
    // All that the one expert said is theirs, whatever they were then.
    const ofOne = naiveCells(it, at).filter(({ expert }) => expert.id === one);
    const cells = [...ofOne, ...memberships.filter(({ expert }) => expert.id !== one)];
    const isOf = ({ part }: NaiveCell, name: string) => part.split(' ').includes(name);
    const between = (a: string, b: string) => (mine: NaiveCell, theirs: NaiveCell) =>
      (isOf(mine, a) && isOf(theirs, b)) || (isOf(mine, b) && isOf(theirs, a));
    return (
      pairs.length === (one === null ? (groups.length * (groups.length + 1)) / 2 : groups.length) &&
      pairs.every(({ a, b, score, shared, same, opposite }) => {
        const right =
          one === null
            ? naiveAgreement(cells, EXPERTS, EXPERTS, between(a, b))
            : naiveAgreement(cells, [one], EXPERTS, (_, theirs) => isOf(theirs, b));
        return (
          near(score, right.score) &&
          isDeepStrictEqual([shared, same, opposite], [right.shared, right.same, right.opposite])
        );
      })
    );
  });
});

t.test('consensus, of all and of each group, is that of the cells that count for it', async (t) => {
  holds(t, fc.tuple(material, moment), ([it, at]) => {
    const { questions, groupsOf } = readMaterial(it, (ground) => consensusReader(ground, { ...at, groups: true }));
    const cells = naiveCells(it, at);
    const asOf = at.asOf === '2023' ? '2023-12-31' : at.asOf;
    const isRight = (found: Found, counted: readonly NaiveCell[], experts: number): boolean => {
      const { mean, polarisation } = naiveSpread(counted);
      return (
        near(found.mean, mean) &&
        near(found.polarisation, polarisation) &&
        near(found.minority, naiveMinority(counted)) &&
        found.answered === counted.length &&
        found.distribution.none === experts - counted.length
      );
    };
    return questions.every((question) => {
      const here = cells.filter((cell) => cell.question === question.id);
      const groups = new Map(groupsOf(question).map((group) => [group.name, group]));
      return (
        isRight(question, here, EXPERTS.length) &&
        ORGANIZATIONS.every((name) => {
          const theirs = naiveCells(it, at, (expert, day) => (belongs(expert, name, day) ? name : null));
          const counted = theirs.filter((cell) => cell.question === question.id);
          const members = new Set([
            ...it.experts.filter((expert) => belongs(expert, name, asOf)),
            ...counted.map(({ expert }) => expert),
          ]);
          const group = groups.get(name);
          if (members.size === 0) return group === undefined;
          return group?.experts === members.size && isRight(group, counted, members.size);
        })
      );
    });
  });
});

type Found = {
  readonly mean: number | null;
  readonly polarisation: number | null;
  readonly minority: number | null;
  readonly answered: number;
  readonly distribution: { readonly [key: string]: number };
};
