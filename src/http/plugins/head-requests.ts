/** HEAD: answered by the route of GET, whose body Node does not send (RFC 9110, section 9.3.2). */
import type { App } from '../fastify-app.ts';

/** Before all routes. One route for both: with one of its own for each HEAD, a start registers half as many again. */
export function registerHeadRequests(app: App): void {
  app.addHook('onRoute', (route) => {
    if (route.method === 'GET') route.method = ['GET', 'HEAD'];
  });
}
