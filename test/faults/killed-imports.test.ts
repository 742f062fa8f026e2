import t from 'tap';
import { Workplace } from '../helpers/service/bin.ts';
import { Imports } from './imports.ts';
import { randomMoment, whileWriting, writeUntil } from './rounds.ts';
import { isAllThere, type Sent } from './sent.ts';

const ROUNDS = 10;
const WRITERS = 2;
const IMPORT_MS = 500;
const WRITE_MS = 40;

t.test('of imports that are killed, every one that was acknowledged is there whole, and none in part', async (t) => {
  const place = new Workplace(t);
  await place.runHere(['migrate']);
  const imports = new Imports(place);
  const sent: Sent[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    sent.push(
      ...(await writeUntil({
        write: imports.write,
        writers: WRITERS,
        until: () => (round % 2 === 0 ? randomMoment(IMPORT_MS) : whileWriting(place.database, WRITE_MS)),
        end: () => imports.kill(),
        name: `r${round}`,
      })),
    );
  }
  const { acknowledged, unheard, cutShort } = await isAllThere(t, place.database, sent);
  t.ok(acknowledged >= ROUNDS, 'some were acknowledged in every round');
  t.ok(cutShort + unheard > 0, 'some were killed');
  t.comment(
    `${ROUNDS} rounds: ${acknowledged} acknowledged, 0 lost; ${unheard} done but not heard of, ${cutShort} cut short`,
  );
});
