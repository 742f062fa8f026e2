import type { Page } from 'playwright-core';
import t from 'tap';
import { inBrowser } from '../helpers/service/browser.ts';
import { ALL } from './pages.ts';
import { SHOWCASE } from './showcase.ts';

const CONTROLS =
  'button, summary, input, select, nav a, .stop a, .formats a, .experts a, .questions > li > a, .grid td a';

/** The controls that are hard to press: less than 24 pixels high or wide, and no item of a list around them that is more. */
const hardToPress = (page: Page): Promise<string[]> =>
  page.locator(CONTROLS).evaluateAll((controls) =>
    controls
      .filter((it) => !['hidden', 'checkbox'].includes(it.type) && it.checkVisibility({ visibilityProperty: true }))
      .filter((it) => Math.min(it.getBoundingClientRect().height, it.getBoundingClientRect().width) < 24)
      .filter((it) => !(it.closest('li')?.getBoundingClientRect().height >= 24))
      .map((it) => it.outerHTML.slice(0, 100)),
  );

/** The elements that stand out of the window at the right, but for what scrolls in a frame of its own. */
const outside = (page: Page): Promise<string[]> =>
  page
    .locator('body *')
    .evaluateAll((all) =>
      all
        .filter(
          (it) =>
            !it.closest('.scroll, .vh, .skip') &&
            it.getBoundingClientRect().right > it.ownerDocument.defaultView.innerWidth + 1,
        )
        .map((it) => it.outerHTML.slice(0, 100)),
    );

const isWiderThanWindow = (page: Page): Promise<boolean> =>
  page.locator('html').evaluate((html) => html.scrollWidth > html.ownerDocument.defaultView.innerWidth);

