/** What several tools take. */
import { Type } from 'typebox';
import { RULES } from '../core/matrix/cell.ts';
import { Id, Instant, List, OneOf, PartialDate, Text } from '../core/values/schema.ts';

export const moment = {
  asOf: Type.Optional({
    ...PartialDate,
    description: 'The state of the world on that day, as 2024-10-23, 2024-10 or 2024.',
  }),
  knownAt: Type.Optional({ ...Instant, description: 'What was on record at that instant, as 2026-11-23T09:00:00Z.' }),
};
export const rule = Type.Optional(
  OneOf(RULES, 'latest, unless given: the newest position counts. all: every position counts.'),
);

export const ids = (maxItems: number, description: string) => Type.Optional(List(Id, maxItems, description));
export const names = (description: string) => Type.Optional(List(Text(300), 20, description));

export const limit = (otherwise: number, maximum: number, what: string) =>
  Type.Optional(
    Type.Integer({ minimum: 1, maximum, description: `So many ${what} at most; ${otherwise} unless given.` }),
  );
export const cursor = Type.Optional(
  Type.String({ minLength: 1, maxLength: 2_000, description: 'The "next" of the answer before, to go on from there.' }),
);
