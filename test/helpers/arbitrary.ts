/** Arbitrary stories for property tests: a few experts on a few questions, with much chance of ties and contradictions. */
import fc from 'fast-check';
import type { Bundle } from '../../src/core/bundle.ts';
import { story } from './story.ts';

export const EXPERTS = ['ada', 'ben', 'cho', 'dan'] as const;
export const QUESTIONS = ['bridge', 'tolls', 'petition'] as const;

/** Two questions on the default scale, one on a lopsided scale of another range. */
const OPTIONS = {
  bridge: ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal'],
  tolls: ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal'],
  petition: ['against', 'unsure', 'signed', 'absent'],
} as const;

const remark = fc
  .record({
    expert: fc.constantFrom(...EXPERTS),
    question: fc.constantFrom(...QUESTIONS),
    option: fc.nat(),
    on: fc.constantFrom('2023', '2024-06', '2024-06-29', '2024-06-30', '2024-07-01'),
    status: fc.constantFrom(
      'published' as const,
      'published' as const,
      'published' as const,
      'draft' as const,
      'retracted' as const,
    ),
    recordedAt: fc.constantFrom('2024-07-01T09:00:00Z', '2024-07-01T09:00:00.5Z', '2024-07-02T09:00:00Z'),
  })
  .map(({ option, question, ...rest }) => ({
    ...rest,
    question,
    option: OPTIONS[question][option % OPTIONS[question].length] ?? '',
  }));

export type Remark = typeof remark extends fc.Arbitrary<infer T> ? T : never;

export const arbitraryRemarks = fc.array(remark, { maxLength: 20 });

export function toldBy(remarks: readonly Remark[]): Bundle {
  const told = story()
    .scale('petition', { against: -0.25, unsure: 0, signed: 0.5, absent: null })
    .question('petition', { scale: 'petition' });
  for (const expert of EXPERTS) told.expert(expert);
  for (const question of ['bridge', 'tolls']) told.question(question);
  remarks.forEach(({ expert, question, option, ...rest }, index) => {
    told.says(expert, question, option, { id: `p${index}`, ...rest });
  });
  return told.bundle();
}

/** All of a list, in any order. */
export const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length });
