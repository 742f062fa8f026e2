/** The headers by which a receiver knows that a message is ours, whole and new: Standard Webhooks. */
import { Webhook } from 'standardwebhooks';
import type { ClaimedDelivery } from '../core/ports/webhook-store.ts';

/** While a secret is being changed, both sign. */
export function signedHeaders({ id, body, secrets }: ClaimedDelivery, now: Date): { readonly [name: string]: string } {
  const { current, previous } = secrets;
  const signing = [current, ...(previous !== null && previous.until > now.toISOString() ? [previous.secret] : [])];
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signing.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}
