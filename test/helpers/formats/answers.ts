/** What a running service answers to every right request: as it is in every format, with a parameter more in the first. */
import { requests, urlOf } from '../service/requests.ts';

/** Answers that tell of the process, or never end. */
const OTHERS = ['/metrics', '/healthz', '/readyz'];
const ENDLESS = 'text/event-stream';

/** Headers that depend on the state of the store, and on nothing else. */
const HEADERS = ['content-type', 'etag', 'link', 'location', 'vary', 'cache-control'];

/** By request, what came back: the status, those headers and every byte. */
export type Answers = ReadonlyMap<string, string>;

/** Asks everything that can be asked with GET; `token` as a caller with that key. */
export async function answersOf(url: string, token?: string): Promise<Answers> {
  const answers = new Map<string, string>();
  for (const { method, path, operation, url: address } of requests()) {
    if (method !== 'get' || OTHERS.includes(path)) continue;
    const mediaTypes = Object.keys(operation.responses['200']?.content ?? {}).filter((type) => type !== ENDLESS);
    for (const mediaType of address === urlOf(path, operation) ? mediaTypes : mediaTypes.slice(0, 1)) {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const reply = await fetch(`${url}${address}`, {
        redirect: 'manual',
        headers: { accept: mediaType, ...authorization },
      });
      const headers = HEADERS.map((name) => `${name}: ${reply.headers.get(name)}`);
      const body = Buffer.from(await reply.arrayBuffer()).toString('latin1');
      answers.set(`${address} as ${mediaType}`, [reply.status, ...headers, '', body].join('\n'));
    }
  }
  return answers;
}
