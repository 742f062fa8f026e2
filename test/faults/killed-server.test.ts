import t from 'tap';
import { Workplace } from '../helpers/bin.ts';
import { serve } from '../helpers/served.ts';
import { makeKey, sender, writeOver } from './desk.ts';
import { randomMoment, writeUntil } from './rounds.ts';
import { isAllThere, type Sent } from './sent.ts';

const ROUNDS = 10;
const WRITERS = 8;
const ROUND_MS = 300;

t.test(
  'of writes to a service that is killed, every one that was acknowledged is there, none in part, none twice',
  async (t) => {
    const place = new Workplace(t);
    const token = await makeKey(place.database);
    const sent: Sent[] = [];
    const unheard: string[] = [];
    let sentAgain = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const served = await serve(t, place, { args: ['--no-seed'] });
      const send = sender(served.url, token);
      // What no answer came to is sent again, as a client does: under the same key it is written once.
      for (const name of unheard.splice(0)) {
        const again = await writeOver(send, name);
        t.ok(again.acknowledged, again.said);
        sent.push(again);
        sentAgain += 1;
      }
      const write = async (name: string) => {
        const one = await writeOver(send, name);
        if (!one.acknowledged) unheard.push(name);
        return one;
      };
      sent.push(
        ...(await writeUntil({
          write,
          writers: WRITERS,
          until: () => randomMoment(ROUND_MS),
          end: () => served.end('SIGKILL'),
          name: `r${round}`,
        })),
      );
    }
    const { acknowledged } = await isAllThere(t, place.database, sent);
    t.ok(sentAgain > 0, 'some were cut short');
    t.comment(
      `${ROUNDS} rounds of ${WRITERS} writers: ${acknowledged} acknowledged, 0 lost, 0 doubled; ${sentAgain} sent again`,
    );
  },
);
