/** What a writer expects to find, and is refused where it is not so. */
import { aRecordOf, type Kind } from '../records/kinds.ts';
import type { Position } from '../records/position.ts';
import type { Statement } from '../records/statement.ts';
import { Failure } from '../values/errors.ts';
import { MAX_CITING, type RecordId } from './grounds.ts';
import type { AnyRecord, Write } from './plan.ts';

/** Fails with `conflict` where a new record's id is taken, or `led` to another one, and as `refuseStale` does. */
export function refuseUnexpected(
  { kind, record: { id } }: AnyRecord,
  before: AnyRecord['record'] | null,
  expect: Write['expect'],
  led: string | undefined,
): void {
  if (typeof expect === 'number') refuseStale(kind, id, before, expect);
  else if (before === null && led !== undefined) throw taken(kind, id, led);
  else if (before !== null && expect === 'absent') throw taken(kind, id, led);
}

/** Fails with `conflict` where a record has the id `to`, or had it: it is never given to another one than that. */
export function refuseTaken(kind: Kind, id: string, to: string, isThere: boolean, led: string | undefined): void {
  if (isThere || (led !== undefined && led !== id)) throw taken(kind, to, led === to ? undefined : led);
}

const taken = (kind: Kind, id: string, led: string | undefined): Failure =>
  new Failure(
    'conflict',
    `there is ${aRecordOf(kind)} "${id}" already${led === undefined ? '' : `, now called "${led}"`}; choose another id`,
    [{ pointer: '/id', message: 'is taken' }],
  );

/** Fails with `conflict` where others refer to a record that is to be removed: they would be left without ground. */
export function refuseCited(kind: Kind, id: string, by: readonly RecordId[]): void {
  if (by.length === 0) return;
  const most = MAX_CITING - 1;
  throw new Failure(
    'conflict',
    `the ${kind} "${id}" is cited by ${by.length > most ? `more than ${most}` : by.length} other ` +
      `${by.length === 1 ? 'record' : 'records'}; change or delete those first`,
    by.slice(0, most).map((it) => ({ message: `the ${it.kind} "${it.id}" cites it` })),
  );
}

/** Fails with `conflict` where a position rests on a statement that its expert would no longer be one of those who made. */
export function refuseUnsigned({ id, experts }: Statement, positions: readonly Position[]): void {
  const left = positions.find(({ expert }) => !experts.includes(expert));
  if (left === undefined) return;
  throw new Failure(
    'conflict',
    `the position "${left.id}" of "${left.expert}" rests on the statement "${id}", so "${left.expert}" must stay among its experts`,
    [{ pointer: '/experts', message: `must name "${left.expert}"` }],
  );
}

/** Fails with `stale` where the record is not at that revision, and with `not-found` where it is not there at all. */
export function refuseStale<T extends { readonly revision: number }>(
  kind: Kind,
  id: string,
  before: T | null,
  expect: number,
): asserts before is T {
  if (before === null) throw new Failure('not-found', `there is no ${kind} "${id}" any more`);
  if (before.revision === expect) return;
  throw new Failure(
    'stale',
    `the ${kind} "${id}" was changed meanwhile: it is at revision ${before.revision}, not ${expect}; ` +
      'nothing was written: read it again and decide anew',
  );
}
