import t from 'tap';
import type { Change } from '../../../../src/core/change-log/change.ts';
import { readTogether } from '../../../../src/db/postgres/change-log/read-together.ts';

const LAST = 20;

/** A log of so many entries, and which ranges of it were read. */
function log() {
  const asked: (readonly [number, number])[] = [];
  const entry = (seq: number): Change => ({
    ...{ seq, at: '2024-07-01T09:00:00.000Z', actor: 'ada', action: 'create', entity: 'expert', id: `e${seq}` },
    ...{ reason: null, before: null, after: { id: `e${seq}` } },
  });
  const read = readTogether(async (after, limit) => {
    asked.push([after, limit]);
    return Array.from({ length: Math.max(0, Math.min(limit, LAST - after)) }, (_, index) => entry(after + 1 + index));
  });
  return { asked, seqs: async (after: number, limit: number) => (await read(after, limit)).map(({ seq }) => seq) };
}

t.test('ranges that adjoin are read as one, and each is answered what was asked', async (t) => {
  const { asked, seqs } = log();
  const found = await Promise.all([seqs(4, 1), seqs(2, 2), seqs(5, 1), seqs(3, 1), seqs(15, 10)]);
  t.strictSame(found, [[5], [3, 4], [6], [4], [16, 17, 18, 19, 20]]);
  t.strictSame(asked, [
    [2, 4],
    [15, 10],
  ]);
  t.strictSame(await seqs(LAST, 5), [], 'whoever asks later is asked for anew');
});

t.test('what is large is not read as one with others', async (t) => {
  const { asked, seqs } = log();
  await Promise.all([seqs(0, 900), seqs(5, 1), seqs(900, 900)]);
  t.strictSame(asked, [
    [0, 900],
    [900, 900],
  ]);
});

t.test('where it cannot be read, all who asked are told', async (t) => {
  const read = readTogether(() => Promise.reject(new Error('the server is gone')));
  for (const asked of [read(0, 1), read(1, 1)]) await t.rejects(asked, { message: 'the server is gone' });
});
