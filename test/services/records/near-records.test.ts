import t from 'tap';
import { lookForNear } from '../../../src/services/records/near-records.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

t.test(
  'while many names are looked at, others have their turns, and the last name is found as the first',
  async (t) => {
    const store = await storeOf(t, story());
    const names = Array.from({ length: 2_000 }, (_, index) => ({ id: `e${index}`, names: [`Expert ${index}`] }));
    store.names = async () => [{ id: 'first', names: ['Ana Kos'] }, ...names, { id: 'last', names: ['Kos, Ana'] }];
    let turns = 0;
    const pause = async () => {
      turns += 1;
    };
    const look = await lookForNear(store, OPERATOR, 'expert', { id: 'new', name: 'Kos Ana' }, pause);
    t.throws(() => look.refuse({ named: [] }), {
      kind: 'conflict',
      message: /"first" \(Ana Kos\), "last" \(Kos, Ana\)/,
    });
    t.ok(turns >= 4, `${turns} turns`);
  },
);
