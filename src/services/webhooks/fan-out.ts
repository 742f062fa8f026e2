/** From the change log to the messages that are to be sent. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { type Change, publicChange } from '../../core/change-log/change.ts';
import type { Store } from '../../core/ports/store.ts';
import type { FannedOut, NewDelivery, StoredWebhook } from '../../core/ports/webhook-store.ts';
import { eventOf, idsOf, matches, payloadOf, wantsType } from '../../core/webhooks/event.ts';
import type { WebhookFilters } from '../../core/webhooks/webhook.ts';
import { withPresentIds } from './filters.ts';
import { newId } from './webhooks.ts';

/** Entries of the log that are looked at in one go. */
export const FAN_OUT_BATCH = 500;

/** Makes the messages of the next entries of the log for every subscription that was not asked about them; true while there are more. */
export async function fanOut(store: Store, caller: Caller, now: Date): Promise<boolean> {
  demand(caller, 'admin');
  const behind = await store.webhooks.behind();
  for (const [from, webhooks] of Map.groupBy(behind, ({ cursor }) => cursor)) {
    const parts = await fanOutFrom(store, from, webhooks);
    await store.webhooks.fanOut(parts, now.toISOString());
  }
  return behind.length > 0;
}

async function fanOutFrom(store: Store, from: number, webhooks: readonly StoredWebhook[]): Promise<FannedOut[]> {
  const entries = await store.changes(from, FAN_OUT_BATCH);
  const to = entries.at(-1)?.seq ?? from;
  const changes = entries.flatMap((entry) => publicChange(entry) ?? []);
  const topicsOf = await topicsIn(store, changes);
  const touched = await store.touchedBy(changes.map(({ seq }) => seq));
  const parts: FannedOut[] = [];
  for (const { id: webhook, eventTypes, filters } of webhooks) {
    const interest = { eventTypes, filters: await withPresentIds(store, filters) };
    const concerning = touched.size === 0 ? NOTHING : await correctionsOf(store, from, interest.filters);
    const wanted = changes.filter(
      (change) => matches(interest, change, topicsOf) || (concerning.has(change.seq) && wantsType(interest, change)),
    );
    const deliveries = wanted.map(
      (change): NewDelivery => ({
        id: newId('msg'),
        type: eventOf(change),
        seq: change.seq,
        entity: change.entity,
        entityId: change.id,
        body: payloadOf(change, touched.get(change.seq) ?? null),
      }),
    );
    parts.push({ webhook, from, to, deliveries });
  }
  return parts;
}

const NOTHING: ReadonlySet<number> = new Set();

/** Corrections that touch a position of those whom the filters name, whatever record was corrected. */
async function correctionsOf(
  store: Store,
  from: number,
  { expert, question, topic }: WebhookFilters,
): Promise<ReadonlySet<number>> {
  const filter = { ...(expert && { expert }), ...(question && { question }), ...(topic && { topic }) };
  const found = await store.changes(from, FAN_OUT_BATCH, { ...filter, corrections: true });
  return new Set(found.map(({ seq }) => seq));
}

/** The topics of the questions that the changes are about, by the ids they had then. */
async function topicsIn(store: Store, changes: readonly Change[]): Promise<(question: string) => readonly string[]> {
  const ids = [...new Set(changes.flatMap((change) => idsOf(change, 'question')))];
  const redirects = await store.redirects('question', ids);
  const questions = await store.getMany('question', [...ids, ...redirects.values()]);
  const topics = new Map(questions.map((question) => [question.id, question.topics]));
  return (id) => topics.get(redirects.get(id) ?? id) ?? [];
}
