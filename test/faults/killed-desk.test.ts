import t from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { importBundle } from '../../src/services/import/import.ts';
import { ARTICLE, FERRY } from '../helpers/fixtures/article.ts';
import { RECORDED } from '../helpers/fixtures/records.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { inBrowser } from '../helpers/service/browser.ts';
import { serve } from '../helpers/service/served.ts';
import { makeKey } from './desk.ts';

await inBrowser(t, 'in a browser', [], async (t, site) => {
  t.test('what is typed at the desk is there after the service was killed, and after the session ended', async (t) => {
    const place = new Workplace(t);
    const empty = openSqliteStore(place.database);
    await importBundle(empty, { ...FERRY, sources: [] }, RECORDED);
    await empty.close();
    const token = await makeKey(place.database);
    const first = await serve(t, place, { args: ['--no-seed'] });
    const { port } = new URL(first.url);
    const page = await site.open(t, `http://localhost:${port}/desk`);
    const signIn = async (tab: typeof page) => {
      await tab.getByLabel('Your key').fill(token);
      await tab.keyboard.press('Enter');
    };
    await signIn(page);
    await page.getByLabel('Its text').fill(ARTICLE);
    await page.getByLabel('Title of the article').fill('Ferry toll divides the council');
    await page.getByLabel('Published by').fill('Harbour Post');
    await page.getByLabel('Published on').fill('2026-03-05');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^1 of/ }).waitFor();
    const summary = page.getByLabel('The position in one sentence of yours');
    const kept = page.locator('[data-kept]');
    for (const key of ['1', '1', 't']) await page.keyboard.press(key);
    await page.keyboard.type('Fears for the bridge');
    await kept.getByText(/^kept/).waitFor();

    await first.end('SIGKILL');
    await page.keyboard.type(', and will not cross it.');
    await kept.getByText('the service does not answer').waitFor();
    const second = await serve(t, place, { args: ['--no-seed'], settings: { PORT: port } });
    await kept.getByText(/^kept/).waitFor();
    const typed = 'Fears for the bridge, and will not cross it.';
    t.equal(await summary.inputValue(), typed);
    await second.end('SIGKILL');
    const third = await serve(t, place, { args: ['--no-seed'], settings: { PORT: port } });

    // Another browser, which knows nothing of the first.
    const other = await site.open(t, page.url());
    await signIn(other);
    await other.getByRole('heading', { name: /^1 of/ }).waitFor();
    t.equal(await other.getByLabel('The position in one sentence of yours').inputValue(), typed);
    t.equal(await other.getByLabel('Opposes 1').isChecked(), true);

    // It goes on there, and the first tab is stale by then.
    await other.getByLabel('The position in one sentence of yours').fill('Of the other tab.');
    await other
      .locator('[data-kept]')
      .getByText(/^kept \d\d:/)
      .waitFor();
    await summary.fill('Of the first tab.');
    await kept.getByText('another tab has kept something else').waitFor();
    t.equal(await summary.inputValue(), 'Of the first tab.');
    await page.reload();
    t.equal(await summary.inputValue(), 'Of the other tab.');
    await page.getByRole('button', { name: 'Put it back' }).press('Enter');
    t.equal(await summary.inputValue(), 'Of the first tab.', 'nothing of either is lost');
    await kept.getByText(/^kept \d\d:/).waitFor();

    // The session ends.
    const cookies = await page.context().cookies(`http://localhost:${port}/desk`);
    await page.context().clearCookies();
    await summary.fill('Typed without a session.');
    await kept.getByText('you are signed out').waitFor();
    await page.context().addCookies(cookies);
    await kept.getByText(/^kept \d\d:/).waitFor();
    await third.end('SIGTERM');
    const store = openSqliteStore(place.database);
    t.teardown(() => store.close());
    const [{ id } = { id: '' }] = (await store.keys.list({ limit: 1 })).items;
    t.match((await store.documents.keptDecision('1', id))?.fields, { 'summary.toll': 'Typed without a session.' });
    t.strictSame(await store.check(), []);
  });
});
