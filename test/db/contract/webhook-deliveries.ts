import type { Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import type { ClaimedDelivery } from '../../../src/core/ports/webhook-store.ts';
import { shows } from '../../helpers/asserts/shows.ts';
import { story } from '../../helpers/fixtures/story.ts';
import {
  at,
  attempt,
  claimAt,
  delivered,
  failedOnce,
  givenUp,
  idsOf,
  message,
  subscribe,
} from '../../helpers/fixtures/subscriptions.ts';
import { tell } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';
import type { CreateDatabase } from '../store-contract.ts';

/** A store with one subscription and messages for it: `m1 ada` is message m1 about Ada. */
async function lined(store: Store, ...messages: string[]): Promise<string> {
  const { id } = await subscribe(store);
  for (const each of messages) {
    const [name = '', about = name] = each.split(' ');
    await store.webhooks.push(id, message(name, about), at(0));
  }
  return id;
}

async function only(claimed: Promise<readonly ClaimedDelivery[]>): Promise<ClaimedDelivery> {
  const [first, ...others] = await claimed;
  if (first === undefined || others.length > 0) throw new Error('exactly one message was expected');
  return first;
}

export function webhookDeliveriesContract(t: Test, create: CreateDatabase): void {
  const open = async (t: Test) => (await create(t))();

  t.test('a message that is due is given with all that it takes to send it', async (t) => {
    const store = await open(t);
    const webhook = await lined(store, 'm1 ada');
    t.strictSame(await claimAt(store, -1), []);
    const { secrets } = (await store.webhooks.get(webhook)) ?? {};
    t.strictSame(await claimAt(store, 0), [
      {
        id: 'm1',
        type: 'expert.created',
        body: '{"about":"ada"}',
        attempts: 0,
        webhook,
        url: 'https://example.org/hook',
        secrets,
        claimedUntil: at(20),
      },
    ]);
  });

  t.test('a message that is claimed is given to nobody else until the claim runs out', async (t) => {
    const handle = await create(t);
    const [one, other] = [await handle(), await handle()];
    await lined(one, 'm1');
    t.strictSame(idsOf(await claimAt(one, 0)), ['m1']);
    t.strictSame(await claimAt(other, 19), []);
    t.strictSame(idsOf(await claimAt(other, 20)), ['m1']);
  });

  t.test('a message that is given back is due at once, but not by a claim that has run out', async (t) => {
    const store = await open(t);
    await lined(store, 'm1');
    const late = await only(claimAt(store, 0));
    const present = await only(claimAt(store, 20));
    await store.webhooks.release(late);
    t.strictSame(await claimAt(store, 21), []);
    await store.webhooks.release(present);
    t.equal((await only(claimAt(store, 21))).attempts, 0);
  });

  t.test('messages about one record go one after the other, those about others do not wait', async (t) => {
    const store = await open(t);
    await lined(store, 'a1 ada', 'a2 ada', 'b1 ben', 'a3 ada');
    const [a1, b1, ...others] = await claimAt(store, 0);
    t.strictSame([a1?.id, b1?.id, others], ['a1', 'b1', []]);
    if (a1 !== undefined) await failedOnce(store, a1, 0, 5);
    if (b1 !== undefined) await delivered(store, b1, 0);
    t.strictSame(await claimAt(store, 4), [], 'a2 waits for a1');
    await delivered(store, await only(claimAt(store, 5)), 6);
    t.equal((await only(claimAt(store, 6))).id, 'a2');
  });

  t.test('the same record is another matter for another subscription', async (t) => {
    const store = await open(t);
    await lined(store, 'm1 ada');
    await lined(store, 'm2 ada');
    t.strictSame(new Set(idsOf(await claimAt(store, 0))), new Set(['m1', 'm2']));
  });

  t.test('a record that is renamed stays in line behind what is said of it under its old id', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('ada'));
    const webhook = await lined(store, 'm1 ada');
    const commit = { actor: 'a tester', mayPublish: true, reason: 'She married.' };
    await rename(store, 'expert', 'ada', 'ada-lind', 1, commit);
    await store.webhooks.push(webhook, message('m2', 'ada-lind'), at(1));
    await rename(store, 'expert', 'ada-lind', 'ada-l', 2, commit);
    await store.webhooks.push(webhook, message('m3', 'ada-l'), at(2));
    await store.webhooks.push(webhook, message('m4', 'ada-lind'), at(2));
    for (const name of ['m1', 'm2', 'm3', 'm4']) {
      const claimed = await only(claimAt(store, 3));
      t.equal(claimed.id, name);
      await delivered(store, claimed, 3);
    }
  });

  t.test('no more are given than asked for, nor than one subscription may have under way', async (t) => {
    const store = await open(t);
    await lined(store, 'a1', 'a2', 'a3', 'a4');
    await lined(store, 'b1', 'b2');
    t.strictSame(new Set(idsOf(await claimAt(store, 0, { limit: 3, perWebhook: 2 }))), new Set(['a1', 'b1', 'a2']));
    t.strictSame(idsOf(await claimAt(store, 1, { perWebhook: 2 })), ['b2']);
    t.strictSame(await claimAt(store, 1, { perWebhook: 2 }), []);
    t.strictSame(await claimAt(store, 1, { limit: 0 }), []);
    t.strictSame(idsOf(await claimAt(store, 1, { perWebhook: 3 })), ['a3']);
  });

  t.test('those that have nothing under way come before those that have', async (t) => {
    const store = await open(t);
    await lined(store, 'a1', 'a2');
    t.strictSame(idsOf(await claimAt(store, 0, { limit: 1 })), ['a1']);
    await lined(store, 'b1');
    t.strictSame(idsOf(await claimAt(store, 1, { limit: 1 })), ['b1']);
  });

  t.test('every attempt is on record, and what follows from it', async (t) => {
    const store = await open(t);
    const webhook = await lined(store, 'm1');
    await failedOnce(store, await only(claimAt(store, 0)), 1, 6);
    t.equal(await store.webhooks.oldestPending(), at(0));
    shows(t, await store.webhooks.delivery(webhook, 'm1'), { state: 'pending', nextAt: at(6), settledAt: null });
    const again = await only(claimAt(store, 6));
    t.equal(again.attempts, 1);
    await delivered(store, again, 7);
    t.strictSame(await store.webhooks.delivery(webhook, 'm1'), {
      id: 'm1',
      type: 'expert.created',
      seq: null,
      state: 'delivered',
      createdAt: at(0),
      nextAt: null,
      settledAt: at(7),
      attempts: [attempt(1, 500), attempt(7)],
    });
    t.strictSame(await claimAt(store, 1_000), []);
    t.strictSame(await store.webhooks.counts(), { pending: 0, failed: 0 });
    t.equal(await store.webhooks.oldestPending(), null);
  });

  t.test('whoever lost the claim may still have delivered, but decides nothing by failing', async (t) => {
    const store = await open(t);
    const webhook = await lined(store, 'm1');
    const late = await only(claimAt(store, 0));
    const present = await only(claimAt(store, 20));
    await givenUp(store, late, 21, 'failed');
    shows(t, await store.webhooks.get(webhook), { state: 'enabled' });
    shows(t, await store.webhooks.delivery(webhook, 'm1'), { state: 'pending' });
    await delivered(store, late, 22);
    await failedOnce(store, present, 23, 28);
    const end = await store.webhooks.delivery(webhook, 'm1');
    shows(t, end, { state: 'delivered', settledAt: at(22) });
    t.equal(end?.attempts.length, 3);
  });

  t.test('deliveries are listed in pages, the newest first', async (t) => {
    const store = await open(t);
    const webhook = await lined(store, 'm1', 'm2', 'm3');
    await lined(store, 'other');
    const first = await store.webhooks.deliveries(webhook, { limit: 2 });
    t.strictSame(idsOf(first.items), ['m3', 'm2']);
    const second = await store.webhooks.deliveries(webhook, { limit: 2, after: first.next ?? [] });
    t.strictSame([idsOf(second.items), second.next], [['m1'], null]);
  });

  t.test('a message that is sent again has all its attempts before it, and those behind it wait', async (t) => {
    const store = await open(t);
    const webhook = await lined(store, 'a1 ada', 'a2 ada');
    await delivered(store, await only(claimAt(store, 0)), 0);
    const before = await store.webhooks.delivery(webhook, 'a1');
    const again = await store.webhooks.redeliver(webhook, 'a1', at(5));
    t.strictSame(again, { ...before, state: 'pending', nextAt: at(5), settledAt: null });
    shows(t, await store.webhooks.delivery(webhook, 'a2'), { nextAt: null });
    const claimed = await only(claimAt(store, 5));
    t.strictSame([claimed.id, claimed.attempts], ['a1', 0]);
    await delivered(store, claimed, 6);
    t.equal((await only(claimAt(store, 6))).id, 'a2');
    t.equal(await store.webhooks.redeliver(webhook, 'none', at(7)), null);
    t.equal(await store.webhooks.redeliver('wh_none', 'a1', at(7)), null);
  });

  t.test('a message that waits for a retry is due at once when it is sent again', async (t) => {
    const store = await open(t);
    const webhook = await lined(store, 'm1');
    await failedOnce(store, await only(claimAt(store, 0)), 0, 3_600);
    await store.webhooks.redeliver(webhook, 'm1', at(1));
    t.equal((await only(claimAt(store, 1))).attempts, 0);
  });

  t.test(
    'what is under way while an earlier message is sent again ends as it ends, and the line goes on',
    async (t) => {
      const store = await open(t);
      const webhook = await lined(store, 'a1 ada', 'a2 ada', 'a3 ada');
      await delivered(store, await only(claimAt(store, 0)), 0);
      const second = await only(claimAt(store, 1));
      await store.webhooks.redeliver(webhook, 'a1', at(2));
      await failedOnce(store, second, 3, 8);
      const order: string[] = [];
      for (let seconds = 10; order.length < 3; seconds += 1) {
        const claimed = await only(claimAt(store, seconds));
        order.push(claimed.id);
        await delivered(store, claimed, seconds);
      }
      t.strictSame(order, ['a1', 'a2', 'a3']);
    },
  );
}
