/**
 * Belonging: what somebody said on a day counts for the organizations that they belonged to on that day, and for no
 * other. The one rule of filters by affiliation, of groups and of networks.
 */
import { lastDay } from '../values/date.ts';
import { type Expert, organizationsOn } from './expert.ts';

/** Which organizations are asked for. */
export type Organizations = (name: string) => boolean;

type Affiliated = Pick<Expert, 'affiliations'>;

/** Did the expert belong to one of them on that day? Null: none is asked for, and every day counts. */
export const belongedOn = (expert: Affiliated, day: string, organizations: Organizations | null): boolean =>
  organizations === null || organizationsOn(expert, day).some(organizations);

/** Those who had belonged to one of them by `asOf` (null: at any time), whether they left or not; all where none is asked for. */
export function belongingBy<E extends Affiliated>(
  experts: readonly E[],
  asOf: string | null,
  organizations: Organizations | null,
): readonly E[] {
  if (organizations === null) return experts;
  const day = asOf === null ? null : lastDay(asOf);
  return experts.filter(({ affiliations }) =>
    affiliations.some(({ organization, from }) => organizations(organization) && (!from || !day || from <= day)),
  );
}

/** Every set of those organizations that the expert ever belonged to at once, none among them where that was so. */
export function membershipsOf(expert: Affiliated, organizations: Organizations): readonly (readonly string[])[] {
  const days = expert.affiliations.flatMap(({ from, to }) => [
    ...(from === null ? [] : [from]),
    // Sorts behind the last day, and before the next one.
    ...(to === null ? [] : [`${lastDay(to) ?? to}~`]),
  ]);
  const sets = ['', ...days].map((day) => organizationsOn(expert, day).filter(organizations));
  return [...new Map(sets.map((names) => [membershipKey(names), names])).values()];
}

/** The same for the same organizations in any order. */
export const membershipKey = (names: readonly string[]): string => JSON.stringify([...names].sort());

/** True where none of these experts joined or left one of them, or none is asked for: the day of what was said plays no part. */
export const neverMoved = (experts: readonly Affiliated[], organizations: Organizations | null): boolean =>
  organizations === null || experts.every((expert) => membershipsOf(expert, organizations).length === 1);
