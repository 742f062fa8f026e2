import t from 'tap';
import type { Change } from '../../../src/core/change-log/change.ts';
import { createAjv } from '../../../src/core/values/validation.ts';
import {
  EVENT_TYPES,
  eventOf,
  MAX_PAYLOAD_BYTES,
  matches,
  payloadOf,
  testPayload,
  WebhookMessage,
  WebhookTest,
} from '../../../src/core/webhooks/event.ts';

const change = (details: Partial<Change> = {}): Change => ({
  seq: 7,
  at: '2024-07-01T09:00:00.000Z',
  actor: 'a tester',
  action: 'create',
  entity: 'position',
  id: 'ada-bridge',
  reason: null,
  before: null,
  after: { id: 'ada-bridge', expert: 'ada', question: 'bridge' },
  ...details,
});

const NONE = { expert: null, question: null, topic: null };
const interest = (
  filters: Partial<typeof NONE | { [name: string]: string[] }> = {},
  eventTypes: string[] | null = null,
) => ({
  eventTypes,
  filters: { ...NONE, ...filters },
});
const topicsOf = (question: string) => ({ bridge: ['traffic', 'money'] })[question] ?? [];

t.test('an event is called by its entity and by what happened to it', async (t) => {
  t.equal(eventOf({ entity: 'position', action: 'publish' }), 'position.published');
  t.equal(eventOf({ entity: 'expert', action: 'rename' }), 'expert.renamed');
  t.equal(EVENT_TYPES.length, 6 * 5 + 1, 'every kind can be published');
  t.strictSame(
    EVENT_TYPES.filter((type) => type.endsWith('.retracted')),
    ['position.retracted'],
  );
});

t.test('the payload is the change with its type and its time, and nothing else', async (t) => {
  t.strictSame(JSON.parse(payloadOf(change())), {
    type: 'position.created',
    timestamp: '2024-07-01T09:00:00.000Z',
    data: change(),
  });
});

t.test('a payload that would be too large leaves the records out and says so', async (t) => {
  const head = payloadOf(change({ after: { note: '' } })).length;
  const noted = (length: number) => payloadOf(change({ after: { note: 'x'.repeat(length) } }));
  const fits = noted(MAX_PAYLOAD_BYTES - head - 1);
  t.equal(fits.length, MAX_PAYLOAD_BYTES - 1);
  t.equal('omitted' in JSON.parse(fits).data, false);
  const { before: _, after: __, ...rest } = change();
  t.strictSame(JSON.parse(noted(MAX_PAYLOAD_BYTES - head)).data, { ...rest, omitted: ['before', 'after'] });
  const bytes = payloadOf(change({ after: { note: 'é'.repeat(MAX_PAYLOAD_BYTES / 2) } }));
  t.strictSame(JSON.parse(bytes).data.omitted, ['before', 'after'], 'bytes count, not characters');
});

t.test('every message is as the document of the API says', async (t) => {
  const isMessage = createAjv().compile(WebhookMessage);
  const touch = { expert: 'ada', question: null, position: null };
  const corrected = { touches: Array.from({ length: 100 }, () => touch), touched: 120 };
  const large = change({ after: { note: 'x'.repeat(MAX_PAYLOAD_BYTES) } });
  const longest = { ...corrected, touches: corrected.touches.map(() => ({ ...touch, expert: 'a'.repeat(128) })) };
  const messages = [payloadOf(change()), payloadOf(large), payloadOf(change(), corrected), payloadOf(large, longest)];
  for (const message of messages.map((text) => JSON.parse(text)))
    t.ok(isMessage(message), JSON.stringify([isMessage.errors, message.data.omitted]));
  t.notOk(isMessage({ ...JSON.parse(payloadOf(change())), type: 'position.shouted' }));
  const isTest = createAjv().compile(WebhookTest);
  t.ok(isTest(JSON.parse(testPayload('wh_1', '2024-07-01T09:00:00.000Z'))));
});

