/** A look at a page of the desk: what axe finds, and a picture where DESK_SHOTS names a folder. */
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const SHOTS = process.env.DESK_SHOTS;

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

export async function look(page: Page, name: string): Promise<string[]> {
  await shoot(page, name);
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate('axe.run(document)')) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${name}: ${id} at ${target.join(' ')}`));
}

/** On a phone in the dark, where nothing may be wider than the screen; and on a desktop in light again. */
export async function lookEverywhere(page: Page, name: string): Promise<string[]> {
  const faults = await look(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, `${name}-dark`);
  await page.setViewportSize(PHONE);
  faults.push(...(await look(page, `${name}-phone-dark`)));
  if ((await page.evaluate('document.documentElement.scrollWidth <= innerWidth')) !== true)
    faults.push(`${name} is wider than a phone`);
  await page.emulateMedia({ colorScheme: 'light' });
  await shoot(page, `${name}-phone`);
  await page.setViewportSize(WIDE);
  return faults;
}
