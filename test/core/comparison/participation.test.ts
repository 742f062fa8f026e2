/** Participation against the same counts made in the slowest way, of whatever was said by whomever. */
import fc from 'fast-check';
import t from 'tap';
import { participationReader } from '../../../src/core/comparison/participation.ts';
import { RULES } from '../../../src/core/matrix/cell.ts';
import { buildMatrix } from '../../../src/core/matrix/matrix.ts';
import { OPTION_ROLES } from '../../../src/core/records/scale.ts';
import { holds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { readMaterial } from '../../helpers/fixtures/read-material.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';

const role = fc.constantFrom(...OPTION_ROLES.filter((it) => it !== 'side'));
const material = fc.tuple(arbitraryRemarks, role, role).map(([remarks, absent, noncommittal]) => {
  const made = materialOf(toldBy(remarks));
  const rolesById = new Map([
    ['absent', absent],
    ['noncommittal', noncommittal],
  ]);
  const scales = made.scales.map((scale) => ({
    ...scale,
    options: scale.options.map((option) => ({ ...option, role: rolesById.get(option.id) ?? option.role })),
  }));
  return { ...made, scales };
});
const moment = fc.record({
  rule: fc.constantFrom(...RULES),
  asOf: fc.constantFrom(null, '2023', '2024-06-29', '2024-07-01'),
});

t.test('every count is that of the cells whose option has the role', async (t) => {
  holds(t, fc.tuple(material, moment), ([it, at]) => {
    const options = { ...at, knownAt: null };
    const { experts, questions } = readMaterial(it, (ground) => participationReader(ground, options));
    const { matrix } = buildMatrix(it, { ...options, evidence: false });
    return (
      questions === it.questions.length &&
      experts.length === it.experts.length &&
      experts.every((found) => {
        const cells = matrix.cells.filter(({ expert }) => expert === found.id);
        const count = (wanted: string) =>
          cells.filter((cell) => {
            if (cell.state !== 'position') return cell.state === wanted;
            const question = it.questions.find(({ id }) => id === cell.question);
            const scale = it.scales.find(({ id }) => id === question?.scale);
            return scale?.options.find(({ id }) => id === cell.option)?.role === wanted;
          }).length;
        const sides = count('side') + count('contested');
        const answered = sides + count('no-side');
        const asked = answered + count('no-answer') + count('absent');
        return (
          found.sides === sides &&
          found.answered === answered &&
          found.notAnswered === count('no-answer') &&
          found.missed === count('absent') &&
          found.notEligible === count('not-eligible') &&
          found.none === count('none') &&
          found.asked === asked &&
          found.rate === (asked === 0 ? null : answered / asked)
        );
      })
    );
  });
});
