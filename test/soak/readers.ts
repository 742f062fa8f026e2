/** Those who read: pages, tables, pictures, feeds, searches, large exports, and streams of events that are taken up again. */
import { setTimeout as wait } from 'node:timers/promises';
import { EventReader } from '../helpers/service/events.ts';
import type { Random } from './random.ts';
import type { Tally } from './tally.ts';

/** `then`: an instant at which what is asked for was there. */
const pathsAt = (then: string): readonly [string, ...string[]] => [
  '/',
  '/questions',
  '/v1/experts?limit=50',
  '/v1/matrix?expert=ada&expert=ben',
  '/v1/questions/bridge/matrix.csv?include=statements',
  '/v1/questions/bridge/matrix.svg',
  `/v1/matrix?question=bridge&knownAt=${then}`,
  '/v1/changes.atom',
  '/v1/corrections.json',
  '/v1/agreement?expert=ada&expert=ben',
  '/v1/search?q=bridge',
  '/v1/positions.ndjson',
  '/v1/experts.csv',
  '/readyz',
  '/metrics',
];

/** Larger than one answer holds; or by a clock that was put back, what is past lies ahead. */
const REFUSED = ['/problems/answer-too-large', 'knownAt must lie in the past'];

/** What such an answer may be: there, not changed since, or refused for one of those reasons. */
const isFine = (status: number, body: string): boolean =>
  status === 200 || status === 304 || (status === 400 && REFUSED.some((reason) => body.includes(reason)));

type Options = { readonly urlOf: () => string; readonly tally: Tally; readonly stop: AbortSignal };

/** Reads whatever there is, with the tag of the last answer now and then. */
export async function read({ urlOf, tally, stop }: Options, random: Random): Promise<void> {
  const tags = new Map<string, string>();
  const paths = pathsAt(new Date().toISOString());
  while (!stop.aborted) {
    const path = random.oneOf(paths);
    const tag = random.next() < 0.5 ? tags.get(path) : undefined;
    const begun = performance.now();
    try {
      const reply = await fetch(`${urlOf()}${path}`, { headers: tag === undefined ? {} : { 'if-none-match': tag } });
      const body = await reply.text();
      tally.took('read', performance.now() - begun);
      tally.count('read');
      tags.set(path, reply.headers.get('etag') ?? '');
      if (reply.status === 503 && reply.headers.has('retry-after')) tally.count('reading refused, for now');
      else if (!isFine(reply.status, body))
        tally.fail(`GET ${path} was answered ${reply.status} ${body.slice(0, 300)}`);
    } catch {
      tally.count('unread');
    }
    await wait(random.between(5, 60));
  }
}

/** Follows the log and goes on where it was: every number once, none left out. Answers with the last one. */
export async function follow({ urlOf, tally, stop }: Options, token: string): Promise<number> {
  let last = 0;
  while (!stop.aborted) {
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}`, 'last-event-id': String(last) };
    try {
      const response = await fetch(`${urlOf()}/v1/changes`, { headers, signal: stop });
      if (response.body === null || !response.ok) throw new Error(`${response.status}`);
      const reader = new EventReader(response, response.body.getReader());
      for (let before = -1; before < reader.events.length; ) {
        before = reader.events.length;
        for (const { id } of (await reader.until(before + 1)).slice(before)) {
          if (Number(id) !== last + 1) tally.fail(`a stream went from ${last} to ${id}`);
          last = Number(id);
          tally.count('event');
        }
      }
    } catch {
      tally.count('stream broken off');
    }
    await wait(100);
  }
  return last;
}