await inBrowser(t, 'on a phone', [SHOWCASE], async (t, site) => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

  t.test('no page scrolls sideways as a whole, and what is pressed is large enough', async (t) => {
    const page = await site.open(t, '/', phone);
    for (const [name, path] of ALL) {
      await page.goto(path);
      t.strictSame(await hardToPress(page), [], name);
      for (const width of [390, 360]) {
        await page.setViewportSize({ width, height: 800 });
        t.equal(await isWiderThanWindow(page), false, `${name} at ${width}`);
        t.strictSame(await outside(page), [], `${name} at ${width}`);
      }
    }
  });

  for (const [name, path] of [
    ['grid', '/grid?arrange=true'],
    ['comparison', '/compare?expert=lind&expert=okafor&expert=marchetti&expert=sato'],
  ] as const)
    t.test(`the table of the ${name} scrolls in its own frame, its first column stays`, async (t) => {
      const page = await site.open(t, path, phone);
      const frame = page.locator('.scroll').first();
      t.ok(await frame.evaluate((it) => it.scrollWidth > it.clientWidth + 100));
      const head = frame.locator('tbody th').first();
      const before = await head.boundingBox();
      const cell = frame.locator('tbody td').first();
      const cellBefore = await cell.boundingBox();
      await frame.evaluate((it) => it.scrollTo({ left: 100, behavior: 'instant' }));
      t.equal((await head.boundingBox())?.x, before?.x);
      t.equal((await cell.boundingBox())?.x, (cellBefore?.x ?? 0) - 100);
      t.ok((before?.width ?? 0) < 390 * 0.45, 'and leaves room for the others');
    });

  for (const people of [
    ['Ada Lind', 'Chidi Okafor'],
    ['Ada Lind', 'Chidi Okafor', 'Giulia Marchetti'],
  ])
    t.test(`${people.length} who are compared are seen beside each other, each below their name`, async (t) => {
      const ids = ['lind', 'okafor', 'marchetti'].slice(0, people.length);
      const page = await site.open(t, `/compare?${ids.map((id) => `expert=${id}`).join('&')}`, phone);
      const table = page.locator('table.compared').first();
      t.notOk(
        await page
          .locator('.scroll')
          .first()
          .evaluate((it) => it.scrollWidth > it.clientWidth),
      );
      const left = async (cells: string) =>
        await table.locator(cells).evaluateAll((all) => all.map((it) => Math.round(it.getBoundingClientRect().left)));
      const heads = (await left('thead th')).slice(1);
      t.strictSame([...new Set(heads)].length, people.length);
      t.strictSame(await left('tbody tr:first-child td'), heads);
    });

  t.test('the head of a long grid stays too', async (t) => {
    const page = await site.open(t, '/grid?arrange=true', { ...phone, viewport: { width: 390, height: 500 } });
    const frame = page.locator('.scroll').first();
    const head = frame.locator('thead th').first();
    const before = await head.boundingBox();
    await frame.evaluate((it) => it.scrollTo({ top: 80, behavior: 'instant' }));
    t.equal((await head.boundingBox())?.y, before?.y);
    t.ok(await frame.getByRole('button', { name: 'Drop A second ferry' }).isVisible(), 'with its buttons');
  });

  t.test('a grid that goes on beyond the edge says so, and a button leads on to its end', async (t) => {
    const page = await site.open(t, '/grid?arrange=true', phone);
    const shade = () => page.evaluate("getComputedStyle(document.querySelector('.edges'), '::after').opacity");
    await page.getByText('The frame shows questions 1 of 4').waitFor();
    t.equal(await shade(), '0.5');
    const more = page.getByRole('button', { name: / more questions to the right$/ });
    t.equal(await more.textContent(), '3 more →');
    for (const beyond of ['2 more →', '1 more →']) {
      await more.click();
      await page.getByText(beyond, { exact: true }).waitFor();
    }
    await more.click();
    await page.getByText('The frame shows questions 4 of 4').waitFor();
    t.equal(await more.count(), 0);
    t.equal(await shade(), '0');
    const wide = await site.open(t, '/grid', { viewport: { width: 1280, height: 900 } });
    await wide.locator('.beyond').waitFor({ state: 'hidden' });
    t.equal(await wide.getByText('The frame shows').count(), 0, 'where all of it is seen, nothing is said');
  });

  t.test('a grid is shown a question at a time, with the ways to the others', async (t) => {
    const page = await site.open(t, '/grid', phone);
    const heads = page.locator('table.grid thead th:visible');
    t.strictSame(await heads.allTextContents(), ['A second ferry']);
    t.notOk(
      await page.locator('.scroll').evaluate((it) => it.scrollWidth > it.clientWidth),
      'nothing scrolls sideways',
    );
    t.equal(await page.locator('.beyond:visible').count(), 0);
    const next = page.getByRole('link', { name: 'Next: Close the bridge' });
    await next.tap();
    await page.waitForURL(/column=close-bridge/);
    t.strictSame(await heads.allTextContents(), ['Close the bridge to cars']);
    await page.getByLabel('Question 2 of 4').selectOption('tunnel-first');
    await page.locator('.switch').getByRole('button', { name: 'Show' }).tap();
    await page.waitForURL(/column=tunnel-first/);
    t.strictSame(await heads.allTextContents(), ['Tunnel first']);
    t.equal(await page.locator('table.grid tbody td:visible').count(), 6, 'with everybody');
    const wide = await site.open(t, '/grid?column=tunnel-first', { viewport: { width: 1280, height: 900 } });
    t.equal(await wide.locator('table.grid thead th:visible').count(), 4, 'where there is room, all of them');
    t.equal(await wide.locator('.switch:visible').count(), 0);
  });

  t.test('the words of a question stand below each other, as wide as the phone', async (t) => {
    const page = await site.open(t, '/questions/close-bridge', phone);
    t.notOk(await page.locator('.scroll').evaluate((it) => it.scrollWidth > it.clientWidth));
    const words = await page.locator('table.stances blockquote').first().boundingBox();
    t.ok((words?.width ?? 0) > 300);
  });

  t.test('evidence opens in place, fits the window and closes', async (t) => {
    const page = await site.open(t, '/grid?column=close-bridge', phone);
    await page.getByRole('link', { name: 'Supports' }).first().tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('close it, and do it now').waitFor();
    const box = await dialog.boundingBox();
    t.ok(box !== null && box.x >= 0 && box.x + box.width <= 390 && box.height <= 844);
    await dialog.getByRole('button', { name: 'Close' }).tap();
    t.equal(await page.getByRole('dialog').count(), 0);
  });
});
