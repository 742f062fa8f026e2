/** Query parameters of pages. Forms send fields that were left empty, so an empty value counts as none. */
import { Type } from 'typebox';
import { RULES, type Rule } from '../../../core/matrix/cell.ts';
import { isInstant, isPartialDate } from '../../../core/values/date.ts';
import { invalidParameter } from '../../../core/values/errors.ts';
import { OneOf } from '../../../core/values/schema.ts';
import { LANGUAGE, LANGUAGES } from '../../../pages/languages/languages.ts';
import { THEMES } from '../../../pages/layout.ts';
import type { View } from '../../../pages/links.ts';

const SHORT = 200;

export const shortText = Type.Optional(Type.String({ maxLength: SHORT }));

/** The parameters of a view; the instant of `knownAt` must be past. */
export const viewParameters = { asOf: shortText, rule: Type.Optional(OneOf(RULES)), knownAt: shortText };

/** Where the page of a list goes on. */
export const cursor = Type.Optional(Type.String({ maxLength: 2_000 }));

/** The words that a list is narrowed by; undefined where there are none. */
export const wordsOf = (q = ''): string | undefined => q.trim() || undefined;

/** The parameters of a list. */
export const listParameters = { q: shortText, cursor };
export type ListQuery = { readonly q?: string; readonly cursor?: string };

/** What a list is asked for by these. */
export function narrowed({ q, cursor }: ListQuery): ListQuery {
  const words = wordsOf(q);
  return { ...(words !== undefined && { q: words }), ...(cursor !== undefined && { cursor }) };
}

/** The number of a portion of a list that is not shown at once. */
export const portionNumber = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 }));

/** Fails with `invalid` where there are fewer portions. */
export function requirePortion(parameter: string, number: number | undefined, count: number): number {
  if (number !== undefined && number > count)
    throw invalidParameter(parameter, `must be a number from 1 to ${count}, not ${number}: there are no more portions`);
  return number ?? 1;
}

/** Those of every embed: an editor writes them, so one that is unknown is refused. */
export const embedParameters = { theme: Type.Optional(OneOf(THEMES)), [LANGUAGE]: Type.Optional(OneOf(LANGUAGES)) };

export type ViewQuery = { readonly asOf?: string; readonly rule?: Rule; readonly knownAt?: string };

/** The view a page was asked for. Fails with `invalid` on a day that does not exist, and on what is no instant. */
export function viewOf({ asOf = '', rule = 'latest', knownAt = '' }: ViewQuery): View {
  const day = asOf.trim();
  if (day !== '' && !isPartialDate(day))
    throw invalidParameter('asOf', `must be a date that exists, as 2024-10-23, 2024-10 or 2024, not "${day}"`);
  if (knownAt !== '' && !isInstant(knownAt))
    throw invalidParameter('knownAt', `must be an instant in UTC, as 2024-10-23T09:00:00Z, not "${knownAt}"`);
  return { rule, asOf: day === '' ? null : day, knownAt: knownAt === '' ? null : knownAt };
}
