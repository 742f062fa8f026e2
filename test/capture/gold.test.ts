import { readFileSync } from 'node:fs';
import t from 'tap';
import { extract } from '../../src/capture/extract.ts';
import type { Candidate, TextSpan } from '../../src/core/capture/candidate.ts';

type Gold = {
  readonly id: string;
  readonly text: string;
  readonly publishedOn: string;
  readonly statements: readonly object[];
};

const gold: readonly Gold[] = JSON.parse(readFileSync(new URL('gold.json', import.meta.url), 'utf8'));

function asGold(text: string, { speakerName, mention, cue, attribution, quotes, content, saidOn }: Candidate): object {
  const words = (span: TextSpan) => text.slice(span.start, span.end);
  return {
    speaker: speakerName,
    mention: mention && words(mention),
    cue: cue && words(cue),
    attribution,
    quotes: quotes.map(words),
    content: content.map(words),
    saidOn,
  };
}

t.test('the 24 paragraphs of the coding rule give their mentions, verbs, spans and days', async (t) => {
  t.equal(gold.length, 24);
  for (const { id, text, publishedOn, statements } of gold) {
    const { candidates } = extract(text, { publishedOn, language: 'en', experts: [] });
    t.strictSame(
      candidates.map((candidate) => asGold(text, candidate)),
      statements,
      id,
    );
  }
});
