/** Query parameters of pages. Forms send fields that were left empty, so an empty value counts as none. */
import { Type } from 'typebox';
import { type Moment, RULES, type Rule } from '../../../core/matrix/cell.ts';
import { isPartialDate } from '../../../core/values/date.ts';
import { invalidParameter } from '../../../core/values/errors.ts';
import { Instant, OneOf } from '../../../core/values/schema.ts';
import { THEMES } from '../../../pages/layout.ts';

const SHORT = 200;

export const momentParameters = {
  asOf: Type.Optional(Type.String({ maxLength: SHORT })),
  rule: Type.Optional(OneOf(RULES)),
};

/** The parameters of what is known at an instant, which must be past. */
export const knownParameters = { knownAt: Type.Optional({ ...Instant, maxLength: 40 }) };

/** Those of every embed: an editor writes them, so one that is unknown is refused. */
export const embedParameters = { ...knownParameters, theme: Type.Optional(OneOf(THEMES)) };

export const shortText = Type.Optional(Type.String({ maxLength: SHORT }));

export type MomentQuery = { readonly asOf?: string; readonly rule?: Rule };

/** The moment a page was asked under. Fails with `invalid` on a day that does not exist. */
export function momentOf({ asOf = '', rule = 'latest' }: MomentQuery): Moment {
  const day = asOf.trim();
  if (day !== '' && !isPartialDate(day))
    throw invalidParameter('asOf', `must be a date that exists, as 2024-10-23, 2024-10 or 2024, not "${day}"`);
  return { rule, asOf: day === '' ? null : day };
}
