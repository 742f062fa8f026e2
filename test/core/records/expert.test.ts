import t from 'tap';
import { type Affiliation, affiliationOn, toExpert } from '../../../src/core/records/expert.ts';

const at = (organization: string, details: Partial<Affiliation> = {}): Affiliation => ({
  organization,
  role: null,
  from: null,
  to: null,
  ...details,
});

t.test('an expert is sorted by name unless a sort name is given', async (t) => {
  t.equal(toExpert({ id: 'ada', name: 'Ada Lind' }).sortName, 'Ada Lind');
  t.equal(toExpert({ id: 'ada', name: 'Ada Lind', sortName: 'Lind, Ada' }).sortName, 'Lind, Ada');
});

t.test('what was not told of an expert is null or an empty list', async (t) => {
  t.strictSame(toExpert({ id: 'ada', name: 'Ada', affiliations: [{ organization: 'Port' }] }), {
    id: 'ada',
    kind: 'person',
    name: 'Ada',
    sortName: 'Ada',
    description: null,
    aliases: [],
    affiliations: [at('Port')],
    links: [],
    revision: 0,
  });
});

t.test('affiliations are printed with their roles, in the order recorded', async (t) => {
  const affiliations = [at('Port', { role: 'Pilot' }), at('Guild')];
  t.equal(affiliationOn({ affiliations }, null), 'Pilot, Port; Guild');
});

t.test('who has no affiliation has none, not an empty text', async (t) => {
  t.equal(affiliationOn({ affiliations: [] }, null), null);
});

t.test('without a day, affiliations that have ended are left out', async (t) => {
  const affiliations = [at('Port', { to: '2020' }), at('Guild', { from: '2020' })];
  t.equal(affiliationOn({ affiliations }, null), 'Guild');
});

t.test('on a day, the affiliations that held then are named, the first and last day included', async (t) => {
  const affiliations = [at('Port', { from: '2019-05', to: '2020-06' }), at('Guild', { from: '2020-07-01' })];
  const on = (day: string) => affiliationOn({ affiliations }, day);
  t.equal(on('2019-04-30'), null);
  t.equal(on('2019-05-01'), 'Port');
  t.equal(on('2020-06-30'), 'Port');
  t.equal(on('2020-07-01'), 'Guild');
});
