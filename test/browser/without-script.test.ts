import type { Page } from 'playwright-core';
import t from 'tap';
import { inBrowser } from '../helpers/service/browser.ts';
import { ALL } from './pages.ts';
import { SHOWCASE } from './showcase.ts';

await inBrowser(t, 'in a browser that runs no script', [SHOWCASE], async (t, site) => {
  const without = { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } } as const;
  const queryOf = (page: Page) => new URL(page.url()).search;

  t.test('every page says what it has to say, and offers nothing that needs the script', async (t) => {
    const page = await site.open(t, '/', without);
    for (const [name, path] of ALL) {
      await page.goto(path);
      t.ok(await page.locator('h1').first().isVisible(), name);
      t.equal(await page.locator('.copy button:visible, dialog, [type=range]').count(), 0, name);
    }
  });

  t.test('the search form finds, and each hit leads to its page', async (t) => {
    const page = await site.open(t, '/', without);
    await page.getByRole('searchbox', { name: 'Search' }).fill('islands');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL('**/search?q=islands');
    await page.locator('.hits a', { hasText: 'A second ferry' }).click();
    t.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'A second ferry');
  });

  t.test('the form sets the day and the rule', async (t) => {
    const page = await site.open(t, '/questions/close-bridge', without);
    await page.getByLabel('As of').fill('2024-04');
    await page.getByLabel('Counting').selectOption('all');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL((url) => url.searchParams.get('asOf') === '2024-04');
    t.ok(await page.getByText('As of April 2024; every position counts.').isVisible());
    t.match(await page.locator('.tally').textContent(), '3 of 6 experts are on record');
    await page.getByRole('link', { name: 'Chidi Okafor' }).first().click();
    t.equal(queryOf(page), '?asOf=2024-04&rule=all', 'links keep the day and the rule');
    t.ok(await page.getByText('Said after this day').isVisible());
  });

  t.test('evidence has an address of its own', async (t) => {
    const page = await site.open(t, '/grid', without);
    await page.getByRole('link', { name: 'Leans against' }).click();
    await page.waitForURL('**/cells/okafor/close-bridge');
    t.ok(await page.getByText('I was too quick in March').isVisible());
    t.ok(await page.getByText('This position has changed.').isVisible());
  });

  t.test('people and questions are picked', async (t) => {
    const page = await site.open(t, '/grid?asOf=2025', without);
    await page.getByText('Pick people and questions').click();
    const picker = page.locator('.picker');
    for (const name of ['A second ferry', 'The vote of 20 January', 'Tunnel first', 'Miriam Quist', 'Kenji Sato'])
      await picker.getByLabel(name).uncheck();
    await picker.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('4 experts × 1 question').first().waitFor();
    t.equal(
      queryOf(page),
      '?question=close-bridge&expert=lind&expert=okafor&expert=marchetti&expert=van-der-berg&asOf=2025',
    );
  });

  t.test('each button of the grid leads to an address that holds the whole of it', async (t) => {
    const page = await site.open(
      t,
      '/grid?question=tunnel-first&question=close-bridge&expert=lind&expert=okafor',
      without,
    );
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).click();
      await page.waitForLoadState();
    };
    await page.getByRole('link', { name: 'Arrange rows and columns' }).click();
    await press('Move Tunnel first right');
    t.equal(queryOf(page), '?question=close-bridge&question=tunnel-first&expert=lind&expert=okafor&arrange=true');
    await press('Sort experts by Close the bridge to cars');
    await press('Sort experts by Close the bridge to cars the other way round');
    t.match(queryOf(page), /&sortExperts=-close-bridge&arrange=true$/);
    t.strictSame(await page.locator('tbody th > a').allTextContents(), ['Chidi Okafor', 'Ada Lind']);
    await press('Do not sort experts by Close the bridge to cars');
    t.strictSame(await page.locator('tbody th > a').allTextContents(), ['Ada Lind', 'Chidi Okafor']);
    await press('Move Ada Lind down');
    await press('Drop Close the bridge to cars');
    t.equal(queryOf(page), '?question=tunnel-first&expert=okafor&expert=lind&arrange=true');
    t.equal(await page.getByRole('button', { name: 'Drop Tunnel first' }).count(), 0, 'the last one stays');
    await page.getByRole('link', { name: 'Done arranging' }).click();
    t.equal(queryOf(page), '?question=tunnel-first&expert=okafor&expert=lind');
  });

  t.test('experts are chosen and compared', async (t) => {
    const page = await site.open(t, '/compare', without);
    await page.getByLabel('Ada Lind').check();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('Choose at least one more').waitFor();
    await page.getByLabel('Chidi Okafor').check();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ada Lind and Chidi Okafor' }).waitFor();
    t.match(await page.locator('.agreement').textContent(), /50% agreement on the 2 questions .* \(n = 2, too few/);
  });

  t.test('what an embed shows can be read', async (t) => {
    const page = await site.open(t, '/embed/questions/close-bridge', without);
    t.ok(await page.getByRole('link', { name: 'Giulia Marchetti' }).isVisible());
    t.ok(await page.getByText('Nothing on record:').isVisible());
  });
});
