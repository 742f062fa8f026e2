import t, { type Test } from 'tap';
import type { DraftingSettings } from '../../../../src/drafting/drafter.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { ARTICLE, FERRY } from '../../../helpers/fixtures/article.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { atDesk } from '../../../helpers/service/desk.ts';
import { idIn, keyWith } from '../../../helpers/service/keys.ts';
import { drafterOf, model, says, sends } from '../../../helpers/service/model.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';

const SCALES = [
  {
    id: 'sides',
    label: 'Sides',
    options: ['support', 'oppose'].map((id) => ({ id, label: id, value: id === 'support' ? 1 : -1 })),
  },
];
const WINTER = 'Nobody in the crowd of fishermen';

async function newsroom(t: Test, more: Partial<DraftingSettings> = {}, rights = 'own') {
  const store = storeInMemory();
  t.teardown(() => store.close());
  const questions = FERRY.questions.map((it) => ({ ...it, scale: 'sides' }));
  await importBundle(store, { ...FERRY, scales: SCALES, questions }, RECORDED);
  const there = await model(t);
  const app = await serviceOver(t, store, { drafter: drafterOf(t, there, more) });
  const write = await keyWith(store, 'write', { name: 'Ida' });
  const publish = await keyWith(store, 'publish', { name: 'Pia' });
  const post = (url: string, payload: object | undefined, headers: object = write) =>
    app.inject({ method: 'POST', url, headers: { ...headers }, ...(payload !== undefined && { payload }) });
  const get = async (url: string, headers: object = write) =>
    (await app.inject({ url, headers: { ...headers } })).json();
  await post('/v1/documents', { source: 'ferry', text: ARTICLE, rights, language: 'de' });
  return { store, there, app, write, publish, post, get, draft: () => post('/v1/documents/1/draft', undefined) };
}

const TAX = { speaker: 'Omar Keita', quotes: ['a tax on islanders'], question: 'toll', option: 'oppose' };

t.test('what a model proposes in the words of the text waits as the proposal of a machine', async (t) => {
  const { draft, there, get } = await newsroom(t);
  there.react(says([TAX], { prompt_tokens: 900, completion_tokens: 40 }));
  const reply = await draft();
  t.equal(reply.statusCode, 200, reply.body);
  const { drafting, items } = reply.json();
  t.match(drafting, {
    ...{
      id: '1',
      document: '1',
      model: 'llama',
      host: /^127\.0\.0\.1:/,
      reach: 'machine',
      askedBy: 'Ida',
      failure: null,
    },
    ...{ received: 1, proposed: 1, dropped: [], questions: 1, tokens: { sent: 900, received: 40 } },
  });
  t.match(items, [
    {
      ...{ state: 'open', speakerName: 'Omar Keita', expert: 'keita', questions: ['toll'], confidence: null },
      origin: { kind: 'model', name: /^llama, prompt 1 [0-9a-f]{12}$/ },
    },
  ]);
  t.notMatch(reply.body, 'oppose', 'not the side that it took the words for');
  t.strictSame((await get('/v1/documents/1/draftings')).items, [drafting]);
});

t.test('what is not in the text is dropped and counted; nothing is repaired', async (t) => {
  const { draft, there } = await newsroom(t);
  const speaker = 'Omar Keita';
  there.react(
    says([
      TAX,
      { speaker, quotes: ['a tax upon islanders'] },
      { speaker, quotes: ['The bridge will not last … winter,'] },
      { speaker, quotes: ['We were promised two boats 🚢, We got one.'] },
      { speaker, quotes: ['We were promised two boats 🚢,” he said. “We got one.'] },
      { speaker, quotes: [WINTER] },
      { speaker: 'Lena Moss', quotes: ['We got one.'] },
      { speaker, quotes: [] },
      { ...TAX, option: 'support' },
      { speaker, quotes: ['We got one.'], question: 'toll', option: 'publish at once' },
    ]),
  );
  const { drafting, items } = (await draft()).json();
  t.strictSame(drafting.dropped, [
    { why: 'not-in-text', count: 3 },
    { why: 'not-quoted', count: 2 },
    { why: 'unknown-speaker', count: 1 },
    { why: 'no-words', count: 1 },
    { why: 'unknown-answer', count: 1 },
    { why: 'known', count: 1 },
  ]);
  t.match([drafting.received, drafting.proposed, items.length], [10, 2, 2]);
  const again = (await draft()).json();
  t.strictSame(again.items, [], 'what was proposed once is not again');
});

