/**
 * What it costs to find the statements in an article of 10 kB, made of the invented paragraphs of the tests: processor
 * time of this process, so that what else the machine does counts little. Prints milliseconds, as the median of rounds.
 */
import { readFileSync } from 'node:fs';
import { extract } from '../src/capture/extract.ts';
import { median } from './helpers/figures.ts';

const ROUNDS = 25;
const WARM_UP = 5;
const BYTES = 10_000;
const US_PER_MS = 1_000;

const paragraphs = readFileSync(new URL('../test/capture/paragraphs.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^[^ #]/.test(line))
  .map((line) => line.replaceAll('⏎', '\n'));
let article = '';
for (let at = 0; Buffer.byteLength(article) < BYTES; at = (at + 1) % paragraphs.length)
  article += `${paragraphs[at]}\n\n`;

const rounds: number[] = [];
let candidates = 0;
for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
  const before = process.cpuUsage();
  candidates = extract(article, { publishedOn: '2026-03-05', language: null, experts: [] }).candidates.length;
  const { user, system } = process.cpuUsage(before);
  if (round >= WARM_UP) rounds.push((user + system) / US_PER_MS);
}
process.stdout.write(`10 kB of news, ${candidates} candidates: ${median(rounds).toFixed(1)} ms\n`);
