/** Tokens: the words and signs of a text with their places and parts of speech. */
import model from 'wink-eng-lite-web-model';
import winkNlp from 'wink-nlp';

const nlp = winkNlp(model, ['pos']);
const { its } = nlp;

export type Token = {
  readonly text: string;
  readonly lower: string;
  /** Universal part of speech: NOUN, PROPN, VERB …; empty where there is no token. */
  pos: string;
  readonly start: number;
  readonly end: number;
};

/** What stands before the first token and after the last. */
export const NO_TOKEN: Token = { text: '', lower: '', pos: '', start: -1, end: -1 };

/** How far ahead a token may be looked for when the tagger has lost or changed characters. */
const RESYNC = 40;

/** Cuts a text into tokens. `text.slice(start, end)` is the token, always: what is not to be found is left out. */
export function tokenize(text: string): Token[] {
  const all = nlp.readDoc(text).tokens();
  const values: string[] = all.out(its.value);
  const tags: string[] = all.out(its.pos);
  const spaces: string[] = all.out(its.precedingSpaces);
  const tokens: Token[] = [];
  let offset = 0;
  for (const [index, value] of values.entries()) {
    if (value.trim() === '') continue;
    const start = placeOf(text, value, offset, offset + (spaces[index] ?? '').length);
    if (start === null) continue;
    const end = start + value.length;
    tokens.push({ text: value, lower: value.toLowerCase(), pos: tags[index] ?? '', start, end });
    offset = end;
  }
  return tokens;
}

/** The tagger writes "don't" as "do" and "n't" and some signs otherwise than the text: then the next such word counts. */
function placeOf(text: string, value: string, from: number, expected: number): number | null {
  if (text.startsWith(value, expected)) return expected;
  const found = text.indexOf(value, from);
  return found < 0 || found - from > RESYNC ? null : found;
}
