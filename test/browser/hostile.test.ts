import type { Page } from 'playwright-core';
import t from 'tap';
import { inBrowser } from '../helpers/service/browser.ts';
import { HOSTILE, HOSTILE_BUNDLE, HOSTILE_PATHS } from './hostile-data.ts';

/** Keeps what the policy of a page had to stop. */
const WATCH_POLICY = `
  window.stopped = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    window.stopped.push([violatedDirective, blockedURI, sample].join(' ')));`;

/** Collects whatever a page does that it should not: dialogs, errors, requests to elsewhere. */
function watch(page: Page, origin: string): string[] {
  const seen: string[] = [];
  page.on('dialog', async (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself writes down that a page is a problem page.
    if (message.type() !== 'error' || /status of 4\d\d/.test(message.text())) return;
    seen.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) seen.push(`request: ${request.url()}`);
  });
  return seen;
}

/** What ran, and what the policy stopped: nothing but escaping must be needed. */
const ranOn = (page: Page): Promise<unknown> => page.evaluate('[window.hit ?? null, window.stopped]');

/** Words of the service's own that run from right to left. */
const TURNED = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxOf = (node, index) => {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    return range.getBoundingClientRect();
  };
  const turned = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const words = node.data.trimEnd();
    if (words.trim().length < 2 || node.parentElement.closest('bdi, [dir], textarea, script, .stance, .tag, td a, title')) continue;
    const start = node.data.search(/\\S/);
    const [first, last] = [boxOf(node, start), boxOf(node, words.length - 1)];
    if (first.top === last.top && first.left >= last.left && first.width > 0) turned.push(words);
  }
  return turned;
})()`;

/** Quotations whose closing mark does not stand after the last of their words. */
const DISPLACED_MARKS = `[...document.querySelectorAll('blockquote p')].flatMap((quote) => {
  const range = document.createRange();
  range.selectNode(quote.lastChild);
  const mark = range.getBoundingClientRect();
  const words = [...quote.querySelector('span').getClientRects()].filter(({ bottom }) => bottom > mark.top + 2);
  return words.some(({ right }) => right > mark.left + 1) ? [quote.textContent] : [];
})`;

await inBrowser(t, 'in a browser', [HOSTILE_BUNDLE], async (t, site) => {
  const desktop = { viewport: { width: 1280, height: 900 } };

  t.test('hostile texts run nothing, fetch nothing, set nothing, and neither break nor turn a page', async (t) => {
    const page = await site.open(t, '/', desktop);
    await page.addInitScript(WATCH_POLICY);
    const seen = watch(page, site.origin);
    for (const path of HOSTILE_PATHS) {
      await page.goto(path);
      t.strictSame(await page.evaluate(TURNED), [], `the direction of the words of ${path}`);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        const tooWide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
        t.equal(tooWide, 0, `${path} at ${width}`);
      }
      t.strictSame(await ranOn(page), [null, []], path);
      t.equal(await page.locator('main h1').count(), 1, path);
      t.equal(await page.locator('main script, main img, main b, main style').count(), 0, path);
    }
    t.strictSame(seen, []);
    t.strictSame(await page.context().cookies(), []);
    t.equal(await page.evaluate('localStorage.length + sessionStorage.length'), 0);
  });

  t.test('they are shown as they were written', async (t) => {
    const page = await site.open(t, '/questions/q0', desktop);
    const texts = (selector: string) => page.locator(selector).allTextContents();
    t.strictSame(await texts('table.stances th[scope=row] > a'), HOSTILE);
    t.strictSame(await texts('.stop h3 bdi'), HOSTILE);
    t.strictSame((await texts('table.stances .words blockquote p')).slice(0, 2), [
      `“${HOSTILE[0]}”`,
      `“${HOSTILE[1]}”`,
    ]);
    t.strictSame(
      await page.locator('cite a').evaluateAll((links) => [...new Set(links.map(({ protocol }) => protocol))]),
      ['https:'],
    );
    await page.goto('/grid');
    t.strictSame((await texts('table.grid thead th > a')).toSorted(), HOSTILE.toSorted());
    t.strictSame(await texts('table.grid tbody th > a'), HOSTILE);
  });

  t.test('as parts of an address they do no more', async (t) => {
    const page = await site.open(t, '/', desktop);
    await page.addInitScript(WATCH_POLICY);
    const seen = watch(page, site.origin);
    for (const text of HOSTILE) {
      await page.goto(`/search?q=${encodeURIComponent(text)}`);
      t.equal(await page.locator('#q').inputValue(), text);
      t.match(await page.locator('h1').textContent(), text.slice(0, 12), text);
      t.strictSame(await ranOn(page), [null, []], text);
      for (const path of ['/questions/', '/grid?sortExperts=', '/questions?q=', '/questions/q0?asOf='])
        await page.goto(`${path}${encodeURIComponent(text)}`, { waitUntil: 'commit' });
    }
    t.strictSame(seen, []);
  });

  t.test('they do no more where the script shows them', async (t) => {
    const page = await site.open(t, '/questions/q0', desktop);
    const seen = watch(page, site.origin);
    await page.locator('.stop a').nth(5).click();
    await page.getByRole('dialog').getByText('never closed').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#q').pressSequentially('window');
    await page.getByRole('option').first().waitFor();
    t.equal(await page.locator('.suggestions :not(li, span, strong)').count(), 0);
    await page.goto('/grid?arrange=true');
    await page.getByRole('button', { name: 'Move <script>window.hit=1</script> right' }).click();
    await page.waitForURL(/question=/);
    t.equal(await page.evaluate('window.hit ?? null'), null);
    t.strictSame(seen, []);
  });

  t.test('a quote that turns the direction stays within its quotation marks', async (t) => {
    const page = await site.open(t, '/cells/e5/q0', desktop);
    t.strictSame(await page.evaluate(DISPLACED_MARKS), []);
  });
});
