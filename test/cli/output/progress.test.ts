import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { Progress, progressInWords } from '../../../src/cli/output/progress.ts';

t.test('how much, how fast, and how long still', async (t) => {
  t.equal(
    progressInWords({ rows: 12_345, bytes: 250, total: 1_000, ms: 2_000 }),
    '12,345 rows, 6,173 a second; 25 %, 6 s left',
  );
  t.equal(
    progressInWords({ rows: 1_000, bytes: 1, total: 1_000, ms: 500 }),
    '1,000 rows, 2,000 a second; 0 %, 8 min 20 s left',
  );
  t.equal(progressInWords({ rows: 10, bytes: 20, total: null, ms: 1_000 }), '10 rows, 10 a second');
  t.equal(progressInWords({ rows: 0, bytes: 0, total: 10, ms: 0 }), '0 rows, 0 a second');
  t.equal(
    progressInWords({ rows: 10, bytes: 10, total: 10, ms: 1_000 }),
    '10 rows, 10 a second; all is read, and being written',
  );
});

t.test('on a terminal it is one line, which goes when it is over', async (t) => {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  const progress = new Progress({ write, isTTY: true }, 100);
  progress.rows = 7;
  while (written.length < 2) await wait(20);
  progress.end();
  for (const text of written) t.equal(text.startsWith('\r\u001b[2K'), true);
  t.match(written[0], '7 rows');
  t.equal(written.at(-1), '\r\u001b[2K');
});

t.test('elsewhere nothing is said of what is over at once', async (t) => {
  const written: string[] = [];
  const progress = new Progress({ write: (text: string) => written.push(text) > 0 }, 100);
  await wait(150);
  progress.end();
  t.strictSame(written, []);
});
