import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import t from 'tap';
import { inBrowser } from '../helpers/service/browser.ts';
import { violationsOn } from './look.ts';
import { ALL } from './pages.ts';
import { SHOWCASE } from './showcase.ts';

const EVERY_RULE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What a colour scheme can break. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** What axe finds on the page: a line for each element. */
async function faultsOn(page: Page, runOnly: RunOptions['runOnly'] = EVERY_RULE): Promise<string[]> {
  const violations = await violationsOn(page, { runOnly });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary.split('\n')[1]}`),
  );
}

await inBrowser(t, 'in a browser', [SHOWCASE], async (t, site) => {
  t.test('axe finds nothing on any page, light or dark, and headings leave no level out', async (t) => {
    const page = await site.open(t, '/', { viewport: { width: 1280, height: 900 } });
    for (const [name, path] of ALL) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(path);
      t.strictSame(await faultsOn(page), [], name);
      await page.emulateMedia({ colorScheme: 'dark' });
      t.strictSame(await faultsOn(page, OF_COLOUR), [], `${name}, dark`);
      const levels = await page
        .locator('h1, h2, h3, h4')
        .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
      t.equal(levels.filter((level) => level === 1).length, 1, `${name} has one h1`);
      t.equal(levels[0], 1, `${name} begins with it`);
      t.ok(
        levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1),
        `${name}: ${levels}`,
      );
    }
  });

  t.test('axe finds nothing where the script has opened something', async (t) => {
    const page = await site.open(t, '/questions/close-bridge', { viewport: { width: 390, height: 844 } });
    await page.getByRole('link', { name: 'Chidi Okafor' }).first().click();
    await page.getByRole('dialog').getByText('Called for the closure.').waitFor();
    t.strictSame(await faultsOn(page), [], 'evidence in place');
    await page.keyboard.press('Escape');
    // It gives the focus back when it is gone, and suggestions are for a field that has it.
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('combobox', { name: 'Search' }).pressSequentially('bridg');
    await page.getByRole('option').first().waitFor();
    t.strictSame(await faultsOn(page), [], 'suggestions');
    await page.goto('/grid');
    await page.getByText('Pick people and questions').click();
    t.strictSame(await faultsOn(page), [], 'picker');
  });
});
