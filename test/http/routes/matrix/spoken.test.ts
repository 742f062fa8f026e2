import { parse } from 'csv-parse/sync';
import t from 'tap';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { seed, seededService, serviceOver, storeWith } from '../../../helpers/service/service.ts';
import { nothingHeld } from '../../../helpers/service/streaming.ts';

const app = await seededService(t);
/** Some stored cells, cells with their evidence, and those of a day, which are made anew. */
const MATRICES = [
  '/v1/matrix?',
  '/v1/questions/western-troops/matrix?include=statements&',
  '/v1/matrix?asOf=2024-10-23&',
];

type Cell = { readonly expert: string; readonly question: string; readonly state: string };

const isSpoken = ({ state }: Cell): boolean => state !== 'none';

for (const url of MATRICES)
  t.test(`${url} lists the cells where something is on record, and says all else as ever`, async (t) => {
    const { cells, ...rest } = (await app.inject(url)).json();
    const { cells: spoken, ...others } = (await app.inject(`${url}cells=spoken`)).json();
    t.ok(cells.some(isSpoken) && !cells.every(isSpoken));
    t.strictSame(spoken, cells.filter(isSpoken));
    t.strictSame(others, rest);
    t.equal((await app.inject(`${url}cells=all`)).body, (await app.inject(url)).body);
  });

for (const [how, limits] of [
  ['held whole', {}],
  ['sent in portions', nothingHeld()],
] as const)
  t.test(`rows and lines are those cells, ${how}`, async (t) => {
    const service = await serviceOver(t, await storeWith(t, [seed()]), limits);
    const of = async (suffix: string) => (await service.inject(`/v1/matrix.${suffix}`)).body;
    const csv = (text: string): Cell[] => parse(text, { columns: true });
    t.strictSame(csv(await of('csv?cells=spoken')), csv(await of('csv')).filter(isSpoken));
    const lines = (text: string): Cell[] =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    t.strictSame(lines(await of('ndjson?cells=spoken')), lines(await of('ndjson')).filter(isSpoken));
  });

t.test('where cells are no rows, and where there are none, it is refused', async (t) => {
  for (const url of [
    '/v1/matrix.csv?shape=wide&',
    '/v1/matrix.md?',
    '/v1/matrix.png?',
    '/v1/experts?',
    '/v1/agreement.csv?',
  ])
    isRefusedFor(t, await app.inject(`${url}cells=spoken`), ['cells']);
  isRefusedFor(t, await app.inject('/v1/matrix?cells=some'), ['cells']);
});
