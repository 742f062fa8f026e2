/**
 * The order of the positions of one expert on one question: the day; then which takes the place of which; then the time
 * of day, of those that have one; then the order of recording. An id decides nothing.
 */
import type { Position } from '../records/position.ts';
import { dayOf } from '../values/date.ts';

/** What decides which of two positions is the later. */
export type Ordered = Pick<Position, 'id' | 'saidOn' | 'saidAt' | 'supersedes' | 'recordedAt' | 'recordedSeq'>;

/**
 * The positions, the latest first. Within a day those that are superseded come last; those with a time of day are in its
 * order among each other, and all others in that of recording. A time to the minute counts from its end.
 */
export function latestFirst<P extends Ordered>(positions: readonly P[]): P[] {
  if (positions.length < 2) return [...positions];
  const superseded = supersededAmong(positions);
  const rank = ({ id }: P): number => (superseded.has(id) ? 1 : 0);
  const recorded = positions.toSorted(
    (a, b) => compare(dayOf(b.saidOn), dayOf(a.saidOn)) || rank(a) - rank(b) || lastRecordedFirst(a, b),
  );
  if (recorded.every(({ saidAt }) => saidAt === null)) return recorded;
  return [...Map.groupBy(recorded, (it) => `${dayOf(it.saidOn)} ${rank(it)}`).values()].flatMap(timedInOrder);
}

/** Those with a time of day change places among each other, so that the latest of them comes first. */
function timedInOrder<P extends Ordered>(sameDay: readonly P[]): P[] {
  const timed = sameDay
    .filter(({ saidAt }) => saidAt !== null)
    .sort((a, b) => compare(endOf(b), endOf(a)) || lastRecordedFirst(a, b))
    .values();
  return sameDay.map((it) => (it.saidAt === null ? it : (timed.next().value ?? it)));
}

/** Behind every text that begins with the time: "14:30" is over when 14:30:59 is. */
const endOf = ({ saidAt }: Ordered): string => `${saidAt}~`;

/**
 * Of positions of one day, those that no other one leaves behind: by taking its place, or by a later time of day where
 * both have one. At least one, where there is any.
 */
export function lastingOf<P extends Ordered, S extends { readonly position: P }>(sameDay: readonly S[]): readonly S[] {
  const superseded = supersededAmong(sameDay.map(({ position }) => position));
  const standing = sameDay.filter(({ position }) => !superseded.has(position.id));
  let last = '';
  for (const { position } of standing) if (position.saidAt !== null && position.saidAt > last) last = position.saidAt;
  return standing.filter(({ position: { saidAt } }) => saidAt === null || !isBefore(saidAt, last));
}

/** Is the one time over before the other begins? A time to the minute is any second of it. */
function isBefore(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) < other.slice(0, length);
}

/** The ids of positions that another of them, of the same day or a later one, takes the place of. */
export function supersededAmong(positions: readonly Ordered[]): ReadonlySet<string> {
  const superseding = positions.filter(({ supersedes }) => supersedes !== null);
  if (superseding.length === 0) return NOTHING;
  const days = new Map(positions.map(({ id, saidOn }) => [id, dayOf(saidOn)]));
  const superseded = superseding.flatMap(({ supersedes, saidOn }) => {
    const day = days.get(supersedes ?? '');
    return supersedes === null || day === undefined || day > dayOf(saidOn) ? [] : supersedes;
  });
  return new Set(superseded);
}

const NOTHING: ReadonlySet<string> = new Set();

/** By the instant of recording; of one instant, by the number of the entry in the log. */
const lastRecordedFirst = (a: Ordered, b: Ordered): number =>
  Date.parse(b.recordedAt) - Date.parse(a.recordedAt) ||
  compare(withoutZone(b.recordedAt), withoutZone(a.recordedAt)) ||
  b.recordedSeq - a.recordedSeq;

/** An instant without its "Z", so that digits beyond the milliseconds that Date keeps compare as text. */
const withoutZone = (instant: string): string => instant.slice(0, -1);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
