import type { Locator, Page } from 'playwright-core';
import t from 'tap';
import type { Match } from '../../src/core/comparison/match.ts';
import { inBrowser } from '../helpers/service/browser.ts';
import { newspaper } from './newspaper.ts';
import { SHOWCASE } from './showcase.ts';

const focused = (page: Page): Locator => page.locator(':focus');

/** What has the focus, in a few words. */
const nameOfFocus = (page: Page): Promise<string> =>
  focused(page).evaluate(
    (element) => `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`,
  );

await inBrowser(t, 'in a browser', [SHOWCASE], async (t, site) => {
  t.test('an editor finds a question, checks a cell, copies the table and embeds it in a story', async (t) => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await site.open(t, '/', { permissions, viewport: { width: 1280, height: 900 } });
    await page.getByRole('link', { name: 'Close the bridge to cars' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Close the bridge to cars' }).waitFor();

    await page.getByRole('link', { name: 'Chidi Okafor' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Chidi Okafor on Close the bridge to cars' });
    await dialog.getByText('I was too quick in March').waitFor();
    t.equal(await dialog.getByText('Earlier').count(), 1, 'what he held before');
    t.equal(new URL(page.url()).pathname, '/questions/close-bridge', 'the page stays');
    t.match(
      await dialog.getByRole('link', { name: 'Open as a page' }).getAttribute('href'),
      '/cells/okafor/close-bridge',
    );
    await dialog.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByText('Copied.').waitFor();
    const markdown = String(await page.evaluate('navigator.clipboard.readText()'));
    t.match(markdown, /^\| Expert +\|/m);
    t.match(markdown, 'I was too quick in March');

    await page.getByRole('button', { name: 'Copy embed code' }).click();
    await page.getByText('Copied.').waitFor();
    const code = String(await page.evaluate('navigator.clipboard.readText()'));
    await page.goto(await newspaper(t, code));
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Close the bridge to cars' }).waitFor();
    t.ok(await frame.getByRole('link', { name: 'Ada Lind' }).isVisible());
    await page.waitForFunction("document.querySelector('iframe').height !== '480'");
    const height = Number(await page.locator('iframe').getAttribute('height'));
    t.equal(height, await frame.locator('html').evaluate((root) => Math.ceil(root.getBoundingClientRect().height)));
    t.equal(await frame.locator('body').evaluate((body) => body.ownerDocument.styleSheets.length), 1, 'with its style');

    const opened = page.context().waitForEvent('page');
    await frame.getByRole('link', { name: 'every quote' }).click();
    await (await opened).getByRole('heading', { name: 'In their words' }).waitFor();
    t.strictSame(await page.context().cookies(), []);
  });

  t.test(
    'what is copied is whole in a column of any width, light or dark, and stays as it was where that is asked for',
    async (t) => {
      const page = await site.open(t, '/questions/close-bridge');
      for (const id of ['embed-code', 'frozen-code']) {
        const code = await page.locator(`#${id}`).inputValue();
        const story = await newspaper(t, code.replace('theme=light', 'theme=dark'));
        const host = await page.context().newPage();
        for (const width of [360, 640, 1100]) {
          await host.setViewportSize({ width, height: 900 });
          await host.goto(story);
          const root = host.frameLocator('iframe').locator('html');
          await host.frameLocator('iframe').getByRole('link', { name: 'every quote' }).waitFor();
          await host.waitForFunction("document.querySelector('iframe').height !== '480'");
          const cut = await root.evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => [
            scrollHeight - clientHeight,
            scrollWidth - clientWidth,
          ]);
          t.strictSame(cut, [0, 0], `${id} at ${width}`);
          t.equal(
            await root.evaluate((it) => it.ownerDocument.defaultView.getComputedStyle(it).backgroundColor),
            'rgb(21, 22, 26)',
          );
        }
        const frozen = await host.frameLocator('iframe').getByText('As it was known on').count();
        t.equal(frozen, id === 'frozen-code' ? 1 : 0, id);
        await host.close();
      }
    },
  );

  t.test('a system that speaks oEmbed finds the embed, in the size that it has room for', async (t) => {
    const page = await site.open(t, '/grid?question=close-bridge&question=tunnel-first&asOf=2024');
    const href = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
    const answer = await (await page.request.get(`${href}&maxwidth=300&maxheight=200`)).json();
    t.match(answer, { version: '1.0', type: 'rich', width: 300, height: 200 });
    await page.goto(await newspaper(t, answer.html));
    t.match(await page.locator('iframe').boundingBox(), { width: 300 });
    const frame = page.frameLocator('iframe');
    await frame.getByRole('columnheader', { name: 'Tunnel first' }).waitFor();
    t.ok(await frame.getByText('As of 2024;').isVisible());
  });

  t.test('an editor cuts a grid to shape in place, and the address is what they see', async (t) => {
    const page = await site.open(t, '/grid', { viewport: { width: 1280, height: 900 } });
    const columns = () => page.locator('table.grid thead th > a').allTextContents();
    const rows = () => page.locator('table.grid tbody th > a').allTextContents();
    const act = async (name: string) => {
      const before = page.url();
      await page.getByRole('button', { name, exact: true }).click();
      await page.waitForURL((url) => url.href !== before);
      await page.locator('table.grid').waitFor();
    };
    t.equal(await page.locator('.tools').count(), 0, 'the buttons are there for who asks for them');
    await page.getByRole('link', { name: 'Arrange rows and columns' }).click();
    await page.locator('.tools').first().waitFor();
    t.equal(await nameOfFocus(page), 'A Done arranging');
    await act('Drop A second ferry');
    t.strictSame(await columns(), ['Close the bridge to cars', 'The vote of 20 January', 'Tunnel first']);
    await act('Move Tunnel first left');
    t.strictSame(await columns(), ['Close the bridge to cars', 'Tunnel first', 'The vote of 20 January']);
    t.equal(await nameOfFocus(page), 'BUTTON Move Tunnel first left', 'the focus goes with it');
    await act('Sort experts by Close the bridge to cars');
    const sorted = ['Ada Lind', 'Kenji Sato', 'Chidi Okafor', 'Giulia Marchetti'];
    t.strictSame((await rows()).slice(0, 4), sorted);
    t.equal(await page.locator('th[aria-sort=descending]').count(), 1);
    const { url, shown } = { url: page.url(), shown: await rows() };
    await act('Drop Kenji Sato');
    t.match(await page.locator('.tally').textContent(), '5 experts × 3 questions');
    t.match(await page.locator('body > [role=status]').textContent(), '5 experts × 3 questions', 'it is said');
    await page.goBack();
    await page.getByRole('rowheader', { name: 'Kenji Sato' }).waitFor();
    t.strictSame(await rows(), shown, 'the way back');
    const other = await site.open(t, url);
    t.strictSame(
      await other.locator('table.grid tbody th > a').allTextContents(),
      shown,
      'the same for whoever gets it',
    );
  });

  t.test('the slider goes through the days on which something was said, without leaving the page', async (t) => {
    const page = await site.open(t, '/questions/close-bridge');
    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByText('As of 2 March 2024').first().waitFor();
    await page.waitForURL(/asOf=2024-03-02$/);
    t.equal(await page.getByText('1 of 6 experts are on record').count(), 1);
    t.ok(await page.getByRole('slider').evaluate((it) => it === it.ownerDocument.activeElement), 'it keeps the focus');
    await page.keyboard.press('End');
    await page.waitForURL(/\/questions\/close-bridge\??$/);
    await page.getByText('5 of 6 experts are on record').waitFor();
  });

  t.test('readers see who stands near them: as the API measures it, without a word sent', async (t) => {
    const page = await site.open(t, '/quiz?question=close-bridge&question=tunnel-first');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const fields = page.locator('.quiz fieldset');
    const answers: { question: string; option: string }[] = [];
    for (const [field, label, option] of [
      [fields.first(), 'Supports', 'support'],
      [fields.last(), 'Leans against', 'lean-oppose'],
    ] as const) {
      await field.getByLabel(label, { exact: true }).check();
      const address = await field.getByRole('link').getAttribute('href');
      answers.push({ question: String(address?.split('/').at(-1)), option });
    }
    const told = await page.locator('.matches li').allInnerTexts();
    const answer = await fetch(`${site.origin}/v1/match`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ answers }),
    });
    const { experts } = (await answer.json()) as Match;
    for (const { name, score, shared } of experts.filter(({ shared: n }) => n > 0)) {
      const line = told.find((it) => it.startsWith(name));
      t.match(line, `${Math.round((score ?? 0) * 100)}% · n = ${shared}`, name);
    }
    t.match(await page.locator('.quiz [role=status]').textContent(), 'You answered 2 of');
    await page.getByRole('button', { name: 'Begin anew' }).click();
    await page.getByText('Answer a question, and the nearest stand first.').waitFor();
    t.strictSame(asked, [], 'nothing is sent');
  });

  t.test('with the keyboard alone: to the content, into a cell and back', async (t) => {
    const page = await site.open(t, '/questions/close-bridge', { viewport: { width: 1280, height: 900 } });
    await page.keyboard.press('Tab');
    t.equal(await nameOfFocus(page), 'A To the content');
    t.ok((await focused(page).boundingBox())?.x, 'the skip link is there to be seen');
    await page.keyboard.press('Enter');
    t.match(await focused(page).getAttribute('id'), 'main');
    await page.keyboard.press('Tab');
    t.equal(await focused(page).getAttribute('name'), 'asOf', 'the first control of the content');

    const cell = page.getByRole('link', { name: 'Chidi Okafor' }).first();
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    t.ok(await focused(page).evaluate((element) => element.closest('dialog') !== null), 'the focus is in the dialog');
    for (const _ of Array.from({ length: 8 })) {
      await page.keyboard.press('Tab');
      t.notOk(await page.locator('main :focus').count(), 'and stays there');
    }
    await page.keyboard.press('Escape');
    t.equal(await page.getByRole('dialog').count(), 0);
    t.ok(await cell.evaluate((it) => it === it.ownerDocument.activeElement), 'it returns to where it came from');
  });

  t.test('with the keyboard alone: search as one types', async (t) => {
    const page = await site.open(t, '/');
    const field = page.getByRole('combobox', { name: 'Search' });
    await field.focus();
    await page.keyboard.type('tunn');
    await page.getByRole('option').first().waitFor();
    t.equal(await field.getAttribute('aria-expanded'), 'true');
    t.match(await page.getByRole('option').first().textContent(), 'Tunnel first');
    await page.keyboard.press('ArrowDown');
    t.equal(await field.getAttribute('aria-activedescendant'), 'suggestion-0');
    t.equal(await page.locator('[aria-selected=true]').getAttribute('id'), 'suggestion-0');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/questions/tunnel-first');

    await page.getByRole('combobox', { name: 'Search' }).focus();
    await page.keyboard.type('lorries');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    t.equal(await page.getByRole('listbox').count(), 0);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=lorries');
    t.match(await page.locator('.hits').textContent(), 'another decade of lorries');
  });

  for (const [name, path] of [
    ['question', '/questions/close-bridge'],
    ['grid', '/grid'],
    ['comparison', '/compare?expert=lind&expert=okafor'],
  ] as const)
    t.test(`with the keyboard alone: every control of the ${name} is reached in its order, and seen`, async (t) => {
      const page = await site.open(t, path, { viewport: { width: 700, height: 600 } });
      const order = (await page.evaluate(`
        [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
          .filter((it) => !it.disabled && it.type !== 'hidden' && it.checkVisibility({ visibilityProperty: true }))
          .map((it, index) => { it.dataset.order = index; return index; })`)) as number[];
      const reached: number[] = [];
      const unseen: string[] = [];
      for (const _ of order) {
        await page.keyboard.press('Tab');
        const { index, isSeen, words } = (await page.evaluate(`(() => {
          const it = document.activeElement;
          const [{ left, top, width, height }] = it.getClientRects();
          const at = (x, y) => document.elementFromPoint(left + width * x, top + height * y);
          // A frame that scrolls is seen at its edges; whatever else where it is pressed.
          const isSeen = it.matches('.scroll') || [0.5, 0.2, 0.8].some((x) => it.contains(at(x, 0.5)));
          return { index: Number(it.dataset.order), isSeen, words: it.outerHTML.slice(0, 120) };
        })()`)) as { index: number; isSeen: boolean; words: string };
        reached.push(index);
        if (!isSeen) unseen.push(words);
      }
      t.strictSame(reached, order);
      t.strictSame(unseen, []);
    });
});
