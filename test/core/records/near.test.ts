import t from 'tap';
import { isNear, NAMES_OF, NearNames } from '../../../src/core/records/near.ts';
import { random, SEED } from '../../helpers/chance.ts';

t.test('names that may be another spelling of the same are near', async (t) => {
  for (const [one, other] of [
    ['Mike Turner', 'mike  TURNER'],
    ['Mike Turner', 'Turner, Mike'],
    ['Élodie Moreau', 'E\u0301lodie\u00a0Moreau'],
    ['Élodie Moreau', 'Elodie Moreau'],
    ["Sinéad O'Brien", 'Sinead OBrien'],
    ['Jean-Luc Picard', 'Jean Luc Picard'],
    ['Mike Turner', 'Mike Turmer'],
    ['Mike Turner', 'Mike Turnre'],
    ['Katarina Berg', 'Katharina Berg'],
    ['Ana Kos', 'Anna Kos'],
    ['ליברמן', 'ליברמן'],
  ] as const) {
    t.ok(isNear(one, other, true), `${one} and ${other}`);
    t.ok(isNear(other, one, false), `${other} and ${one}`);
  }
});

t.test('of persons, initials, titles and middle names may be missing', async (t) => {
  for (const [one, other] of [
    ['M. Turner', 'Mike Turner'],
    ['E. Moreau', 'Élodie Marie Moreau'],
    ['Mike Turner', 'Mike R. Turner'],
    ['Prof. Dr. Ana Kos', 'Ana Kos'],
  ] as const) {
    t.ok(isNear(one, other, true), `${one} and ${other}`);
    t.ok(isNear(other, one, true), `${other} and ${one}`);
    t.notOk(isNear(one, other, false), `${one} and ${other} as titles`);
  }
});

t.test('names of others are not near', async (t) => {
  for (const [one, other] of [
    ['Mike Turner', 'Mary Turner'],
    ['Motion 7', 'Motion 8'],
    ['Motion 1 of 2', 'Motion 2 of 1'],
    ['Motion 1-10', 'Motion 11-0'],
    ['Expert a1', 'Expert a2'],
    ['Ana Kos', 'Ana Kus'],
    ['Le Xu', 'Lee Xu'],
    ['M. Turner', 'N. Turner'],
    ['Turner', 'Mike Turner'],
    ['Ana K.', 'Ben K.'],
    ['李明', '李红'],
    ['Blue', 'Red'],
    ['—', '…'],
    ['', ''],
  ] as const)
    t.notOk(isNear(one, other, true), `${one} and ${other}`);
});

t.test('among many, the records are found of which some name is near, each once and not itself', async (t) => {
  const known = new NearNames('expert', [
    { id: 'turner', names: ['Mike Turner', 'Michael Turner', 'Turner'] },
    { id: 'kos', names: ['Ana Kos'] },
    { id: 'madonna', names: ['Madonna'] },
    { id: 'obrien', names: ["Sinéad O'Brien"] },
  ]);
  const near = (...names: string[]) => known.near({ id: 'new', names });
  t.strictSame(near('M. Turner', 'Mike Turner'), [{ id: 'turner', name: 'Mike Turner' }]);
  t.strictSame(near('Michael J. Turner'), [{ id: 'turner', name: 'Michael Turner' }]);
  t.strictSame(
    near('Madona', 'Anna Kos').map(({ id }) => id),
    ['kos', 'madonna'],
  );
  t.strictSame(
    near('SineadOBrien').map(({ id }) => id),
    ['obrien'],
  );
  t.strictSame(near('Bo Li'), []);
  t.strictSame(known.near({ id: 'kos', names: ['Ana Kos'] }), []);
  known.add({ id: 'li', names: ['Bo Li'] });
  t.strictSame(near('Li, Bo'), [{ id: 'li', name: 'Bo Li' }]);
});

const FEW_WORDS = [
  'anna',
  'annas',
  'anan',
  'a',
  'b',
  'berg',
  'bergs',
  'berga',
  'kos',
  'of',
  'dr',
  '7',
  '8',
  '17',
  'x7',
];
const nameOfFewWords = (): string =>
  Array.from({ length: 1 + Math.floor(random() * 4) }, () => FEW_WORDS[Math.floor(random() * FEW_WORDS.length)]).join(
    ' ',
  );

t.test('what is found among many is what is found one by one', async (t) => {
  const names = [
    'Ana Kos',
    'Anna Kost',
    'Kos Ana',
    'A. Kos',
    'Dr Ana Kos',
    'AnaKos',
    'Anna',
    'Anne',
    'Bo Li',
    'Anakos',
    ...Array.from({ length: 100 }, nameOfFewWords),
  ];
  const records = names.map((name, index) => ({ id: `n${index}`, names: [name] }));
  for (const kind of ['expert', 'question'] as const) {
    const known = new NearNames(kind, records);
    for (const { id, names: mine } of records)
      t.strictSame(
        known.near({ id, names: mine }).map((it) => it.id),
        records
          .filter((other) => other.id !== id && isNear(mine[0] ?? '', other.names[0] ?? '', kind === 'expert'))
          .map((it) => it.id)
          .sort(),
        `${kind} ${mine}, seed ${SEED}`,
      );
  }
});

t.test('a source is near by its title with publisher and day, or by its address', async (t) => {
  const minutes = { title: 'Minutes', publisher: 'Council', publishedOn: '2021-05-01', url: 'https://council.test/m1' };
  const known = new NearNames('source', [{ id: 'm1', names: NAMES_OF.source(minutes) }]);
  const near = (source: Partial<typeof minutes>) =>
    known.near({ id: 'new', names: NAMES_OF.source({ ...minutes, url: 'https://elsewhere.test/', ...source }) }).length;
  t.equal(near({ title: 'MINUTES' }), 1);
  t.equal(near({ publishedOn: '2021-05-08' }), 0, 'of another day');
  t.equal(near({ publisher: 'Senate' }), 0, 'of another house');
  t.equal(near({ title: 'Protocol', url: 'http://council.test/m1' }), 1);
  t.equal(near({ title: 'Protocol', url: 'http://council.test/m2' }), 0);
});

t.test('addresses are near that are equal but for the scheme, case and a slash at the end', async (t) => {
  for (const [one, other, near] of [
    ['https://council.test/minutes', 'http://COUNCIL.test/minutes/', true],
    ['https://council.test/minutes', 'https://council.test/minute', false],
    ['https://council.test/minutes-of-may', 'https://council.test/may/minutes/of', false],
    ['https://council.test/1/23', 'https://council.test/12/3', false],
  ] as const) {
    t.equal(isNear(one, other, false), near, `${one} and ${other}`);
    const known = new NearNames('source', [{ id: 'one', names: [one] }]);
    t.equal(known.near({ id: 'other', names: [other] }).length > 0, near, `${other} among others`);
  }
});
