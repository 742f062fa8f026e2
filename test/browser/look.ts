/** A look at a page of the desk: what axe finds, and a picture where DESK_SHOTS names a folder. */
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const SHOTS = process.env.DESK_SHOTS;

export async function look(page: Page, name: string): Promise<string[]> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate('axe.run(document)')) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${name}: ${id} at ${target.join(' ')}`));
}

/** On a phone in the dark, where nothing may be wider than the screen; and on a desktop in light again. */
export async function lookEverywhere(page: Page, name: string): Promise<string[]> {
  const faults = await look(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await look(page, `${name}-phone-dark`)));
  if ((await page.evaluate('document.documentElement.scrollWidth <= innerWidth')) !== true)
    faults.push(`${name} is wider than a phone`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}
