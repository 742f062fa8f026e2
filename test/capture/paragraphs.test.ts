import { readFileSync } from 'node:fs';
import t from 'tap';
import { extract } from '../../src/capture/extract.ts';
import type { Candidate, TextSpan } from '../../src/core/capture/candidate.ts';

const PUBLISHED_ON = '2026-03-05';
const NONE = '–';

/** Invented paragraphs with what is to be found in them; ⏎ ends a line. Speaker, description, verb, quotes, rest, day. */
const paragraphs = readFileSync(new URL('paragraphs.txt', import.meta.url), 'utf8')
  .split('\n')
  .reduce<{ text: string; statements: string[] }[]>((found, line) => {
    if (line.startsWith('  ')) found.at(-1)?.statements.push(line.trim());
    else if (line !== '' && !line.startsWith('#')) found.push({ text: line.replaceAll('⏎', '\n'), statements: [] });
    return found;
  }, []);

function inWords(text: string, { speakerName, affiliationAsGiven, cue, quotes, content, saidOn }: Candidate): string {
  const words = (span: TextSpan) => text.slice(span.start, span.end);
  return [
    ...[speakerName, affiliationAsGiven ?? NONE, cue === null ? NONE : words(cue)],
    ...[quotes.map((quote) => `“${words(quote)}”`).join(' ') || NONE, content.map(words).join(' … ') || NONE],
    saidOn ?? NONE,
  ].join(' | ');
}

t.test('at least 150 invented paragraphs give what a person finds in them', async (t) => {
  t.ok(paragraphs.length >= 150, `${paragraphs.length} paragraphs`);
  for (const { text, statements } of paragraphs) {
    const { candidates } = extract(text, { publishedOn: PUBLISHED_ON, language: 'en', experts: [] });
    t.strictSame(
      candidates.map((candidate) => inWords(text, candidate)),
      statements,
      text,
    );
  }
});
