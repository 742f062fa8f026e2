import t from 'tap';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

/** A member who went from Red to Blue at the end of 2022, and one of each who stayed. */
const council = () =>
  story()
    .expert('switcher', {
      affiliations: [
        { organization: 'Red', to: '2022-12-31' },
        { organization: 'Blue', from: '2023' },
      ],
    })
    .expert('red', { affiliations: [{ organization: 'Red' }] })
    .expert('blue', { affiliations: [{ organization: 'Blue' }] })
    .says('switcher', 'motion', 'support', { id: 'then', on: '2021-05-01' })
    .says('switcher', 'bridge', 'oppose', { id: 'since', on: '2023' })
    .says('red', 'motion', 'support', { id: 'of-red', on: '2021-05-01' })
    .says('blue', 'motion', 'oppose', { id: 'of-blue', on: '2021-05-01' })
    .statement('letter', 'blue', { experts: ['blue', 'switcher'], saidOn: '2022-12-31' });

t.test('a position, or a statement, is of the organization that its expert belonged to on its day', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, council()));
  const found = async (url: string) =>
    (await send(null, 'GET', url))
      .json()
      .items.map(({ id }: { id: string }) => id)
      .toSorted();
  t.strictSame(await found('/v1/positions?affiliation=red'), ['of-red', 'then']);
  t.strictSame(await found('/v1/positions?affiliation=Blue'), ['of-blue', 'since']);
  t.strictSame(await found('/v1/positions?affiliation=blue&affiliation=red'), ['of-blue', 'of-red', 'since', 'then']);
  t.strictSame(await found('/v1/statements?affiliation=red'), ['letter', 'said-of-red', 'said-then'], 'whoever signed');
  t.strictSame(await found('/v1/statements?affiliation=blue'), ['letter', 'said-of-blue', 'said-since']);
  const csv = (await send(null, 'GET', '/v1/positions.csv?affiliation=red')).body;
  t.match(csv, /^of-red,/m);
  t.notMatch(csv, /^since,/m);
  t.strictSame(
    await found('/v1/experts?affiliation=red'),
    ['red', 'switcher'],
    'an expert is found by all they belonged to',
  );
});
