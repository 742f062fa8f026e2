/** What a writer expects to find, and is refused where it is not so. */
import type { Kind } from '../../../core/records/kinds.ts';
import { Failure } from '../../../core/values/errors.ts';
import type { AnyRecord, Write } from '../../../core/writing/plan.ts';

/** Fails with `conflict` where an id is taken, or `led` to another one, and as `refuseStale` does. */
export function refuseUnexpected(
  { kind, record: { id } }: AnyRecord,
  before: AnyRecord['record'] | null,
  expect: Write['expect'],
  led: string | undefined,
): void {
  if (expect === undefined) return;
  if (expect !== 'absent') {
    refuseStale(kind, id, before, expect);
    return;
  }
  if (before === null && led === undefined) return;
  throw new Failure(
    'conflict',
    `there is a ${kind} "${id}" already${led === undefined ? '' : `, now called "${led}"`}; choose another id`,
    [{ pointer: '/id', message: 'is taken' }],
  );
}

/** Fails with `stale` where the record is not at that revision, and with `not-found` where it is not there at all. */
export function refuseStale(kind: Kind, id: string, before: { revision: number } | null, expect: number): void {
  if (before === null) throw new Failure('not-found', `there is no ${kind} "${id}" any more`);
  if (before.revision === expect) return;
  throw new Failure(
    'stale',
    `the ${kind} "${id}" was changed meanwhile: it is at revision ${before.revision}, not ${expect}; ` +
      'nothing was written: read it again and decide anew',
  );
}
