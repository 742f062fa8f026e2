import { shows } from '../../helpers/asserts/shows.ts';
import { story } from '../../helpers/fixtures/story.ts';
import {
  at,
  claimAt,
  delivered,
  failedOnce,
  givenUp,
  idsOf,
  message,
  subscribe,
} from '../../helpers/fixtures/subscriptions.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

export const webhooksContract: Contract = (t, open) => {
  t.test('a subscription is kept as it was made, and begins at the present end of the log', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('ada').expert('ben'));
    const filters = { expert: ['ada'], question: null, topic: ['Fähre & "Zoll"'] };
    const made = await subscribe(store, { id: 'wh_1', eventTypes: ['expert.updated'], filters, secret: 'whsec_AAAA' });
    t.strictSame(made, {
      id: 'wh_1',
      url: 'https://example.org/hook',
      eventTypes: ['expert.updated'],
      filters,
      state: 'enabled',
      disabledAt: null,
      disabledWhy: null,
      createdAt: at(0),
      createdBy: 'a tester',
      secrets: { current: 'whsec_AAAA', previous: null },
      cursor: 2,
    });
    t.strictSame(await store.webhooks.get('wh_1'), made);
    t.equal(await store.webhooks.get('wh_2'), null);
    t.equal((await subscribe(store)).eventTypes, null);
  });

  t.test('subscriptions are listed in pages, the oldest first', async (t) => {
    const store = await open(t);
    for (const [id, seconds] of [
      ['wh_b', 1],
      ['wh_c', 0],
      ['wh_a', 1],
    ] as const)
      await subscribe(store, { id, createdAt: at(seconds) });
    const first = await store.webhooks.list({ limit: 2 });
    t.strictSame(idsOf(first.items), ['wh_c', 'wh_a']);
    const second = await store.webhooks.list({ limit: 2, after: first.next ?? [] });
    t.strictSame([idsOf(second.items), second.next], [['wh_b'], null]);
  });

  t.test('a subscription that is removed is gone with its messages', async (t) => {
    const store = await open(t);
    const [{ id }, other] = [await subscribe(store), await subscribe(store)];
    await store.webhooks.push(id, message('m1'), at(0));
    await store.webhooks.push(other.id, message('m2'), at(0));
    const [claimed] = await claimAt(store, 0);
    t.equal(await store.webhooks.remove(id), true);
    t.equal(await store.webhooks.remove(id), false);
    t.equal(await store.webhooks.delivery(id, 'm1'), null);
    t.strictSame(await store.webhooks.counts(), { pending: 1, failed: 0 });
    if (claimed !== undefined) await delivered(store, claimed, 1);
    t.strictSame(idsOf((await store.webhooks.list({ limit: 9 })).items), [other.id]);
  });

  t.test('with a new secret the one before is kept until then, and none before that', async (t) => {
    const store = await open(t);
    const { id } = await subscribe(store, { secret: 'whsec_one' });
    await store.webhooks.rotate(id, 'whsec_two', at(60));
    const third = await store.webhooks.rotate(id, 'whsec_three', at(90));
    t.strictSame(third?.secrets, { current: 'whsec_three', previous: { secret: 'whsec_two', until: at(90) } });
    t.strictSame((await store.webhooks.get(id))?.secrets, third?.secrets);
    t.equal(await store.webhooks.rotate('wh_none', 'whsec_four', at(90)), null);
  });

  t.test('those are behind that are enabled and were not asked about the end of the log', async (t) => {
    const store = await open(t);
    t.strictSame(await store.webhooks.behind(), []);
    const [one, two, off] = [await subscribe(store), await subscribe(store), await subscribe(store)];
    await store.webhooks.push(off.id, message('m'), at(0));
    for (const claimed of await claimAt(store, 0)) await givenUp(store, claimed, 0, 'gone');
    t.strictSame(await store.webhooks.behind(), []);
    await tell(store, story().expert('ada'));
    t.strictSame(new Set(idsOf(await store.webhooks.behind())), new Set([one.id, two.id]));
    await store.webhooks.fanOut([{ webhook: one.id, from: 0, to: 1, deliveries: [] }], at(1));
    t.strictSame(idsOf(await store.webhooks.behind()), [two.id]);
  });

  t.test('the same part of the log is fanned out once, whoever tries it', async (t) => {
    const store = await open(t);
    const { id } = await subscribe(store);
    await tell(store, story().expert('ada'));
    const part = (name: string) => ({ webhook: id, from: 0, to: 1, deliveries: [{ ...message(name), seq: 1 }] });
    await store.webhooks.fanOut([part('m1')], at(1));
    await store.webhooks.fanOut([part('m2')], at(1));
    t.strictSame(idsOf((await store.webhooks.deliveries(id, { limit: 9 })).items), ['m1']);
    t.equal((await store.webhooks.get(id))?.cursor, 1);
  });

  t.test('of several parts all are kept or none', async (t) => {
    const store = await open(t);
    const [one, two] = [await subscribe(store), await subscribe(store)];
    await tell(store, story().expert('ada'));
    const parts = [one, two].map((it) => ({ webhook: it.id, from: 0, to: 1, deliveries: [message('the same id')] }));
    await t.rejects(store.webhooks.fanOut(parts, at(1)));
    t.strictSame(await store.webhooks.counts(), { pending: 0, failed: 0 });
    t.equal((await store.webhooks.behind()).length, 2);
  });

  for (const kind of ['gone', 'failed'] as const)
    t.test(`a message that is ${kind} disables the subscription, and says why`, async (t) => {
      const store = await open(t);
      const { id } = await subscribe(store);
      for (const name of ['m1', 'm2']) await store.webhooks.push(id, message(name), at(0));
      const [claimed] = await claimAt(store, 0, { limit: 1 });
      if (claimed !== undefined) await givenUp(store, claimed, 5, kind);
      const webhook = await store.webhooks.get(id);
      shows(t, webhook, { state: 'disabled', disabledAt: at(5) });
      t.match(webhook?.disabledWhy, kind === 'gone' ? /no more messages.*410/ : /could not be delivered.*500/);
      t.strictSame(await store.webhooks.counts(), { pending: 1, failed: 1 });
      shows(t, await store.webhooks.delivery(id, 'm1'), { state: 'failed', settledAt: at(5), nextAt: null });
      t.strictSame(await claimAt(store, 6), [], 'and nothing more is sent to it');
    });

  t.test(
    'what is enabled again sends all that was not delivered, in order, with every attempt before it',
    async (t) => {
      const store = await open(t);
      const { id } = await subscribe(store);
      for (const name of ['m1', 'm2', 'm3']) await store.webhooks.push(id, message(name, 'ada'), at(0));
      const [first] = await claimAt(store, 0);
      if (first !== undefined) await delivered(store, first, 0);
      const [second] = await claimAt(store, 1);
      if (second !== undefined) await failedOnce(store, second, 1, 6);
      const [again] = await claimAt(store, 6);
      if (again !== undefined) await givenUp(store, again, 6, 'failed');
      shows(t, await store.webhooks.enable(id, at(9)), { state: 'enabled', disabledAt: null, disabledWhy: null });
      shows(t, await store.webhooks.delivery(id, 'm1'), { state: 'delivered' });
      shows(t, await store.webhooks.delivery(id, 'm2'), { state: 'pending', nextAt: at(9), settledAt: null });
      shows(t, await store.webhooks.delivery(id, 'm3'), { state: 'pending', nextAt: null });
      const [next, ...others] = await claimAt(store, 9);
      t.strictSame([next?.id, next?.attempts, others], ['m2', 0, []]);
      t.equal(await store.webhooks.enable('wh_none', at(9)), null);
    },
  );

  t.test('what was delivered before an instant is forgotten, a few at a time, and nothing else', async (t) => {
    const store = await open(t);
    const { id } = await subscribe(store);
    for (const name of ['m1', 'm2', 'm3', 'm4']) await store.webhooks.push(id, message(name), at(0));
    const claimed = await claimAt(store, 0);
    for (const [index, each] of claimed.slice(0, 3).entries()) await delivered(store, each, index);
    t.equal(await store.webhooks.prune(at(2), 1), 1);
    t.equal(await store.webhooks.prune(at(2), 5), 1);
    t.equal(await store.webhooks.prune(at(2), 5), 0);
    t.strictSame(idsOf((await store.webhooks.deliveries(id, { limit: 9 })).items), ['m4', 'm3']);
  });
};
