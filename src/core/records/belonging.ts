/**
 * Belonging: what somebody said on a day counts for the organizations that they belonged to on that day, and for no
 * other. The one rule of filters by affiliation, of groups and of networks.
 */
import { lastDay } from '../values/date.ts';
import { fold } from '../values/sort-key.ts';
import { type Expert, organizationsOn } from './expert.ts';

/** Which organizations are asked for. */
export type Organizations = (name: string) => boolean;

type Affiliated = Pick<Expert, 'affiliations'>;

/** Did the expert belong to one of them on that day? */
export const belongedOn = (expert: Affiliated, day: string, organizations: Organizations): boolean =>
  organizationsOn(expert, day).some(organizations);

/** Had the expert belonged to one of them by that day (null: at any time), whether they left or not? */
export const hadBelonged = ({ affiliations }: Affiliated, asOf: string | null, organizations: Organizations): boolean =>
  affiliations.some(({ organization, from }) => organizations(organization) && (!from || !asOf || from <= asOf));

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

/** True where none of these experts joined or left one of them: then the day of what was said plays no part. */
export const neverMoved = (experts: readonly Affiliated[], organizations: Organizations): boolean =>
  experts.every((expert) => membershipsOf(expert, organizations).length === 1);

/** All names that are this one but for case and accents. */
export const sameNames = (wanted: string, known: readonly string[]): readonly string[] => {
  const folded = fold(wanted);
  return known.filter((name) => fold(name) === folded);
};
