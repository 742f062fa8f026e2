/** What caches are told: for how long an answer may be kept, and by which names it can be purged. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownAtOf } from '../parameters.ts';

/** What was known so long ago is settled: whoever was writing at that instant has ended. */
const SETTLED_AFTER_MS = 10_000;
const FOR_A_YEAR = 'max-age=31536000, immutable';

/** More of either, and an answer has the name of all of them: proxies take headers of a few kilobytes. */
const MAX_NAMED = 40;

export type CachePolicy = (request: FastifyRequest, reply: FastifyReply) => void;

/** Sets the headers of every answer out of the store. `sharedSeconds`: for so long a shared cache may send it unasked; 0 for never. */
export function createCachePolicy(sharedSeconds: number): CachePolicy {
  const current =
    sharedSeconds === 0 ? 'no-cache' : `max-age=0, s-maxage=${sharedSeconds}, stale-while-revalidate=${sharedSeconds}`;
  return (request, reply) => {
    const { isForAll } = request;
    const audience = isForAll ? 'public' : 'private';
    reply.header('cache-control', `${audience}, ${isSettled(request) ? FOR_A_YEAR : isForAll ? current : 'no-cache'}`);
    if (!isForAll) return;
    const names = purgeNames(request);
    // The first is what Cloudflare, Akamai and Varnish read, the second is Fastly's.
    reply.header('cache-tag', names.join(',')).header('surrogate-key', names.join(' '));
  };
}

/** True where the answer is of a past state, which does not change any more. */
function isSettled(request: FastifyRequest): boolean {
  const knownAt = knownAtOf(request);
  return knownAt !== null && Date.parse(knownAt) + SETTLED_AFTER_MS < Date.now();
}

/**
 * Whom and what an answer is about, by its address: `expert-ID` and `question-ID` of those it is narrowed to, `experts` or
 * `questions` where it is not, and `all` where it is narrowed to neither.
 */
export function purgeNames({ params, query, routeOptions: { url = '' } }: FastifyRequest): string[] {
  const about = (kind: 'expert' | 'question'): string[] => {
    const path = new RegExp(`/${kind}s/:id`).test(url) ? valuesOf(params, 'id') : valuesOf(params, kind);
    const ids = [...new Set([...path, ...valuesOf(query, kind)])];
    return ids.length > MAX_NAMED ? [] : ids.map((id) => `${kind}-${encodeURIComponent(id)}`);
  };
  const [experts, questions] = [about('expert'), about('question')];
  return [
    ...(experts.length > 0 ? experts : ['experts']),
    ...(questions.length > 0 ? questions : ['questions']),
    ...(experts.length + questions.length > 0 ? [] : ['all']),
  ];
}

/** The values of a parameter, of which there may be one, several or none. */
function valuesOf(parameters: unknown, name: string): string[] {
  if (typeof parameters !== 'object' || parameters === null) return [];
  const value: unknown = Reflect.get(parameters, name);
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}
