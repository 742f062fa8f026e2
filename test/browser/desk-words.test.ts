import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { ARTICLE, FERRY } from '../helpers/fixtures/article.ts';
import { inBrowser, type Site, serve } from '../helpers/service/browser.ts';
import { keyWith } from '../helpers/service/keys.ts';
import { newPath } from '../helpers/store/database.ts';
import { lookEverywhere } from './look.ts';

/** Somebody at an article of which the program has found what it finds. */
async function atArticle(t: Test, site: Site) {
  const path = newPath(t);
  const service = await serve(path, [{ ...FERRY, sources: [] }]);
  t.teardown(() => service.close());
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  const { authorization } = await keyWith(store, 'write', { name: 'Ida' });
  const page = await site.open(t, `${service.origin}/desk`, { viewport: { width: 1280, height: 900 } });
  await page.getByLabel('Your key').fill(authorization.slice(7));
  await page.keyboard.press('Enter');
  await page.getByLabel('Its text').fill(ARTICLE);
  await page.getByLabel('Title of the article').fill('Ferry toll divides the council');
  await page.getByLabel('Published by').fill('Harbour Post');
  await page.getByLabel('Published on').fill('2026-03-05');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^1 of/ }).waitFor();
  const text = (await store.documents.text('1')) ?? '';
  /** The words of the candidate, as the text has them. */
  const wordsOf = async (id: string) => {
    const { quotes = [], content = [] } = (await store.documents.candidate(id)) ?? {};
    const said = (spans: readonly { readonly start: number; readonly end: number }[]) =>
      spans.map(({ start, end }) => text.slice(start, end));
    return { quotes: said(quotes), content: said(content) };
  };
  return { page, store, wordsOf };
}

const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const selected = (page: Page) => page.evaluate('getSelection().toString()');

await inBrowser(t, 'in a browser', [], async (t, site) => {
  t.test('the edges of what was found are moved by keys, a word at a time, and what was typed stays', async (t) => {
    const { page, wordsOf } = await atArticle(t, site);
    t.strictSame(await wordsOf('1'), { quotes: ['The bridge will not last another winter,'], content: [] });
    for (const key of ['1', '1', 't']) await page.keyboard.press(key);
    await page.keyboard.type('Fears for the bridge.');
    await press(page, 'Escape', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Alt+Shift+ArrowRight');
    t.equal(await selected(page), 'bridge will not last another');
    await press(page, 'Escape');
    t.equal(await selected(page), '', 'left off, nothing has moved');
    await press(page, 'Shift+ArrowLeft', 'Alt+Shift+ArrowRight', 'Enter');
    await page.locator('mark[aria-current]', { hasText: /^bridge will not last another winter$/ }).waitFor();
    t.strictSame(await wordsOf('1'), { quotes: ['bridge will not last another winter'], content: [] });
    t.equal(
      await page.locator('details[open]').getByLabel('The position in one sentence').inputValue(),
      'Fears for the bridge.',
    );
    await page.goto(`${new URL(page.url()).origin}/desk/documents/1?candidate=4`);
    await press(page, 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Enter');
    await page.getByRole('heading', { name: /^4 of/ }).waitFor();
    await page.locator('mark[aria-current]', { hasText: /^We got$/ }).waitFor();
    t.strictSame(await wordsOf('4'), { quotes: ['We were promised two boats 🚢,', 'We got'], content: [] });
  });

  t.test('words are selected by keys, and proposed as what somebody says', async (t) => {
    const { page, store, wordsOf } = await atArticle(t, site);
    const count = (await store.documents.candidates('1')).length;
    await press(page, 'b');
    t.equal(await selected(page), '”', 'behind the words at hand');
    await press(page, 'ArrowRight');
    t.equal(await selected(page), 'said');
    for (let at = 0; at < 4; at += 1) await press(page, 'ArrowRight');
    await press(page, 'Shift+ArrowRight', 'Shift+ArrowRight');
    t.equal(await selected(page), 'the city engineer');
    t.strictSame(await lookEverywhere(page, 'selected'), []);
    await press(page, 'Enter');
    await page.keyboard.type('Ines Ferreira');
    await press(page, 'Enter');
    await page.getByText('proposed by Ida').waitFor();
    t.strictSame(await wordsOf(String(count + 1)), { quotes: [], content: ['the city engineer'] });
  });

  t.test(
    'what is selected with the mouse is taken apart at its quotation marks, and is that place of several',
    async (t) => {
      const { page, wordsOf } = await atArticle(t, site);
      const drag = async (from: string, to: string) => {
        const box = (words: string) =>
          page.evaluate(
            `(() => { const text = document.querySelector('.article'); const nodes = document.createTreeWalker(text, 4);
            while (nodes.nextNode()) { const at = nodes.currentNode.data.indexOf(${JSON.stringify(words)});
              if (at !== -1) { const range = document.createRange(); range.setStart(nodes.currentNode, at);
                range.setEnd(nodes.currentNode, at + ${words.length}); const { left, right, top, bottom } = range.getBoundingClientRect();
                return { left, right, y: (top + bottom) / 2 }; } } })()`,
          ) as Promise<{ left: number; right: number; y: number }>;
        const [begin, end] = [await box(from), await box(to)];
        await page.mouse.move(begin.left + 1, begin.y);
        await page.mouse.down();
        await page.mouse.move(end.right - 1, end.y, { steps: 5 });
        await page.mouse.up();
      };
      await drag('said. “', 'We got one.');
      await page.getByRole('button', { name: 'Make these the words at hand' }).click();
      await page.locator('mark[aria-current]', { hasText: /^We got one\.$/ }).waitFor();
      t.strictSame(await wordsOf('1'), { quotes: ['We got one.'], content: ['said.'] });
      await drag('that afternoon', 'harbour board');
      await page.getByRole('button', { name: 'Propose what is selected' }).click();
      await page.keyboard.type('Omar Keita');
      await press(page, 'Enter');
      await page.getByText('proposed by Ida').waitFor();
      t.match((await wordsOf('5')).content, [/^that afternoon knew [\s\S]*harbour board$/]);
    },
  );
});
