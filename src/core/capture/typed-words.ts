/** Typed words: those of a statement as a form sends them, each on a line, with the places where they were selected. */
import type { TextSpan } from './candidate.ts';
import type { NewCandidate } from './candidate-input.ts';

export type TypedWords = {
  /** Lines. */
  readonly quote?: string | undefined;
  /** Lines. */
  readonly content?: string | undefined;
  /** "12-40 57-60": where the words stood in the text, those of the quotes first. */
  readonly at?: string | undefined;
};

/**
 * The words by their places, where they stand there still: as they are, or lengthened or cut. Other words stay words, and
 * are looked for in the whole text by whoever takes them: exactly, as all of them.
 */
export function placedWords(
  text: string,
  { quote, content, at }: TypedWords,
): Pick<NewCandidate, 'quotes' | 'content'> {
  const [quotes, retold] = [linesOf(quote), linesOf(content)];
  const places = placesIn(at);
  return {
    quotes: quotes.map((words, index) => placed(text, words, places[index])),
    content: retold.map((words, index) => placed(text, words, places[quotes.length + index])),
  };
}

const linesOf = (lines: string | undefined): readonly string[] =>
  (lines ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** Places as they are sent with the words. */
export const placesSent = (spans: readonly TextSpan[]): string =>
  spans.map(({ start, end }) => `${start}-${end}`).join(' ');

const placesIn = (at: string | undefined): readonly TextSpan[] =>
  [...(at ?? '').matchAll(/(\d+)-(\d+)/g)].map(([, start, end]) => ({ start: Number(start), end: Number(end) }));

function placed(text: string, words: string, was: TextSpan | undefined): string | TextSpan {
  if (was === undefined) return words;
  if (text.startsWith(words, was.start)) return { start: was.start, end: was.start + words.length };
  const places: number[] = [];
  const last = was.end - 1;
  for (
    let at = text.indexOf(words, was.start - words.length + 1);
    at !== -1 && at <= last;
    at = text.indexOf(words, at + 1)
  )
    places.push(at);
  const [only, another] = places;
  return only === undefined || another !== undefined ? words : { start: only, end: only + words.length };
}
