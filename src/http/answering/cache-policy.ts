/** What caches are told: for how long an answer may be kept, and by which names it can be purged. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownAtOf } from '../parameters.ts';
import type { Variant } from './cached-response.ts';

/** What was known so long ago is settled, also where the database can only be read, so that nobody who writes is waited for. */
const SETTLED_AFTER_MS = 10_000;
const FOR_A_YEAR = 'max-age=31536000, immutable';

/** More of either, and an answer has the name of all of them: proxies take headers of a few kilobytes. */
const MAX_NAMED = 40;

/** The routes of what belongs to one of them. */
const OF_ONE = { expert: /\/experts\/:id/, question: /\/questions\/:id/ } as const;

export type CachePolicy = (request: FastifyRequest, reply: FastifyReply, variant: Pick<Variant, 'isOfRelease'>) => void;

/** Sets the headers of every answer out of the store. `sharedSeconds`: for so long a shared cache may send it unasked; 0 for never. */
export function createCachePolicy(sharedSeconds: number): CachePolicy {
  const current =
    sharedSeconds === 0 ? 'no-cache' : `max-age=0, s-maxage=${sharedSeconds}, stale-while-revalidate=${sharedSeconds}`;
  return (request, reply, { isOfRelease = false }) => {
    const { isForAll, isPreview } = request;
    if (isPreview) {
      reply.header('cache-control', 'private, no-store');
      return;
    }
    const audience = isForAll ? 'public' : 'private';
    const isForEver = !isOfRelease && stateOf(request) === 'settled';
    reply.header('cache-control', `${audience}, ${isForEver ? FOR_A_YEAR : isForAll ? current : 'no-cache'}`);
    if (!isForAll) return;
    const names = purgeNames(request);
    // The first is what Cloudflare, Akamai and Varnish read, the second is Fastly's.
    reply.header('cache-tag', names.join(',')).header('surrogate-key', names.join(' '));
  };
}

/** What is asked for: all that is known, or a past state, which in the end does not change any more. */
export function stateOf(request: FastifyRequest): 'present' | 'unsettled' | 'settled' {
  const knownAt = knownAtOf(request);
  if (knownAt === null) return 'present';
  return Date.parse(knownAt) + SETTLED_AFTER_MS < Date.now() ? 'settled' : 'unsettled';
}

/**
 * Whom and what an answer is about, by its address: `expert-ID` and `question-ID` of those it is narrowed to, `experts` or
 * `questions` where it is not, and `all` in any case.
 */
export function purgeNames({ params, query, routeOptions: { url = '' } }: FastifyRequest): string[] {
  const about = (kind: 'expert' | 'question'): string[] => {
    const path = valuesOf(params, OF_ONE[kind].test(url) ? 'id' : kind);
    const ids = [...new Set([...path, ...valuesOf(query, kind)])];
    return ids.length > MAX_NAMED ? [] : ids.map((id) => `${kind}-${encodeURIComponent(id)}`);
  };
  const [experts, questions] = [about('expert'), about('question')];
  return [
    ...(experts.length > 0 ? experts : ['experts']),
    ...(questions.length > 0 ? questions : ['questions']),
    'all',
  ];
}

/** The values of a parameter, of which there may be one, several or none. */
function valuesOf(parameters: unknown, name: string): string[] {
  if (typeof parameters !== 'object' || parameters === null) return [];
  const value: unknown = Reflect.get(parameters, name);
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}
