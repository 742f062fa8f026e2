/** Makes the pictures of docs/guide/capture.md anew: `node test/browser/desk-screenshots.ts`. Not a test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { BREAKWATER, SANDHOLM } from '../helpers/fixtures/breakwater.ts';
import { launchBrowser, serve } from '../helpers/service/browser.ts';
import { keyWith } from '../helpers/service/keys.ts';
import { reduced } from './reduced-png.ts';

const OUT = new URL('../../docs/images/', import.meta.url);

const [LOAN = '', VOTE = '', WAIT = ''] = SANDHOLM.questions.map(({ title }) => title);

/** The candidates that are accepted, with question, option and sentence. */
const DECIDED = [
  [1, LOAN, 'Supports', 'Sees no other way to keep the fleet.'],
  [4, VOTE, 'Opposes', 'Holds that the council was elected to decide.'],
  [6, LOAN, 'Opposes', 'Calls the sum a tax on children.'],
  [12, LOAN, 'Leans against', 'Expects the sea to send the bill later.'],
  [20, WAIT, 'Opposes', 'Needs no model to know what water does.'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
const path = join(folder, 'desk.sqlite');
const service = await serve(path, [SANDHOLM]);
const store = openSqliteStore(path);
const { authorization } = await keyWith(store, 'publish', { name: 'Ida' });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1120, height: 900 }, colorScheme: 'light' });
const shoot = async (file: string) => writeFileSync(new URL(file, OUT), reduced(await page.screenshot()));

await page.goto(`${service.origin}/desk`);
await page.getByLabel('Your key').fill(authorization.slice(7));
await page.keyboard.press('Enter');
await page.getByLabel('Its text').fill(BREAKWATER);
await page.getByLabel('Title of the article').fill('Breakwater vote leaves Sandholm split');
await page.getByLabel('Published by').fill('Sandholm Post');
await page.getByLabel('Published on').fill('2026-03-05');
await page.keyboard.press('Enter');
await page.getByRole('heading', { name: '1 of 20', exact: true }).waitFor();
for (const [candidate, question, option, sentence] of DECIDED) {
  await page.goto(`${service.origin}/desk/documents/1?candidate=${candidate}`);
  const place = page.url();
  await page.locator('.answers summary', { hasText: question }).click();
  await page.locator('.answers details[open] label', { hasText: option }).click();
  const open = page.locator('.answers details[open]');
  await open.getByLabel('in so many words').check();
  await open.getByLabel('The position in one sentence').fill(sentence);
  await page.keyboard.press('Enter');
  await page.waitForURL(({ href }) => href !== place);
}
await page.goto(`${service.origin}/desk/documents/1?candidate=5`);
for (const key of ['1', '1', 't']) await page.keyboard.press(key);
await page.locator('[data-kept]', { hasText: /^kept/ }).waitFor({ state: 'attached' });
await shoot('desk-candidate.png');
await page.setViewportSize({ width: 390, height: 760 });
await page.goto(`${service.origin}/desk/documents/1?candidate=5`);
await page.locator('.article').evaluate((it) => it.scrollIntoView());
await shoot('desk-phone.png');
// The rest is set aside, so that the review has no more than what was accepted.
for (const { id } of await store.documents.candidates('1', ['open']))
  await store.documents.change(id, 1, { state: 'rejected', reason: null, by: 'Ida' });
await page.setViewportSize({ width: 1120, height: 900 });
await page.goto(`${service.origin}/desk/documents/1/review`);
await shoot('desk-review.png');
await browser.close();
await store.close();
await service.close();
rmSync(folder, { recursive: true });