t.test(
  'which side it took words for is told once somebody has chosen, and not where several code unseen',
  async (t) => {
    const { draft, there, post, get, publish, app, write } = await newsroom(t);
    there.react(says([TAX, { speaker: 'Omar Keita', quotes: ['We got one.'], question: 'toll', option: 'support' }]));
    await draft();
    const desk = await atDesk(app, write);
    const machine = async (id: string) => (await get(`/v1/candidates/${id}/machine`)).answer;
    t.equal(await machine('1'), null);
    t.notMatch((await desk.get('/desk/documents/1?candidate=1')).body, /The machine said/);
    const position = { question: 'toll', option: 'support', basis: 'stated', summary: 'Wants it.' };
    t.equal((await post('/v1/candidates/1/accept', { revision: 1, positions: [position] })).statusCode, 200);
    t.strictSame(await machine('1'), { question: 'toll', option: 'oppose' });
    t.match(
      (await desk.get('/desk/documents/1?candidate=1')).body,
      /The machine said<\/span> <bdi>oppose<\/bdi>, on “<bdi>Ferry toll/,
    );
    await post('/v1/candidates/2/accept', { revision: 1 });
    t.equal(await machine('2'), null, 'accepted, and nobody has chosen');
    await post('/v1/candidates/1/reopen', { revision: 2 });
    await post('/v1/candidates/1/reject', { revision: 3 });
    const coders = [idIn(write)];
    t.equal((await post('/v1/documents/1/rounds', { questions: ['toll'], coders }, publish)).statusCode, 201);
    t.equal(await machine('2'), null);
    const coding = { revision: 0, option: 'oppose', basis: 'stated', summary: 'Against.' };
    await app.inject({ method: 'PUT', url: '/v1/candidates/2/codings/toll', headers: { ...write }, payload: coding });
    await post('/v1/documents/1/submit', undefined);
    const { summary, ...decided } = {
      candidate: '2',
      question: 'toll',
      option: 'oppose',
      basis: 'stated',
      summary: 'Against.',
    };
    t.equal((await post('/v1/adjudications', { ...decided, summary }, publish)).statusCode, 201);
    t.equal(await machine('2'), null, 'a rule that is mended may be tried on the words again');
  },
);

t.test('an article that gives orders, and a model that obeys them, make nothing but open candidates', async (t) => {
  const { draft, there, get, store } = await newsroom(t);
  const before = await store.revision();
  there.react(
    sends({
      ...{ publish: true, tool_calls: [{ function: { name: 'publish' } }] },
      choices: [
        {
          message: {
            tool_calls: [{ function: { name: 'publishDocument', arguments: '{"id":"1"}' } }],
            content: JSON.stringify({
              proposals: ['Omar Keita', 'Ines Ferreira'].map((speaker) => ({
                ...{ speaker, quotes: ['We got one.'], retold: [], question: 'toll', option: 'support' },
              })),
            }),
          },
        },
      ],
    }),
  );
  t.equal((await draft()).statusCode, 200);
  t.equal(await store.revision(), before, 'no record changed');
  t.strictSame((await get('/v1/positions?status=draft')).items, []);
  t.match((await get('/v1/documents/1')).candidates, { open: 1, accepted: 0 });
});

t.test('where nothing of use comes back, that it was asked is kept, and work by hand goes on', async (t) => {
  const { draft, there, get, app, write } = await newsroom(t);
  there.react(sends({ error: ARTICLE }, 500));
  const reply = await draft();
  isProblem(t, reply, 'drafting-failed');
  t.match(reply.json().detail, /it answered 500$/);
  t.notMatch(reply.body, WINTER);
  t.match((await get('/v1/documents/1/draftings')).items, [{ failure: /it answered 500/, received: 0, proposed: 0 }]);
  const desk = await atDesk(app, write);
  const form = await desk.post('/desk/documents/1/draft', {});
  t.equal(form.headers.location, '/desk/documents/1');
  const page = (await desk.get('/desk/documents/1')).body;
  t.match(page, /the model gave no draft: it answered 500/);
  there.react(says([TAX, { speaker: 'Omar Keita', quotes: ['a toll upon islanders'] }]));
  t.equal((await desk.post('/desk/documents/1/draft', {})).headers.location, '/desk/documents/1?candidate=1');
  t.match(
    (await desk.get('/desk/documents/1?candidate=1')).body,
    /proposed by the machine <bdi>llama, prompt 1[\s\S]*2 statements, 1 is new; 1 of 2 had words that are not in the text/,
  );
});

t.test('a text is sent only where it may be: by its rights, its length and the day', async (t) => {
  const url = 'https://model.example/v1';
  const kept = await newsroom(t, { url, reach: 'internet' }, 'none');
  isProblem(t, await kept.draft(), 'conflict');
  t.match((await kept.draft()).json().detail, /kept with the rights "none".* the model is at model\.example/);
  const long = await newsroom(t, { maxCharacters: 100 });
  t.match((await long.draft()).json().detail, /and 100 are sent at most; nothing is cut off/);
  const spent = await newsroom(t, { perDay: 1 });
  t.equal((await spent.draft()).statusCode, 200);
  t.match((await spent.draft()).json().detail, /asked 1 times today, and 1 times a day \(UTC\) is the most/);
  t.equal(kept.there.asked.length + long.there.asked.length, 0);
  t.equal(spent.there.asked.length, 1);
  const none = await newsroom(t, {}, 'none');
  t.equal((await none.draft()).statusCode, 200, 'on this machine nothing leaves the house');
});

t.test('without a setting there is no model, and nothing of it at the desk', async (t) => {
  const { store, write } = await newsroom(t);
  const app = await serviceOver(t, store);
  const reply = await app.inject({ method: 'POST', url: '/v1/documents/1/draft', headers: { ...write } });
  isProblem(t, reply, 'conflict');
  t.match(reply.json().detail, /names one by STANDPOINT_DRAFTING_URL/);
  t.notMatch((await (await atDesk(app, write)).get('/desk/documents/1')).body, /Ask the model/);
});
