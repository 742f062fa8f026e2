/**
 * What a page of 100 experts × 50 questions costs: its weight, when it appears in Chromium, how it scrolls. The floor is
 * the same bytes from a bare server of Node's, and the same frames without scrolling, interleaved in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchBrowser, serve } from '../test/helpers/service/browser.ts';
import { median, range } from './helpers/figures.ts';

const EXPERTS = 100;
const QUESTIONS = 50;
const POSITIONS = 4_000;
const ROUNDS = 5;
const OPTIONS = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal'];
const WORDS = 'the committee should open the bridge to carriages before winter because nobody else will'.split(' ');

const words = (seed: number, count: number): string =>
  range(count)
    .map((index) => WORDS[(seed * 7 + index * index * 3 + index) % WORDS.length])
    .join(' ');

/** Four of five cells are filled, spread evenly. */
const pairs = range(EXPERTS * QUESTIONS)
  .filter((index) => (index * 4) % 5 !== 0)
  .slice(0, POSITIONS)
  .map((index) => ({
    index,
    expert: `expert-${index % EXPERTS}`,
    question: `question-${Math.floor(index / EXPERTS)}`,
  }));

const bundle = {
  bundleVersion: 1,
  experts: range(EXPERTS).map((index) => ({
    id: `expert-${index}`,
    name: `Expert Number ${index}`,
    affiliations: [{ organization: `Institute of ${words(index, 3)}`, role: 'Fellow' }],
  })),
  sources: [{ id: 'source', title: words(1, 8), publisher: 'The Post', publishedOn: '2024-03-01', language: 'en' }],
  questions: range(QUESTIONS).map((index) => ({
    id: `question-${index}`,
    title: `Question ${index}: ${words(index, 3)}`,
    proposition: `${words(index, 12)}.`,
    codingRule: 'As said.',
  })),
  statements: pairs.map(({ index, expert }) => ({
    id: `statement-${index}`,
    expert,
    source: 'source',
    attribution: 'direct',
    quotes: [words(index, 24)],
  })),
  positions: pairs.map(({ index, expert, question }) => ({
    id: `position-${index}`,
    expert,
    question,
    option: OPTIONS[(index * 13) % OPTIONS.length],
    summary: words(index, 10),
    basis: 'stated',
    statements: [`statement-${index}`],
  })),
};

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

type Figures = { firstByte: number; firstPaint: number; complete: number; frames: number; late: number; ms: number };

/** The frames while something is done at each of so many, and how many came more than half a frame late. */
const frames = (act: string): string => `new Promise((resolve) => {
  const frame = document.querySelector('.scroll');
  const [right, bottom] = [frame.scrollWidth - frame.clientWidth, frame.scrollHeight - frame.clientHeight];
  const steps = 120;
  const times = [];
  const step = (now) => {
    times.push(now);
    const part = times.length / steps;
    ${act}
    if (times.length <= steps) requestAnimationFrame(step);
    else resolve({
      ms: times.at(-1) - times[0],
      late: times.slice(1).filter((time, index) => time - times[index] > 25).length,
    });
  };
  requestAnimationFrame(step);
})`;
const SCROLL = frames('frame.scrollTo({ left: right * part, top: bottom * part, behavior: "instant" });');
const STAND = frames('');

/** Once there is something to be seen. The page lets no other script wait for it: it is evaluated from outside. */
const TIMES = `new Promise((resolve) => {
  const look = () => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint === undefined) return requestAnimationFrame(look);
    const [{ requestStart, responseStart, domComplete }] = performance.getEntriesByType('navigation');
    resolve({ firstByte: responseStart - requestStart, firstPaint: paint.startTime, complete: domComplete });
  };
  look();
})`;

async function look(browser: Browser, url: string, act: string): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  const times = (await page.evaluate(TIMES)) as Figures;
  const scrolled = (await page.evaluate(act)) as Figures;
  await context.close();
  return { ...times, ...scrolled };
}

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const service = await serve(join(folder, 'bench.sqlite'), [bundle]);
const url = `${service.origin}/grid`;

const started = performance.now();
const html = Buffer.from(
  await (await fetch(url, { headers: { accept: 'text/html', 'accept-encoding': 'identity' } })).arrayBuffer(),
);
const cold = performance.now() - started;
const brotli = brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });

/** The same bytes without the service. */
const assets = new Map<string, Promise<{ type: string; body: Buffer }>>();
const fetched = async (path: string) => {
  const answer = await fetch(service.origin + path);
  return { type: answer.headers.get('content-type') ?? '', body: Buffer.from(await answer.arrayBuffer()) };
};
const bare = createServer(async ({ url: path = '/' }, response) => {
  if (path === '/grid')
    return response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .setHeader('content-encoding', 'br')
      .end(brotli);
  if (!assets.has(path)) assets.set(path, fetched(path));
  const asset = await assets.get(path);
  return response.setHeader('content-type', asset?.type ?? '').end(asset?.body);
});
await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
const floorUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/grid`;

const browser = await launchBrowser();
await look(browser, url, STAND);
await look(browser, floorUrl, STAND);
const ours: Figures[] = [];
const floor: Figures[] = [];
for (const _ of range(ROUNDS)) {
  ours.push(await look(browser, url, SCROLL));
  floor.push(await look(browser, floorUrl, STAND));
}

const of = (figures: readonly Figures[], name: keyof Figures): string =>
  median(figures.map((it) => it[name])).toFixed(name === 'late' ? 0 : 1);
const line = (label: string, name: keyof Figures, unit: string): string =>
  `${label.padEnd(34)} ${of(ours, name)}${unit} (floor ${of(floor, name)}${unit})`;
console.log(
  [
    `${EXPERTS} experts × ${QUESTIONS} questions, ${pairs.length} positions; medians of ${ROUNDS} rounds`,
    `${'weight of the page'.padEnd(34)} ${kB(html.length)}, ${kB(brotli.length)} as sent (brotli)`,
    `${'made for the first time in'.padEnd(34)} ${cold.toFixed(0)} ms`,
    line('first byte after', 'firstByte', ' ms'),
    line('first contentful paint after', 'firstPaint', ' ms'),
    line('complete after', 'complete', ' ms'),
    line('120 frames from end to end', 'ms', ' ms'),
    line('of them late', 'late', ''),
  ].join('\n'),
);
await browser.close();
bare.close();
await service.close();
rmSync(folder, { recursive: true });
