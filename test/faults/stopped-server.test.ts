import t from 'tap';
import { Workplace } from '../helpers/bin.ts';
import { serve } from '../helpers/served.ts';
import { makeKey, sender, writeOver } from './desk.ts';
import { randomMoment, writeUntil } from './rounds.ts';
import { isAllThere, type Sent } from './sent.ts';

const ROUNDS = 3;
const WRITERS = 20;
const ROUND_MS = 500;
const WITHIN_MS = 10_000;

t.test('a service that is told to end under load has answered every write that it made, and ends with 0', async (t) => {
  const place = new Workplace(t);
  const token = await makeKey(place.database);
  const sent: Sent[] = [];
  const took: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const served = await serve(t, place, { args: ['--no-seed'] });
    const send = sender(served.url, token);
    sent.push(
      ...(await writeUntil({
        write: (name) => writeOver(send, name),
        writers: WRITERS,
        until: () => randomMoment(ROUND_MS),
        end: async () => {
          const begun = performance.now();
          t.match(await served.end('SIGTERM'), { code: 0, signal: null, stderr: '' });
          took.push(performance.now() - begun);
        },
        name: `r${round}`,
      })),
    );
  }
  t.ok(Math.max(...took) < WITHIN_MS, 'in time');
  const { acknowledged, unheard, cutShort } = await isAllThere(t, place.database, sent);
  t.equal(unheard, 0, 'nothing was written without an answer');
  const answered = sent.filter((one) => one.acknowledged || /TypeError: fetch failed/.test(one.said));
  t.strictSame(
    sent.filter((one) => !answered.includes(one)),
    [],
    'nobody was refused',
  );
  t.comment(
    `${ROUNDS} rounds of ${WRITERS} writers: ${acknowledged} acknowledged, 0 lost, 0 without an answer; ` +
      `${cutShort} came too late; ended within ${Math.round(Math.max(...took))} ms`,
  );
});
