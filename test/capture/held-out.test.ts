import t from 'tap';
import { extract } from '../../src/capture/extract.ts';
import { inWords, type Paragraph, PUBLISHED_ON, readParagraphs } from '../helpers/fixtures/paragraphs.ts';

const HALF = 0.5;

/** Who says which quotes, and all the words of it. */
function coded(line: string) {
  const [speaker = '', , , quotes = '', rest = ''] = line.split(' | ');
  const words = new Set(`${quotes} ${rest}`.toLowerCase().match(/[\p{L}\p{N}’']+/gu));
  return {
    speaker,
    words,
    quotes: quotes
      .split('” “')
      .map((quote) => quote.replace(/^[“–]|”$/gu, ''))
      .filter(Boolean),
  };
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>) => {
  const both = [...a].filter((word) => b.has(word)).length;
  return both / Math.max(1, a.size + b.size - both);
};

/** Twice those that are right, of those found and those there together. */
const f1 = (right: number, found: number, there: number) => (2 * right) / (found + there);

function measure(paragraphs: readonly Paragraph[]) {
  const sum = { found: 0, there: 0, right: 0, quotesFound: 0, quotesThere: 0, quotesRight: 0 };
  for (const { text, statements } of paragraphs) {
    const { candidates } = extract(text, { publishedOn: PUBLISHED_ON, language: 'en', experts: [] });
    const found = candidates.map((candidate) => coded(inWords(text, candidate)));
    const there = statements.map(coded);
    const quotes = found.flatMap((it) => it.quotes);
    sum.found += found.length;
    sum.there += there.length;
    sum.right += there.filter((one) =>
      found.some((it) => it.speaker === one.speaker && shared(it.words, one.words) >= HALF),
    ).length;
    sum.quotesFound += quotes.length;
    sum.quotesThere += there.flatMap((it) => it.quotes).length;
    sum.quotesRight += there.flatMap((it) => it.quotes).filter((quote) => quotes.includes(quote)).length;
  }
  return {
    statements: f1(sum.right, sum.found, sum.there),
    quotes: f1(sum.quotesRight, sum.quotesFound, sum.quotesThere),
  };
}

t.test(
  'in invented paragraphs that no rule was made for, four in five statements have the right speaker',
  async (t) => {
    const { statements, quotes } = measure(readParagraphs('held-out.txt'));
    t.comment(`F1 of statements with their speaker ${statements.toFixed(3)}, of quotes ${quotes.toFixed(3)}`);
    t.ok(statements >= 0.8, `statements with their speaker: ${statements}`);
    t.ok(quotes >= 0.9, `quotes: ${quotes}`);
  },
);
