import t from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { ARTICLE, FERRY } from '../helpers/fixtures/article.ts';
import { inBrowser, serve } from '../helpers/service/browser.ts';
import { keyWith } from '../helpers/service/keys.ts';
import { newPath } from '../helpers/store/database.ts';
import { look } from './look.ts';

await inBrowser(t, 'in a browser', [], async (t, site) => {
  t.test(
    'an article is coded by keys alone, and axe finds nothing on the way, on a phone or in the dark',
    async (t) => {
      const path = newPath(t);
      const service = await serve(path, [{ ...FERRY, sources: [] }]);
      t.teardown(() => service.close());
      const store = openSqliteStore(path);
      t.teardown(() => store.close());
      const { authorization } = await keyWith(store, 'publish', { name: 'Pia' });
      const page = await site.open(t, `${service.origin}/desk`, { viewport: { width: 1280, height: 900 } });
      const faults = await look(page, 'sign-in');
      await page.keyboard.press('Tab');
      await page.getByLabel('Your key').fill(authorization.slice(7));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Articles' }).waitFor();
      faults.push(...(await look(page, 'articles')));
      await page.getByLabel('Title of the article').fill('Ferry toll divides the council');
      await page.getByLabel('Published by').fill('Harbour Post');
      await page.getByLabel('Published on').fill('2026-03-05');
      await page.getByLabel('Its text').fill(ARTICLE);
      await page.getByRole('button', { name: 'Read it' }).press('Enter');
      await page.getByRole('heading', { name: /^1 of/ }).waitFor();
      faults.push(...(await look(page, 'candidate')));

      // Set the first aside, undo that, and accept the second with an answer.
      await page.keyboard.press('x');
      await page.getByRole('heading', { name: /^2 of/ }).waitFor();
      await page.keyboard.press('k');
      await page.getByText('Set aside by Pia').waitFor();
      await page.keyboard.press('u');
      await page.getByLabel('Who', { exact: true }).waitFor();
      await page.keyboard.press('j');
      await page.getByRole('heading', { name: /^2 of/ }).waitFor();
      for (const key of ['1', '1', 't']) await page.keyboard.press(key);
      await page.keyboard.type('Calls the toll a tax.');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^3 of/ }).waitFor();
      t.match(await store.documents.candidate('2'), { state: 'accepted' });
      const positions = await store.ids('position');
      t.match(await store.get('position', positions[0] ?? ''), { expert: 'keita', option: 'oppose', basis: 'stated' });

      for (;;) {
        const [next] = await store.documents.candidates('1', ['open']);
        if (next === undefined) break;
        await page.goto(`${service.origin}/desk/documents/1?candidate=${next.id}`);
        await page.keyboard.press('x');
        await page.waitForURL((url) => url.searchParams.get('candidate') !== next.id);
      }
      await page.keyboard.press('r');
      await page.getByRole('heading', { name: 'Publish', exact: true }).waitFor();
      faults.push(...(await look(page, 'review')));
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia({ colorScheme: 'dark' });
      for (const [name, address] of Object.entries({
        articles: '/desk',
        candidate: '/desk/documents/1',
        review: '/desk/documents/1/review',
        proposals: '/desk/proposals',
      })) {
        await page.goto(`${service.origin}${address}`);
        faults.push(...(await look(page, `${name}-phone-dark`)));
        t.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, `${name} fits`);
      }
      await page.goto(`${service.origin}/desk/documents/1/review`);
      await page.keyboard.press('a');
      await page.getByText('public already').waitFor();
      t.strictSame(faults, []);
    },
  );
});
