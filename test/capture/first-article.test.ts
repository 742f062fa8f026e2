import { readFileSync } from 'node:fs';
import t from 'tap';
import { extract } from '../../src/capture/extract.ts';
import type { Candidate } from '../../src/core/capture/candidate.ts';
import { readArticle } from '../helpers/fixtures/seed.ts';

type Coded = { readonly speaker: string; readonly start: number; readonly end: number };

/** Every statement of the first article as coded by hand, of all speakers: who, and where the words begin and end. */
const coded: readonly Coded[] = JSON.parse(readFileSync(new URL('first-article.json', import.meta.url), 'utf8'));
const article = readArticle();
const skip = article === null && 'the article does not lie beside the repository';

function extentOf({ speakerName, quotes, content }: Candidate): Coded {
  const spans = [...quotes, ...content];
  const start = Math.min(...spans.map((span) => span.start));
  return { speaker: speakerName, start, end: Math.max(...spans.map(({ end }) => end)) };
}

function overlap(a: Coded, b: Coded): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

t.test(
  'of the first article 34 statements or more are found, with full names, and nine in ten proposals are right',
  {
    skip,
  },
  async (t) => {
    const { candidates } = extract(article ?? '', { publishedOn: '2024-10', language: null, experts: [] });
    const extents = candidates.map(extentOf);
    const isSame = (a: Coded, b: Coded) => a.speaker === b.speaker && overlap(a, b) >= 0.5;
    const found = coded.filter((statement) => extents.some((extent) => isSame(extent, statement)));
    const right = extents.filter((extent) => coded.some((statement) => isSame(extent, statement)));
    t.ok(found.length >= 34, `${found.length} of ${coded.length} are found`);
    t.ok(right.length >= 0.9 * extents.length, `${right.length} of ${extents.length} proposals are right`);
  },
);

t.test(
  'all 16 quotes of the first article, and those within sentences, are spans of their own',
  {
    skip,
  },
  async (t) => {
    const text = article ?? '';
    const { candidates } = extract(text, { publishedOn: '2024-10', language: 'en', experts: [] });
    const quotes = candidates.flatMap((candidate) => candidate.quotes.map(({ start, end }) => text.slice(start, end)));
    const marked = [...text.matchAll(/“([^”]*)”/g)].map(([, words]) => words);
    t.ok(marked.length >= 16);
    t.strictSame(quotes.toSorted(), marked.toSorted());
  },
);
