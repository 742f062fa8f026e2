import Fastify from 'fastify';
import t from 'tap';
import { costOf } from '../../../src/http/workers/cost.ts';

const EXTENT = { experts: 100, questions: 1_000 };

const app = Fastify();
app.get('/agreement', { config: { cost: { cell: 1, pair: 3 } } }, async (request) => costOf(request, 'json', EXTENT));
t.teardown(() => app.close());

const cost = async (query: string): Promise<number> => (await app.inject(`/agreement?${query}`)).json();

t.test('agreement costs what cells and pairs take', async (t) => {
  t.equal(await cost(''), 100 + 15);
});

t.test('cells that are not stored as they are asked for take three times as long', async (t) => {
  for (const query of ['asOf=2024', 'rule=all', 'groupBy=affiliation', 'by=year', 'by=month'])
    t.equal(await cost(query), 300 + 15, query);
});

t.test('what stored cells tell takes no longer', async (t) => {
  for (const query of ['rule=latest', 'by=topic', 'nearest=3']) t.equal(await cost(query), 100 + 15, query);
});
