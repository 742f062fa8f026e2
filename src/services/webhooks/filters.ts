/** The filters of subscriptions against what is stored: a filter that matches nothing by mistake is no subscription. */

import type { Store } from '../../core/ports/store.ts';
import type { Violation } from '../../core/values/errors.ts';
import { suggest } from '../../core/values/validation.ts';
import type { WebhookFilters, WebhookInput } from '../../core/webhooks/webhook.ts';

const KINDS = ['expert', 'question'] as const;

/** What the filters name and nothing stored bears, each at its place in a `WebhookInput`. */
export async function filterFaults(store: Store, filters: NonNullable<WebhookInput['filters']>): Promise<Violation[]> {
  const faults: Violation[] = [];
  for (const kind of KINDS) {
    const ids = filters[kind] ?? [];
    if (ids.length === 0) continue;
    const known = new Set([
      ...(await store.getMany(kind, ids)).map(({ id }) => id),
      ...(await store.redirects(kind, ids)).keys(),
    ]);
    faults.push(...unknown(kind, ids, known, await store.ids(kind)));
  }
  if (filters.topic !== undefined) {
    const topics = (await store.topics()).map(({ topic }) => topic);
    faults.push(...unknown('topic', filters.topic, new Set(topics), topics));
  }
  return faults;
}

const unknown = (
  filter: string,
  names: readonly string[],
  known: ReadonlySet<string>,
  all: readonly string[],
): Violation[] =>
  names.flatMap((name, index) =>
    known.has(name)
      ? []
      : [{ pointer: `/filters/${filter}/${index}`, message: `"${name}" does not exist${suggest(name, all)}` }],
  );

/** The filters with the present ids of what was renamed, beside those it had. */
export async function withPresentIds(store: Store, filters: WebhookFilters): Promise<WebhookFilters> {
  const present = async (kind: (typeof KINDS)[number]): Promise<string[] | null> => {
    const ids = filters[kind];
    return ids === null ? null : [...ids, ...(await store.redirects(kind, ids)).values()];
  };
  return { ...filters, expert: await present('expert'), question: await present('question') };
}
