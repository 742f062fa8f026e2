/** How sure an expert said to be: made and changed by hand, in bundles and tables, and seen wherever positions are read. */
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import t, { type Test } from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { type Engine, everyEngine } from '../../../helpers/store/engines.ts';
import { exported } from '../../../helpers/store/exported.ts';
import { tell } from '../../../helpers/store/tell.ts';

const POSITION = {
  ...{ expert: 'ada', question: 'bridge', option: 'support', basis: 'stated', statements: ['said-p'] },
  summary: 'For it.',
} as const;
const WHY = { reason: 'She was asked again.' };

async function room(t: Test, engine: Engine, confidence?: number) {
  const store = await engine.open(t);
  await tell(
    store,
    story()
      .says('ada', 'bridge', 'support', { id: 'p', ...(confidence !== undefined && { confidence }) })
      .says('ben', 'bridge', 'oppose', { id: 'q' }),
  );
  const made = await newsroomOver(t, store);
  const read = async (url: string) => (await made.send(null, 'GET', url)).body;
  return {
    ...made,
    read,
    json: async (url: string) => JSON.parse(await read(url)),
    correctionsOf: async () => JSON.parse(await read('/v1/corrections')).items,
    rows: async (url: string): Promise<Record<string, string>[]> => parse(await read(url), { columns: true }),
  };
}

for (const engine of everyEngine(t)) {
  t.test(`on ${engine.name}, a confidence is given as a position is made, and nothing is taken for one`, async (t) => {
    const { send, store } = await room(t, engine);
    for (const confidence of [0, 0.07, 1]) {
      const made = await send('write', 'POST', '/v1/positions', { body: { ...POSITION, confidence } });
      t.equal(made.json().confidence, confidence, made.body);
    }
    t.equal((await send('write', 'POST', '/v1/positions', { body: POSITION })).json().confidence, undefined);
    const revision = await store.revision();
    for (const confidence of [1.01, -0.1, '0.5', '', null, true]) {
      const refused = await send('write', 'POST', '/v1/positions', { body: { ...POSITION, confidence } });
      t.match(isProblem(t, refused, 'invalid-request').errors, [{ pointer: '/confidence' }], String(confidence));
    }
    t.equal(await store.revision(), revision);
  });

  t.test(`on ${engine.name}, whoever writes changes that of a draft, and takes it away`, async (t) => {
    const { send, patch } = await room(t, engine);
    await send('write', 'POST', '/v1/positions', { body: { ...POSITION, id: 'draft' } });
    const url = '/v1/positions/draft';
    t.equal((await patch('write', url, { confidence: 0.5 })).json().confidence, 0.5);
    t.equal((await patch('write', url, { summary: 'For it, she said.' })).json().confidence, 0.5, 'it stays');
    t.equal((await patch('write', url, { confidence: null })).json().confidence, undefined);
    isProblem(t, await patch('write', url, { confidence: 2 }), 'invalid-request');
  });

  t.test(`on ${engine.name}, whatever changes that of a published position is a correction`, async (t) => {
    const { patch, json, correctionsOf, rows, store } = await room(t, engine);
    const url = '/v1/positions/p';
    const changes = [
      [undefined, 0.8],
      [0.8, 0],
      [0, undefined],
    ] as const;
    for (const [was, is] of changes) {
      const sent = { confidence: is ?? null };
      t.equal((await json(url)).confidence, was);
      const proposed = await patch('write', url, sent);
      t.equal(proposed.statusCode, 202, proposed.body);
      isProblem(t, await patch('publish', url, sent), 'invalid-request');
      t.equal((await json(url)).confidence, was, 'nothing was changed');
      t.equal((await patch('publish', url, { ...sent, ...WHY })).json().confidence, is);
      const [correction] = await correctionsOf();
      t.match(correction, {
        ...{ entity: 'position', id: 'p', ...WHY },
        differences: [{ field: 'confidence', before: was ?? null, after: is ?? null }],
      });
    }
    t.equal((await correctionsOf()).length, changes.length);
    const [cell] = (await json('/v1/matrix?expert=ada&question=bridge')).cells;
    t.type(cell.correctedOn, 'string');
    t.match(await rows('/v1/corrections.csv'), [{ field: 'confidence', before: '0', after: '' }, {}, {}]);
    t.strictSame(await store.check(), []);
  });

  t.test(
    `on ${engine.name}, it is read in lists, at its address, in workbooks and on the page of its cell`,
    async (t) => {
      const { read, json, rows, send } = await room(t, engine, 0.125);
      t.equal((await json('/v1/positions/p')).confidence, 0.125);
      t.equal((await json('/v1/positions/q')).confidence, undefined);
      const list = await rows('/v1/positions.csv');
      t.strictSame(list.map(({ id, confidence }) => `${id} ${confidence}`).sort(), ['p 0.125', 'q ']);
      for (const url of ['/v1/positions.xlsx', '/v1/questions/bridge/matrix.xlsx']) {
        const files = Object.values(unzipSync((await send(null, 'GET', url)).rawPayload)).map((it) => strFromU8(it));
        t.ok(
          files.some((it) => it.includes('0.125')),
          url,
        );
      }
      for (const [language, words] of [
        ['en', 'Confidence, by their own account:</strong> 12.5%'],
        ['de', 'Sicher nach eigener Angabe zu:</strong> 12,5\u00a0%'],
      ])
        t.match(await read(`/cells/ada/bridge?lang=${language}`), words);
      t.notMatch(await read('/cells/ben/bridge'), 'Confidence');
    },
  );

  t.test(`on ${engine.name}, it comes back from an export, and from a list that was edited`, async (t) => {
    const { read, send, json, correctionsOf, store } = await room(t, engine, 0.25);
    const bring = async (payload: string, type: string, query = '') =>
      (await send('publish', 'POST', `/v1/import${query}`, { payload, headers: { 'content-type': type } })).json();
    const [bundle, list] = [JSON.stringify(await exported(store)), await read('/v1/positions.csv')];
    t.match(bundle, '"confidence":0.25');
    t.match((await bring(bundle, 'application/json')).position, { created: 0, updated: 0, unchanged: 2 });
    t.match((await bring(list, 'text/csv')).position, { created: 0, updated: 0, unchanged: 2 });
    const edited = list.replace(',0.25,', ',0.75,');
    t.match(await bring(edited, 'text/csv'), { type: /invalid-request/ }, 'a reason is missing');
    t.match((await bring(edited, 'text/csv', '?reason=Asked%20again.')).position, { updated: 1 });
    t.equal((await json('/v1/positions/p')).confidence, 0.75);
    const emptied = (await read('/v1/positions.csv')).replace(',0.75,', ',,');
    t.match((await bring(emptied, 'text/csv', '?reason=Never%20asked.')).position, { updated: 1 });
    t.equal((await json('/v1/positions/p')).confidence, undefined);
    t.equal((await correctionsOf()).length, 2);
  });
}
