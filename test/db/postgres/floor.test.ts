import t from 'tap';
import { Floor } from '../../../src/db/postgres/floor.ts';

/** After a failover: 8 to 10 went with the primary, and the one of now ends at 7. */
const afterLoss = () => {
  const floor = new Floor();
  floor.raise(10);
  return floor;
};

t.test('it is lowered to where the log of a new primary ends', async (t) => {
  const floor = afterLoss();
  floor.settle(7, floor.state);
  t.equal(floor.seq, 7);
});

t.test('an answer never lowers it below what was written since it was asked for', async (t) => {
  const floor = afterLoss();
  const [first, second] = [floor.state, floor.state];
  floor.settle(7, first);
  floor.acknowledge(8);
  floor.settle(7, second);
  t.equal(floor.seq, 8);
});

t.test('nor where it was still too high when that was written; who asks next lowers it', async (t) => {
  const floor = afterLoss();
  const early = floor.state;
  floor.acknowledge(8);
  floor.settle(7, early);
  t.equal(floor.seq, 10);
  floor.settle(8, floor.state);
  t.equal(floor.seq, 8);
});
