import t from 'tap';
import { codedNewsroom } from '../helpers/fixtures/coded-article.ts';
import { inBrowser } from '../helpers/service/browser.ts';
import { lookEverywhere } from './look.ts';

await inBrowser(t, 'in a browser', [], async (t, site) => {
  t.test('records are made and mended at the desk; what is typed outlasts a page that is left', async (t) => {
    const { app, pia, store } = await codedNewsroom(t);
    const origin = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
    const page = await site.open(t, `${origin}/desk/records`, { viewport: { width: 1280, height: 900 } });
    await page.getByLabel('Your key').fill(pia.authorization?.slice(7) ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Records' }).waitFor();
    const faults = await lookEverywhere(page, 'records');
    await page.goto(`${origin}/desk/records/experts`);
    faults.push(...(await lookEverywhere(page, 'experts')));
    await page.goto(`${origin}/desk/new/questions`);
    faults.push(...(await lookEverywhere(page, 'new-question')));
    await page.getByLabel('Title').fill('Pier');
    await page.goto(`${origin}/desk/records/experts/keita`);
    faults.push(...(await lookEverywhere(page, 'expert')));
    await page.getByLabel('Description').fill('Councillor.');
    await page.goto(`${origin}/desk/new/questions`);
    t.equal(await page.getByLabel('Title').inputValue(), 'Pier', 'as it was left');
    await page.goto(`${origin}/desk/records/experts/keita`);
    t.equal(await page.getByLabel('Description').inputValue(), 'Councillor.');
    await page.getByLabel('Why it is changed').fill('His office.');
    await page.keyboard.press('Escape');
    const again = page.waitForEvent('load');
    await page.keyboard.press('a');
    await again;
    t.equal(await page.getByLabel('Why it is changed').inputValue(), '', 'what was taken is forgotten');
    t.equal((await store.get('expert', 'keita'))?.description, 'Councillor.');
    t.strictSame(faults, []);
  });
});
