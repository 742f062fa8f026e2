import t from 'tap';
import { inBrowser } from '../helpers/service/browser.ts';
import { newspaper } from './newspaper.ts';
import { SHOWCASE } from './showcase.ts';

await inBrowser(t, 'in a browser', [SHOWCASE], async (t, site) => {
  t.test('a script of another site that has an answer gets 304, and reads what is left to it', async (t) => {
    const page = await site.open(t, '/');
    await page.goto(await newspaper(t, ''));
    const statuses = await page.evaluate(async (origin) => {
      const found: (number | string)[] = [];
      const paths = ['/v1/matrix', '/v1/matrix.csv', '/v1/questions/close-bridge/matrix.svg', '/v1/changes.atom'];
      // Not every Accept is one that a browser sends to another site unasked, and no traceparent is.
      const profiled = { Accept: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"' };
      const traced = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'a=1' };
      const asked: [path: string, headers?: { [name: string]: string }][] = [
        ...[...paths, '/v1/positions.ndjson', '/openapi.json'].map((path): [string] => [path]),
        ...['/v1/statements', '/v1/matrix'].map((path): [string, { [name: string]: string }] => [path, profiled]),
        ['/v1/matrix', traced],
      ];
      for (const [path, headers = {}] of asked) {
        const first = await fetch(origin + path, { headers });
        await first.arrayBuffer();
        const tag = first.headers.get('etag') ?? '';
        const again = await fetch(origin + path, { headers: { ...headers, 'If-None-Match': tag } });
        found.push(first.status, again.status);
      }
      return found;
    }, site.origin);
    t.strictSame(statuses, Array.from({ length: 9 }, () => [200, 304]).flat());
  });
});
