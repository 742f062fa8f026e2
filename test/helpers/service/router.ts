/** What the router knows, whether or not the OpenAPI document does. */
import type { HTTPMethods } from 'fastify';
import type { App } from '../../../src/http/fastify-app.ts';

/** The addresses for a method, as /v1/experts/{id}: the tree the router prints, read line by line. HEAD is answered by the routes of GET. */
export function routesOf(app: App, method: HTTPMethods): string[] {
  const above: string[] = [];
  return app
    .printRoutes({ commonPrefix: false, method: method === 'HEAD' ? 'GET' : method })
    .split('\n')
    .filter((line) => line.includes('── '))
    .map((line) => {
      const [, indent = '', segment = ''] = /^(.*?[├└]── )(\S+) \(/.exec(line) ?? [];
      const depth = indent.length / 4 - 1;
      above.splice(depth, above.length, segment);
      return above.join('').replaceAll(/:([^/]+)/g, '{$1}');
    });
}
