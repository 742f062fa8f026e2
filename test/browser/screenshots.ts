/** Makes the pictures of the README anew (desk-screenshots.ts those of the desk): `node test/browser/screenshots.ts`. Not a test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, serve } from '../helpers/service/browser.ts';
import { seed } from '../helpers/service/service.ts';
import { reduced } from './reduced-png.ts';

const OUT = new URL('../../docs/images/', import.meta.url);
const EXPERTS = ['davis', 'dimino', 'herbst', 'kirby', 'turner'];
const QUESTIONS = ['red-line', 'western-troops', 'kursk-only', 'us-weapons-limits', 'us-new-steps'];
const GRID = [...QUESTIONS.map((id) => `question=${id}`), ...EXPERTS.map((id) => `expert=${id}`)].join('&');

/** After the last of what was said: a page that was updated before that would be none of a newsroom. */
const RECORDED_AT = '2024-11-04T09:00:00.000Z';

/** What is looked at, in CSS pixels. */
const SHOTS = [
  { file: 'question.png', path: '/questions/red-line', width: 1000, height: 1010 },
  { file: 'grid.png', path: `/grid?${GRID}`, width: 1000, height: 860 },
  { file: 'phone.png', path: '/embed/questions/kursk-only', width: 390, height: 669 },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
const service = await serve(join(folder, 'seed.sqlite'), [seed()], { at: RECORDED_AT });
const browser = await launchBrowser();
for (const { file, path, width, height } of SHOTS) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light' });
  await page.goto(service.origin + path);
  writeFileSync(new URL(file, OUT), reduced(await page.screenshot()));
  await page.close();
}
await browser.close();
await service.close();
rmSync(folder, { recursive: true });