t.test('the longest reason there can be still fits', async (t) => {
  const reason = '\u{1f6a2}'.repeat(2000);
  const actor = '\u{1f6a2}'.repeat(200);
  const id = '中'.repeat(128);
  const body = payloadOf(change({ reason, actor, id, after: { note: 'x'.repeat(MAX_PAYLOAD_BYTES) } }));
  t.ok(Buffer.byteLength(body) < MAX_PAYLOAD_BYTES);
  t.equal(JSON.parse(body).data.reason, reason);
});

t.test('without types and filters every change is wanted', async (t) => {
  t.equal(matches(interest(), change(), topicsOf), true);
  t.equal(matches(interest(), change({ entity: 'source', after: { id: 's' } }), topicsOf), true);
});

t.test('types narrow to what happened', async (t) => {
  t.equal(matches(interest({}, ['position.created', 'expert.updated']), change(), topicsOf), true);
  t.equal(matches(interest({}, ['position.updated']), change(), topicsOf), false);
});

t.test('an expert is concerned by their own record and by what refers to them', async (t) => {
  const wanted = interest({ expert: ['ada', 'ben'] });
  t.equal(matches(wanted, change(), topicsOf), true);
  t.equal(matches(wanted, change({ entity: 'statement', after: { expert: 'ben' } }), topicsOf), true);
  t.equal(matches(wanted, change({ entity: 'expert', id: 'ada', after: { id: 'ada' } }), topicsOf), true);
  t.equal(matches(wanted, change({ entity: 'question', id: 'ada', after: { id: 'ada' } }), topicsOf), false);
  t.equal(matches(wanted, change({ after: { expert: 'cho', question: 'bridge' } }), topicsOf), false);
  t.equal(matches(wanted, change({ entity: 'source', after: { id: 'post' } }), topicsOf), false);
});

t.test('what is no longer about an expert concerned them, and so does what they were called', async (t) => {
  const wanted = interest({ expert: ['ada'] });
  const moved = change({ action: 'update', before: { expert: 'ada' }, after: { expert: 'ben' } });
  t.equal(matches(wanted, moved, topicsOf), true);
  const renamed = change({
    action: 'rename',
    entity: 'expert',
    id: 'ada-l',
    before: { id: 'ada' },
    after: { id: 'ada-l' },
  });
  t.equal(matches(wanted, renamed, topicsOf), true);
});

t.test('a topic is that of the question as it is now, and as the change found and left it', async (t) => {
  const wanted = interest({ topic: ['money'] });
  t.equal(matches(wanted, change(), topicsOf), true);
  t.equal(matches(wanted, change({ after: { expert: 'ada', question: 'tolls' } }), topicsOf), false);
  const retopiced = { entity: 'question', action: 'update', id: 'tolls' } as const;
  const of = (topics: string[]) => ({ id: 'tolls', topics });
  t.equal(matches(wanted, change({ ...retopiced, before: of(['money']), after: of([]) }), topicsOf), true);
  t.equal(matches(wanted, change({ ...retopiced, before: of([]), after: of(['money']) }), topicsOf), true);
  t.equal(matches(wanted, change({ ...retopiced, before: of([]), after: of(['ships']) }), topicsOf), false);
});

t.test('different filters narrow', async (t) => {
  t.equal(matches(interest({ expert: ['ada'], question: ['bridge'], topic: ['traffic'] }), change(), topicsOf), true);
  t.equal(matches(interest({ expert: ['ada'], question: ['tolls'] }), change(), topicsOf), false);
  t.equal(matches(interest({ expert: ['ben'], topic: ['traffic'] }), change(), topicsOf), false);
});

t.test('what a correction touches is left out only where it does not fit either', async (t) => {
  const touch = { expert: 'e'.repeat(128), question: 'q'.repeat(128), position: 'p'.repeat(100) };
  const of = (count: number, details = {}) =>
    JSON.parse(payloadOf(change(details), { touches: Array.from({ length: count }, () => touch), touched: count }))
      .data;
  t.equal(of(2).touches.length, 2);
  const large = of(2, { after: { note: 'x'.repeat(MAX_PAYLOAD_BYTES) } });
  t.strictSame([large.touches.length, large.omitted], [2, ['before', 'after']]);
  const huge = of(100);
  t.strictSame([huge.touches, huge.touched, huge.omitted], [undefined, 100, ['before', 'after', 'touches']]);
});
