import t from 'tap';
import { extract } from '../../src/capture/extract.ts';
import { inWords, PUBLISHED_ON, readParagraphs } from '../helpers/fixtures/paragraphs.ts';

const paragraphs = readParagraphs('paragraphs.txt');

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
