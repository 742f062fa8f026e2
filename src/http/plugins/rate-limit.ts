/** How often a client may ask: counted by its key, or by its address where it has none. */
import { isIPv4 } from 'node:net';
import rateLimit, { type FastifyRateLimitStore, normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { App } from '../fastify-app.ts';
import { HttpProblem } from '../problems/problems.ts';
import { type RequestCounter, WINDOW_MS } from './request-counter.ts';

/** A number of hops that count from this server outwards, addresses and ranges, or nobody. */
export type TrustProxy = number | string[] | false;

/** Counts every request of those who are limited, and refuses those beyond the limit. */
export async function registerLimit(app: App, counter: RequestCounter): Promise<void> {
  const { max } = counter;
  await app.register(rateLimit, {
    max,
    timeWindow: WINDOW_MS,
    keyGenerator: clientOf,
    allowList: ({ ip }) => max === 0 || isLoopback(ip),
    errorResponseBuilder: (_request, { after, max: allowed }) =>
      new HttpProblem('too-many-requests', `more than ${allowed} requests a minute; try again in ${after}`),
    store: countedBy(counter),
  });
  app.addHook('onSend', async (_request, reply) => {
    const [remaining, reset] = ['remaining', 'reset'].map((name) => reply.getHeader(`x-ratelimit-${name}`));
    if (remaining === undefined) return;
    for (const [name, value] of limitFields(max, Number(remaining), Number(reset))) reply.header(name, value);
  });
}

/**
 * The fields of draft-ietf-httpapi-ratelimit-headers: what one client may ask, and what is left of that for how many
 * seconds. Older clients read the same from X-RateLimit-Limit, -Remaining and -Reset.
 */
export const limitFields = (max: number, remaining: number, resetSeconds: number): [name: string, value: string][] => [
  ['ratelimit-policy', `"requests";q=${max};w=${WINDOW_MS / 1000}`],
  ['ratelimit', `"requests";r=${remaining};t=${resetSeconds}`],
];

/** The counter in the form that the plugin takes. */
const countedBy = (counter: RequestCounter): (new () => FastifyRateLimitStore) =>
  class implements FastifyRateLimitStore {
    incr: FastifyRateLimitStore['incr'] = (client, callback) => callback(null, counter.count(client));
    child = () => this;
  };

/** Who counts as one client: a key, or without one an address. */
export const clientOf = ({ caller, ip }: Pick<FastifyRequest, 'caller' | 'ip'>): string =>
  caller.key === null ? clientAt(ip) : `key ${caller.key}`;

/** An IPv4 address, or a network of IPv6. */
export const clientAt = (address: string): string => normalizeIP(address);

/** Fastify's form of whom to trust. */
export const trusted = (trustProxy: TrustProxy): string[] | false | ((address: string, hop: number) => boolean) =>
  typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : trustProxy;

export const isLoopback = (ip: string): boolean =>
  ip === '::1' || (isIPv4(ip.replace(/^::ffff:/, '')) && ip.replace(/^::ffff:/, '').startsWith('127.'));
