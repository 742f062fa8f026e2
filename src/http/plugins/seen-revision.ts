/**
 * What a writer has written they see from then on, whichever service and whichever copy of the database they ask next: the
 * answer to a write names a revision in Standpoint-Revision, and a request that carries it is answered of that state or a
 * later one. Within one service nobody has to: it never reads anything older than what it has written.
 */
import type { Store } from '../../core/ports/store.ts';
import type { App } from '../fastify-app.ts';
import { wrongParameter } from '../problems/problems.ts';

const HEADER = 'standpoint-revision';
const REVISION = /^\d{1,15}$/;
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

export function registerSeenRevision(app: App, store: Store): void {
  app.addHook('preValidation', async ({ method, headers }) => {
    const seen = headers[HEADER];
    if (seen !== undefined) {
      if (typeof seen !== 'string' || !REVISION.test(seen))
        throw wrongParameter('Standpoint-Revision', 'must be what an answer to a write said: a whole number');
      await store.atLeast(Number(seen));
    }
    // Whoever writes is held against what is there, not against what was.
    if (!SAFE_METHODS.includes(method)) await store.atLeast('latest');
  });
  app.addHook('onSend', async ({ method }, reply) => {
    if (SAFE_METHODS.includes(method) || reply.statusCode >= 300) return;
    reply.header(HEADER, String(await store.known()));
  });
}
