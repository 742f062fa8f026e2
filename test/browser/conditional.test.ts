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
      for (const path of [...paths, '/v1/positions.ndjson', '/openapi.json']) {
        const first = await fetch(origin + path);
        await first.arrayBuffer();
        const again = await fetch(origin + path, { headers: { 'If-None-Match': first.headers.get('etag') ?? '' } });
        found.push(first.status, again.status);
      }
      return found;
    }, site.origin);
    t.strictSame(statuses, Array.from({ length: 6 }, () => [200, 304]).flat());
  });
});
