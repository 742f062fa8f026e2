/**
 * Entries of the log for all who ask in one go, as those do whose commits were written together and who look at what came of
 * them: ranges that adjoin are read by one query. The log has no gaps, so what follows an entry is known by its number.
 */
import type { Change } from '../../../core/change-log/change.ts';
import type { Reading } from '../../../core/ports/store.ts';

type ReadChanges = Reading['changes'];

type Asked = {
  readonly after: number;
  readonly last: number;
  readonly answer: (found: Promise<readonly Change[]>) => void;
};

/** Ranges, and what they cover between them. */
type Joined = { readonly after: number; last: number; readonly asked: Asked[] };

/** More entries are not read by one query because several ask. */
const MOST = 1_000;

/** Reads so what is asked without a filter, of a log of which everything is seen. */
export function readTogether(read: ReadChanges): ReadChanges {
  let waiting: Asked[] = [];
  const answerAll = () => {
    const ranges = joined(waiting);
    waiting = [];
    for (const { after, last, asked } of ranges) {
      const found = read(after, last - after);
      for (const it of asked)
        it.answer(found.then((them) => them.filter(({ seq }) => seq > it.after && seq <= it.last)));
    }
  };
  return (after, limit, filter) => {
    if (filter !== undefined) return read(after, limit, filter);
    return new Promise((answer) => {
      if (waiting.length === 0) setImmediate(answerAll);
      waiting.push({ after, last: after + limit, answer });
    });
  };
}

function joined(asked: readonly Asked[]): Joined[] {
  const ranges: Joined[] = [];
  for (const it of asked.toSorted((a, b) => a.after - b.after)) {
    const range = ranges.at(-1);
    const last = Math.max(it.last, range?.last ?? 0);
    if (range !== undefined && it.after <= range.last && last - range.after <= MOST) {
      range.last = last;
      range.asked.push(it);
    } else ranges.push({ after: it.after, last: it.last, asked: [it] });
  }
  return ranges;
}
