import t from 'tap';
import { NO_IDS } from '../../../../src/core/writing/grounds.ts';
import { COMMIT } from '../../../helpers/fixtures/loads.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

t.test('what a part refers to is found, also where more is referred to than is kept between parts', async (t) => {
  const told = story();
  const ids = Array.from({ length: 10_050 }, (_, at) => `e${at}`);
  for (const id of ids) told.expert(id);
  const store = await storeOf(t, told);
  const found: number[] = [];
  const naming = (wanted: readonly string[]) => ({
    ids: { ...NO_IDS, expert: new Set(wanted) },
    plan: ({ stored }: { readonly stored: { readonly expert: ReadonlyMap<string, unknown> } }) => {
      found.push(stored.expert.size);
      return [];
    },
  });
  const [first = ''] = ids;
  await store.write(COMMIT, [naming(ids.slice(0, 9_000)), naming([first, ...ids.slice(9_000)]), naming([first])]);
  t.strictSame(found, [9_000, 1_051, 1]);
});
