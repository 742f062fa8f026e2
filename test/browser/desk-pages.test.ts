import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { BREAKWATER } from '../helpers/fixtures/breakwater.ts';
import { codedRound, type Headers } from '../helpers/fixtures/coded-article.ts';
import { inBrowser } from '../helpers/service/browser.ts';
import { routesOf } from '../helpers/service/router.ts';
import { lookEverywhere } from './look.ts';

const KINDS = ['experts', 'sources', 'questions', 'scales', 'statements', 'positions'] as const;

/** Of each route of the desk that answers a page, the pages that are looked at. */
const PAGES: { readonly [route: string]: readonly string[] } = {
  '/desk': ['/desk'],
  '/desk/coding': ['/desk/coding'],
  '/desk/documents/{id}': ['/desk/documents/1', '/desk/documents/2', '/desk/documents/2?candidate=9'],
  '/desk/documents/{id}/adjudicate': ['/desk/documents/1/adjudicate'],
  '/desk/documents/{id}/coding': ['/desk/documents/3/coding'],
  '/desk/documents/{id}/reliability': ['/desk/documents/1/reliability'],
  '/desk/documents/{id}/review': ['/desk/documents/1/review', '/desk/documents/2/review'],
  '/desk/documents/{id}/rounds': ['/desk/documents/1/rounds', '/desk/documents/3/rounds'],
  '/desk/import': ['/desk/import'],
  '/desk/new/{kind}': KINDS.map((kind) => `/desk/new/${kind}`),
  '/desk/preview': ['/desk/preview'],
  '/desk/preview/agreement': ['/desk/preview/agreement'],
  '/desk/preview/cells/{expert}/{question}': ['/desk/preview/cells/keita/toll'],
  '/desk/preview/compare': ['/desk/preview/compare?expert=keita&expert=ingrid-solheim'],
  '/desk/preview/experts': ['/desk/preview/experts'],
  '/desk/preview/experts/{id}': ['/desk/preview/experts/keita'],
  '/desk/preview/grid': ['/desk/preview/grid'],
  '/desk/preview/moves': ['/desk/preview/moves'],
  '/desk/preview/network': ['/desk/preview/network'],
  '/desk/preview/questions': ['/desk/preview/questions'],
  '/desk/preview/questions/{id}': ['/desk/preview/questions/toll'],
  '/desk/preview/sources': ['/desk/preview/sources'],
  '/desk/preview/sources/{id}': ['/desk/preview/sources/ferry'],
  '/desk/preview/statements': ['/desk/preview/statements'],
  '/desk/preview/statements/{id}': ['/desk/preview/statements/ferry-c2'],
  '/desk/preview/topics': ['/desk/preview/topics'],
  '/desk/proposals': ['/desk/proposals'],
  '/desk/records': ['/desk/records'],
  '/desk/records/{kind}': ['/desk/records/experts', '/desk/records/positions'],
  '/desk/records/{kind}/{id}': [
    ...['experts/keita', 'sources/ferry', 'questions/toll', 'scales/support', 'experts/nobody'],
  ].map((it) => `/desk/records/${it}`),
};

/** A table that was brought is looked at where it is imported (desk-import.test.ts); the other only leads on. */
const ELSEWHERE = ['/desk/import/{id}', '/desk/session'];

/** What can be clicked or filled in, and is not reached by Tab; but for the marks in a text, to which other links lead, and
 * the button that Enter presses. */
const OUT_OF_REACH = `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((it) => it.tabIndex < 0 && it.checkVisibility() && !it.querySelector('mark') && !it.closest('[aria-hidden]')).map((it) => it.outerHTML.slice(0, 80))`;

async function signIn(page: Page, { authorization = '' }: Headers) {
  await page.getByLabel('Your key').fill(authorization.slice(7));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Articles' }).waitFor();
}

/** A text of one statement. */
const SHORT = 'Nobody will pay the toll twice, and nobody should.\n\n“It is a tax on islanders,” Omar Keita said.';

/** Beside the article whose round waits for a decision: one half decided, one to be coded by Ida, and a proposal. */
async function room(t: Test) {
  const { app, store, ida, post, get, coders, pia } = await codedRound(t);
  const done = async (sent: ReturnType<typeof post>) => {
    const { statusCode, body } = await sent;
    if (statusCode >= 300) throw new Error(body);
  };
  const source = { title: 'Breakwater vote leaves Sandholm split', publisher: 'Sandholm Post', language: 'en' };
  await done(post('/v1/sources', { id: 'wall', ...source, publishedOn: '2026-03-05' }, pia));
  await done(post('/v1/documents', { source: 'wall', text: BREAKWATER }));
  const [first, second] = await store.documents.candidates('2', ['open']);
  const newExpert = { name: 'Ingrid Solheim' };
  await done(post(`/v1/candidates/${first?.id}/accept`, { revision: 1, newExpert }));
  await done(post(`/v1/candidates/${second?.id}/reject`, { revision: 1, reason: 'double' }));
  await done(post('/v1/documents', { source: 'wall', text: SHORT }));
  const [only] = await store.documents.candidates('3', ['open']);
  await done(post(`/v1/candidates/${only?.id}/accept`, { revision: 1, expert: 'keita' }));
  await done(post('/v1/documents/3/rounds', { questions: ['toll'], coders }, pia));
  const { etag = '' } = (await get('/v1/questions/toll')).headers;
  const headers = { ...ida, 'if-match': etag, 'content-type': 'application/merge-patch+json' };
  const payload = { title: 'Toll on the ferry', reason: 'As the council calls it.' };
  await done(app.inject({ method: 'PATCH', url: '/v1/questions/toll', headers, payload }));
  return { app, ida, pia };
}

await inBrowser(t, 'in a browser', [], async (t, site) => {
  t.test(
    'axe finds nothing on any page of the desk, light or dark, wide or small, and Tab reaches all of it',
    async (t) => {
      const { app, ida, pia } = await room(t);
      const routes = routesOf(app, 'GET').filter((it) => /^\/desk(\/|$)/.test(it));
      t.strictSame(
        [...Object.keys(PAGES), ...ELSEWHERE].toSorted(),
        routes.toSorted(),
        'each page of the desk is looked at',
      );
      const origin = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
      const isCoders = (path: string) => path.endsWith('/coding');
      const paths = Object.values(PAGES).flat();
      const seenBy = [
        [pia, paths.filter((path) => !isCoders(path))],
        [ida, paths.filter(isCoders)],
      ] as const;
      const faults: string[] = [];
      for (const [person, places] of seenBy) {
        const page = await site.open(t, `${origin}/desk`, { viewport: { width: 1280, height: 900 } });
        if (person === pia) faults.push(...(await lookEverywhere(page, 'sign-in')));
        await signIn(page, person);
        for (const path of places) {
          await page.goto(`${origin}${path}`);
          faults.push(...(await lookEverywhere(page, path.slice(1).replaceAll(/[^\w]+/g, '-'))));
          t.equal(await page.locator('h1').count(), 1, `${path} has one h1`);
          t.strictSame(await page.evaluate(OUT_OF_REACH), [], `${path}: by Tab`);
        }
      }
      t.strictSame(faults, []);
    },
  );
});
