/** Scale: the ordered options a question can be answered with. */
import { type Static, Type } from 'typebox';
import { Id, Nullable, Record, Revision, Text } from '../values/schema.ts';
import { draftOf, draftStatus, statedStatus } from './public-state.ts';

export const ScaleOption = Record({
  id: Id,
  label: Text(200),
  value: Nullable(
    Type.Number({
      minimum: -1,
      maximum: 1,
      description: 'Place on the scale from -1 (opposes) to 1 (supports); null for an answer that takes no side.',
    }),
  ),
});
export type ScaleOption = Static<typeof ScaleOption>;

const body = {
  id: Id,
  label: Text(200),
  options: Type.Array(ScaleOption, { minItems: 1, maxItems: 50 }),
};

export const Scale = Record(
  { ...body, status: draftStatus, revision: Revision },
  { $id: 'Scale', description: 'The ordered options a question can be answered with.' },
);
export type Scale = Static<typeof Scale>;

/** A scale as written in a bundle. */
export const ScaleInput = Record({ ...body, status: statedStatus });
export type ScaleInput = Static<typeof ScaleInput>;

export const toScale = (input: ScaleInput): Scale => ({
  id: input.id,
  label: input.label,
  options: input.options,
  ...draftOf(input),
  revision: 0,
});

/** Option ids that would read as the state of a cell in a distribution. */
export const RESERVED_OPTION_IDS: readonly string[] = ['contested', 'none'];

/** The scale a question has unless it names another. */
export const SUPPORT_SCALE: ScaleInput = {
  id: 'support',
  label: 'Support',
  options: [
    { id: 'oppose', label: 'Opposes', value: -1 },
    { id: 'lean-oppose', label: 'Leans against', value: -0.5 },
    { id: 'mixed', label: 'Sees both sides', value: 0 },
    { id: 'lean-support', label: 'Leans in favour', value: 0.5 },
    { id: 'support', label: 'Supports', value: 1 },
    { id: 'noncommittal', label: 'Took no side', value: null },
  ],
};

/** The distance between the outermost valued options; 0 where fewer than two values differ. */
export function scaleRange(scale: Pick<Scale, 'options'>): number {
  const values = scale.options.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}
