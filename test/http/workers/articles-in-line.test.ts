import t from 'tap';
import { HttpProblem } from '../../../src/http/problems/problems.ts';
import { captureWork } from '../../../src/http/workers/capture-work.ts';
import { CapturePool } from '../../../src/worker-pool.ts';

/** As many as may wait, the one that is read, and some more. */
const ASKED = 30;
const IN_LINE = 20;

t.test('twenty articles wait for their turn; more are refused at once, and those in line are read', async (t) => {
  const pool = new CapturePool();
  t.teardown(() => pool.close());
  const { extract } = captureWork(pool.run);
  const ask = () => extract('“It holds,” said Lena Moss.', { publishedOn: null, language: 'en', experts: [] });
  const answers = await Promise.allSettled(Array.from({ length: ASKED }, ask));
  const read = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  t.ok(read.length === IN_LINE || read.length === IN_LINE + 1, `${read.length} are read`);
  for (const { candidates } of read) t.equal(candidates[0]?.speakerName, 'Lena Moss');
  for (const problem of refused) {
    t.ok(problem instanceof HttpProblem);
    t.match(problem, { kind: 'overloaded', headers: { 'retry-after': '2' } });
  }
  t.equal((await ask()).candidates.length, 1, 'when the line is short again, the next is read');
});
