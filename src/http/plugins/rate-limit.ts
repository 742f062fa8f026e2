/** How often a client may ask: counted by its key, or by its address where it has none. */
import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';
import proxyAddress from '@fastify/proxy-addr';
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { ANONYMOUS } from '../../core/access/caller.ts';
import type { App } from '../fastify-app.ts';
import { HttpProblem } from '../problems/problems.ts';
import type { Gate } from '../server/fast-path.ts';

/** A number of hops that count from this server outwards, addresses and ranges, or nobody. */
export type TrustProxy = number | string[] | false;

/** Requests per minute and client; 0 for no limit. */
type Options = { readonly rateLimit: number; readonly trustProxy: TrustProxy };

/** Counts every request, and gives the same count to those who answer before Fastify sees the request. */
export async function registerLimit(app: App, { rateLimit: max, trustProxy }: Options): Promise<Gate['admit']> {
  await app.register(rateLimit, {
    max: max === 0 ? Number.MAX_SAFE_INTEGER : max,
    timeWindow: '1 minute',
    keyGenerator: ({ caller, ip }) => (caller.key === null ? normalizeIP(ip) : `key ${caller.key}`),
    allowList: ({ ip }) => max === 0 || isLoopback(ip),
    errorResponseBuilder: (_request, { after, max: allowed }) =>
      new HttpProblem('too-many-requests', `more than ${allowed} requests a minute; try again in ${after}`),
  });
  const count = app.createRateLimit();
  const addressOf = addressing(trustProxy);
  return (request) => {
    const ip = max === 0 ? null : addressOf(request);
    return ip === null || isLoopback(ip) ? [] : countedAs(count, ip);
  };
}

/** Fastify's form of whom to trust. */
export const trusted = (trustProxy: TrustProxy): string[] | false | ((address: string, hop: number) => boolean) =>
  typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : trustProxy;

/** The address of a client as Fastify tells it. */
function addressing(trustProxy: TrustProxy): (request: IncomingMessage) => string {
  const trust = trusted(trustProxy);
  if (trust === false) return ({ socket }) => socket.remoteAddress ?? '';
  const trusts = typeof trust === 'function' ? trust : proxyAddress.compile(trust);
  return (request) => proxyAddress(request, trusts);
}

/** The headers that tell a client without a key what is left to it; null where nothing is. */
async function countedAs(count: ReturnType<App['createRateLimit']>, ip: string): Promise<readonly string[] | null> {
  // The three things that the functions above and the plugin look at.
  const counted = await count({ caller: ANONYMOUS, ip, routeOptions: {} } as unknown as FastifyRequest);
  if (counted.isAllowed) return [];
  if (counted.isExceeded) return null;
  const { max, remaining, ttlInSeconds } = counted;
  const headers = { 'x-ratelimit-limit': max, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': ttlInSeconds };
  return Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
}

const isLoopback = (ip: string): boolean =>
  ip === '::1' || (isIPv4(ip.replace(/^::ffff:/, '')) && ip.replace(/^::ffff:/, '').startsWith('127.'));
