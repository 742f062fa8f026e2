import type { Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS } from '../../../src/core/records/kinds.ts';
import { redactWords } from '../../../src/services/change-log/redact.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { ANY, DEMAND, DIGEST, holdingTheName, SLUG } from '../../helpers/fixtures/redacted.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

const CLOCK = { now: () => new Date() };
const ID = `redacted-${DIGEST.slice(0, 16)}`;
const MARKER = `[redacted:${DIGEST.slice(0, 16)}]`;

/** All that the store tells of its records, now and as they were known, and of what is beside them; by what it is. */
async function told(store: Store, before: string): Promise<{ readonly [what: string]: string }> {
  const then = await store.asKnownAt(before);
  const many = { limit: 500 };
  const records = KINDS.flatMap((kind) => [
    [kind, store.list(kind, {}, many)] as const,
    [`${kind} then`, then.list(kind, {}, many)] as const,
  ]);
  const { items: webhooks } = await store.webhooks.list(many);
  const { items: mappings } = await store.mappings.list(many);
  const beside = [
    ['log', store.changes(0, 1_000)],
    ['corrections', store.changes(0, 1_000, { corrections: true })],
    ['proposals', store.proposals.list({}, many)],
    ['keys', store.keys.list(many)],
    ['mappings', Promise.all(mappings.map(({ id }) => store.mappings.get(id)))],
    ['webhooks', Promise.resolve(webhooks)],
    ['hits', store.search('quillfeather', { kinds: ['expert', 'question'], match: 'all', limit: 50 })],
  ] as const;
  const read = await Promise.all([...records, ...beside].map(async ([what, of]) => [what, JSON.stringify(await of)]));
  return Object.fromEntries(read);
}

const holding = (all: { readonly [what: string]: string }) =>
  Object.keys(all).filter((what) => ANY.test(decodeURIComponent(all[what]?.replaceAll('%', '%25') ?? '')));

async function opened(t: Test, open: Parameters<Contract>[1]) {
  const store = await open(t, CLOCK);
  return { store, ...(await holdingTheName(t, store)) };
}

export const redactionContract: Contract = (t, open) => {
  t.test('the words are in nothing that is told of any time, and the tree over the log is what it was', async (t) => {
    const { store, before } = await opened(t, open);
    t.strictSame(
      holding(await told(store, before)),
      [
        ...['scale', 'scale then', 'expert', 'expert then', 'source', 'source then', 'question', 'question then'],
        ...['statement', 'statement then', 'position', 'position then'],
        ...['log', 'corrections', 'proposals', 'keys', 'mappings', 'webhooks', 'hits'],
      ],
      'they were in all of it',
    );
    const head = await store.log.head();
    const tried = await redactWords(store, OPERATOR, { ...DEMAND, dryRun: true });
    t.equal(tried.isErased, null);
    t.equal(await store.revision(), head.size, 'a trial alters nothing');
    t.match(await store.get('expert', SLUG), { id: SLUG });
    const redacted = await redactWords(store, OPERATOR, DEMAND);
    t.match(redacted, { ...tried, isErased: true });
    t.strictSame(holding(await told(store, before)), []);
    const verified = await store.log.verify(head);
    t.strictSame([verified.findings, verified.redacted], [[], redacted.entries]);
    t.strictSame(await store.check(), []);
    const again = await redactWords(store, OPERATOR, { ...DEMAND, dryRun: true });
    t.strictSame(again, { entries: 0, records: [], renamed: 0, others: 0, isErased: null });
  });

  t.test('it says what it altered', async (t) => {
    const { store } = await opened(t, open);
    const { records, ...counts } = await redactWords(store, OPERATOR, DEMAND);
    t.strictSame(counts, { entries: 35, renamed: 4, others: 53, isErased: true });
    t.strictSame(records.map(({ kind, id }) => `${kind} ${id}`).toSorted(), [
      ...['expert ben', `expert ${ID}`, `expert ${ID}-jr`],
      ...['position ben-bridge-3', `position ${ID}-bridge-2`, 'position votes'],
      ...['question span', 'scale whom', 'source mail', 'source post', `statement said-${ID}-bridge-2`],
    ]);
    const due = await store.webhooks.claim({
      ...{ now: new Date().toISOString(), until: '2999-01-01T00:00:00.000Z', limit: 100, perWebhook: 100 },
    });
    t.ok(due.length > 1 && due.every(({ body }) => !ANY.test(body)), 'nor is it sent');
  });

  t.test('in their place stands a marker, today and at every time, and old ids lead nowhere', async (t) => {
    const { store, before } = await opened(t, open);
    await redactWords(store, OPERATOR, DEMAND);
    const then = await store.asKnownAt(before);
    for (const state of [store, then]) {
      t.match(await state.get('expert', ID), { id: ID, name: MARKER, aliases: [`Ms ${MARKER}`] });
      t.equal(await state.get('expert', SLUG), null);
      const { items } = await state.list('statement', { expert: [ID] }, { limit: 10 });
      t.strictSame(items[0]?.quotes, [`I, ${MARKER}, say no.\nTwice.`]);
      const scale = await state.get('scale', 'whom');
      t.strictSame(scale?.options.map(({ id }) => id).toSorted(), ['nobody', ID]);
      t.match(await state.get('position', 'votes'), { option: ID });
    }
    t.match(await then.get('expert', 'ben'), { affiliations: [{ organization: `${MARKER} & Sons` }] });
    const { items } = await then.list('expert', { affiliation: [`${MARKER} & Sons`] }, { limit: 10 });
    t.strictSame(
      items.map(({ id }) => id),
      ['ben'],
      'what was is found under what it says now',
    );
    const [last] = await store.changesBefore(1_000, 1);
    t.match(last, { reason: `Redacted (SHA-256 ${DIGEST}): Order of 2 May.` });
    t.match(await store.webhooks.get('wh_called'), { state: 'disabled' });
  });

  t.test('the words alone are taken out where ids are left, and what stands there goes on being changed', async (t) => {
    const { store, room } = await opened(t, open);
    t.match(await redactWords(store, OPERATOR, { ...DEMAND, ids: false }), { renamed: 0, isErased: true });
    t.match(await store.get('expert', SLUG), { id: SLUG, name: MARKER });
    const answer = await room.patch('publish', '/v1/experts/ben', { description: 'Left.', reason: 'So.' });
    t.equal(answer.statusCode, 200);
    await tell(store, story().expert('dee'));
    t.strictSame((await store.log.verify(null)).findings, []);
    t.strictSame(await store.check(), []);
  });

  t.test('what no record holds alters nothing', async (t) => {
    const { store } = await opened(t, open);
    const revision = await store.revision();
    for (const words of ['Nobody Atall', 'nul\0nul', '100 % "\\"'])
      t.match(await redactWords(store, OPERATOR, { ...DEMAND, words, ids: false }), { entries: 0, records: [] });
    t.equal(await store.revision(), revision);
  });
};
