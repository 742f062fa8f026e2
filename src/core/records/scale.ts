/** Scale: the ordered options a question can be answered with. */
import { type Static, Type } from 'typebox';
import { Id, Nullable, OneOf, Record, Revision, Text } from '../values/schema.ts';
import { draftOf, draftStatus, statedStatus } from './public-state.ts';

export const OPTION_ROLES = ['side', 'no-side', 'no-answer', 'absent', 'not-eligible'] as const;
/** What it means to hold an option. Only `side`, which has a value, and `no-side` are answers. */
export type OptionRole = (typeof OPTION_ROLES)[number];

const option = {
  id: Id,
  label: Text(200),
  value: Nullable(
    Type.Number({
      minimum: -1,
      maximum: 1,
      description: 'Place on the scale from -1 (opposes) to 1 (supports); null for an option that takes no side.',
    }),
  ),
};
const role = OneOf(
  OPTION_ROLES,
  'side: has a value. no-side: asked, and took none. no-answer: asked, and did not answer. absent: asked, and away. ' +
    'not-eligible: not asked. Only side and no-side are answers.',
);

export const ScaleOption = Record({ ...option, role });
export type ScaleOption = Static<typeof ScaleOption>;

/** An option as written in a bundle; `role` defaults to `side` where there is a value, and to `no-side` elsewhere. */
const OptionInput = Record({ ...option, role: Type.Optional(role) });

const head = { id: Id, label: Text(200) };
const options = { minItems: 1, maxItems: 50 };

export const Scale = Record(
  { ...head, options: Type.Array(ScaleOption, options), status: draftStatus, revision: Revision },
  { $id: 'Scale', description: 'The ordered options a question can be answered with.' },
);
export type Scale = Static<typeof Scale>;

/** A scale as written in a bundle. */
export const ScaleInput = Record({ ...head, options: Type.Array(OptionInput, options), status: statedStatus });
export type ScaleInput = Static<typeof ScaleInput>;

export const toScale = (input: ScaleInput): Scale => ({
  id: input.id,
  label: input.label,
  options: input.options.map(withRole),
  ...draftOf(input),
  revision: 0,
});

/** What an option is where nothing is said of it. */
export const defaultRole = (value: number | null): OptionRole => (value === null ? 'no-side' : 'side');

/** The option with the role that it has, said or not. */
export const withRole = <T extends Static<typeof OptionInput>>({ role: said, ...rest }: T): ScaleOption => ({
  ...rest,
  role: said ?? defaultRole(rest.value),
});

/** The option as it is written: a role that it has by default goes without saying. */
export const withoutDefaultRole = ({ role: own, ...rest }: ScaleOption): Static<typeof OptionInput> =>
  own === defaultRole(rest.value) ? rest : { ...rest, role: own };

/** What is wrong with the role that an option is given: that of a side goes with a value, and no other does. */
export function roleFault({ value, role: said }: Static<typeof OptionInput>): string | null {
  if (said === undefined || (said === 'side') === (value !== null)) return null;
  return said === 'side'
    ? 'is "side", which needs a value; give it one, or the role "no-side"'
    : `is "${said}", which takes no side: its value must be null`;
}

/** Is holding an option of that role an answer? */
export const isAnswer = (of: OptionRole): boolean => of === 'side' || of === 'no-side';

/** An option and the number that it stands for. */
export type ScaleValues = { readonly options: readonly Pick<ScaleOption, 'id' | 'value'>[] };

/** Option ids that would read as the state of a cell in a distribution. */
export const RESERVED_OPTION_IDS: readonly string[] = ['contested', 'none'];

/** The scale a question has unless it names another. */
export const SUPPORT_SCALE: ScaleInput & Pick<Scale, 'options'> = {
  id: 'support',
  label: 'Support',
  options: [
    { id: 'oppose', label: 'Opposes', value: -1 },
    { id: 'lean-oppose', label: 'Leans against', value: -0.5 },
    { id: 'mixed', label: 'Sees both sides', value: 0 },
    { id: 'lean-support', label: 'Leans in favour', value: 0.5 },
    { id: 'support', label: 'Supports', value: 1 },
    { id: 'noncommittal', label: 'Took no side', value: null },
  ].map(withRole),
};

/** The distance between the outermost valued options; 0 where fewer than two values differ. */
export function scaleRange(scale: ScaleValues): number {
  const values = scale.options.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}
