/** HEAD: answered by the route of GET, whose body Node does not send (RFC 9110, section 9.3.2). */
import type { IncomingMessage } from 'node:http';
import type { App } from '../fastify-app.ts';

/** Those whose route is being looked up. */
const lookedUp = new WeakSet<IncomingMessage>();

/** Before its route is looked up: with one of its own for each HEAD, a start would register half as many again. */
export function lookUpAsGet(request: IncomingMessage): void {
  if (request.method !== 'HEAD') return;
  request.method = 'GET';
  lookedUp.add(request);
}

/** Once it has been: for whatever is asked of it, the request is what was sent. */
export function asSent(request: IncomingMessage): void {
  if (lookedUp.delete(request)) request.method = 'HEAD';
}

/** Before all other hooks. */
export function registerHeadRequests(app: App): void {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    asSent(raw);
    done();
  });
}
