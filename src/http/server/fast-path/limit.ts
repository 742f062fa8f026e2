/** The limit on requests for those that Fastify does not see: the same clients, counted by the same counter. */
import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import { clientAt, isLoopback, limitFields, type TrustProxy, trusted } from '../../plugins/rate-limit.ts';
import type { RequestCounter } from '../../plugins/request-counter.ts';

/** Counts a request without a key: the headers that tell what is left to its client, names and values in turn; null where nothing is. */
export type CountRequest = (request: IncomingMessage) => readonly string[] | null;

export function createLimit(counter: RequestCounter, trustProxy: TrustProxy): CountRequest {
  const { max } = counter;
  if (max === 0) return () => [];
  const addressOf = addressing(trustProxy);
  return (request) => {
    const address = addressOf(request);
    if (isLoopback(address)) return [];
    const { current, ttl } = counter.count(clientAt(address));
    if (current > max) return null;
    const left = { limit: max, remaining: max - current, reset: Math.ceil(ttl / 1000) };
    return [
      ...Object.entries(left).map(([name, value]) => [`x-ratelimit-${name}`, String(value)]),
      ...limitFields(max, left.remaining, left.reset),
    ].flat();
  };
}

/** The address of a client as Fastify tells it. */
function addressing(trustProxy: TrustProxy): (request: IncomingMessage) => string {
  const trust = trusted(trustProxy);
  if (trust === false) return ({ socket }) => socket.remoteAddress ?? '';
  const trusts = typeof trust === 'function' ? trust : proxyAddress.compile(trust);
  return (request) => proxyAddress(request, trusts);
}
