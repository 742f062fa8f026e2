import type { Page } from 'playwright-core';
import t from 'tap';
import { codedNewsroom } from '../helpers/fixtures/coded-article.ts';
import { inBrowser } from '../helpers/service/browser.ts';
import { lookEverywhere } from './look.ts';

async function signIn(page: Page, { authorization }: { readonly authorization: string }, back: string) {
  await page.getByLabel('Your key').fill(authorization.slice(7));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === back);
}

await inBrowser(t, 'in a browser', [], async (t, site) => {
  t.test('two people code by keys alone, a third decides, and axe finds nothing on the way', async (t) => {
    const { decide, open, code, submit, tax, boats, ida, bo, pia, store, app } = await codedNewsroom(t);
    await decide();
    await open();
    const origin = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
    const viewport = { width: 1280, height: 900 };
    const faults: string[] = [];

    const coder = await site.open(t, `${origin}/desk/coding`, { viewport });
    await signIn(coder, ida, '/desk/coding');
    faults.push(...(await lookEverywhere(coder, 'coding-list')));
    await coder.getByRole('link', { name: 'Ferry toll divides' }).press('Enter');
    await coder.getByRole('heading', { name: '1 of 2', exact: true }).waitFor();
    faults.push(...(await lookEverywhere(coder, 'coding')));
    await coder.getByLabel('Why you coded it so').fill('Of the first alone.');
    await coder.keyboard.press('Escape');
    await coder.keyboard.press('j');
    await coder.getByRole('heading', { name: '2 of 2', exact: true }).waitFor();
    t.equal(await coder.getByLabel('Why you coded it so').inputValue(), '', 'what is typed stays with its unit');
    await coder.keyboard.press('k');
    await coder.getByRole('heading', { name: '1 of 2', exact: true }).waitFor();
    await coder.keyboard.press('1');
    await coder.keyboard.press('t');
    await coder.keyboard.press('s');
    await coder.keyboard.type('Calls the toll a tax.');
    await coder.keyboard.press('Escape');
    await coder.keyboard.press('a');
    await coder.getByRole('heading', { name: '2 of 2', exact: true }).waitFor();
    await coder.keyboard.press('0');
    await coder.keyboard.press('a');
    await coder.getByText('All units are coded').waitFor();
    faults.push(...(await lookEverywhere(coder, 'coding-done')));
    await coder.getByRole('button', { name: 'Submit all of them' }).press('Enter');
    await coder.getByText('Nothing waits for you').waitFor();
    t.match(
      (await store.codings.codings('1')).map(({ option, basis, state }) => [option, basis, state]),
      [
        ['oppose', 'stated', 'submitted'],
        [null, null, 'submitted'],
      ],
    );

    for (const candidate of [tax, boats]) await code(candidate, 'oppose', bo);
    await submit(bo);
    const editor = await site.open(t, `${origin}/desk/documents/1/rounds`, { viewport });
    await signIn(editor, pia, '/desk/documents/1/rounds');
    faults.push(...(await lookEverywhere(editor, 'rounds')));
    await editor.getByRole('link', { name: 'Decide' }).press('Enter');
    await editor.getByText('2 of 2 to decide').waitFor();
    await editor.keyboard.press('j');
    await editor.getByText('It says nothing on it').waitFor();
    faults.push(...(await lookEverywhere(editor, 'adjudicate')));
    await editor.keyboard.press('0');
    await editor.keyboard.press('e');
    await editor.keyboard.type('A promise is no side.');
    await editor.keyboard.press('Escape');
    await editor.keyboard.press('a');
    await editor.getByText('1 of 2 to decide').waitFor();
    t.match((await store.codings.units('1'))[1]?.decision, {
      option: null,
      by: 'Pia',
      reason: 'A promise is no side.',
    });
    t.strictSame(faults, []);
  });
});
