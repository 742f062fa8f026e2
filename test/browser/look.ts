/** A look at a page: what axe finds, and a picture where DESK_SHOTS names a folder. */
import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const SHOTS = process.env.DESK_SHOTS;

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

/** What axe finds fault with. To load it once more takes a fifth of the time of a look, and to describe what is in order another. */
export async function violationsOn(page: Page, options: RunOptions = {}): Promise<AxeResults['violations']> {
  if ((await page.evaluate("'axe' in window")) !== true) await page.evaluate(AXE);
  const how = JSON.stringify({ ...options, resultTypes: ['violations'] });
  return ((await page.evaluate(`axe.run(document, ${how})`)) as AxeResults).violations;
}

export async function look(page: Page, name: string): Promise<string[]> {
  await shoot(page, name);
  const violations = await violationsOn(page);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${name}: ${id} at ${target.join(' ')}`));
}

/** Also whether anything is wider than the screen. */
async function lookAround(page: Page, name: string): Promise<string[]> {
  const faults = await look(page, name);
  const fits = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
  return fits === true ? faults : [...faults, `${name} is wider than the screen`];
}

/** On a desktop in light, then on a phone in the dark; and on a desktop in light again. */
export async function lookEverywhere(page: Page, name: string): Promise<string[]> {
  const faults = await lookAround(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, `${name}-dark`);
  await page.setViewportSize(PHONE);
  faults.push(...(await lookAround(page, `${name}-phone-dark`)));
  await page.emulateMedia({ colorScheme: 'light' });
  await shoot(page, `${name}-phone`);
  await page.setViewportSize(WIDE);
  return faults;
}
