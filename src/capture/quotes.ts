/** Quotes: which quotation marks of a text belong together, paragraph by paragraph. */
import type { TextSpan } from '../core/capture/candidate.ts';

export type QuotedSpan = TextSpan & {
  /** Without the marks and the white space beside them. */
  readonly inner: TextSpan;
  readonly paragraph: number;
  /** The paragraph ends before the quote does: it may go on in the next. */
  readonly open: boolean;
};

type Mark = { readonly at: number; readonly width: number; readonly sign: string };

/** Apostrophes and single marks never open: within a quote they are part of its words. */
const MARKS = /[“”„"]|'''?|``/g;

/** The quotes of a text in their order. What is quoted within a quote is part of it. */
export function findQuotes(text: string, paragraphs: readonly TextSpan[]): QuotedSpan[] {
  return paragraphs.flatMap((paragraph, index) => quotesWithin(text, paragraph, index));
}

function quotesWithin(text: string, { start, end }: TextSpan, paragraph: number): QuotedSpan[] {
  const quotes: QuotedSpan[] = [];
  let opened: Mark | null = null;
  const close = (mark: Mark, until: number, closing: Mark | null) => {
    const inner = trimmed(text, mark.at + mark.width, until);
    const to = until + (closing?.width ?? 0);
    if (inner.end > inner.start) quotes.push({ start: mark.at, end: to, inner, paragraph, open: closing === null });
  };
  for (const mark of marksWithin(text, start, end)) {
    if (opened === null) {
      if (mayOpen(text, mark, start)) opened = mark;
    } else if (opensAnew(text, mark, opened)) {
      close(opened, mark.at, null);
      opened = mark;
    } else if ((mark.sign !== '“' && mark.sign !== '``') || isTurned(text, mark)) {
      close(opened, mark.at, mark);
      opened = null;
    }
  }
  if (opened !== null) close(opened, end, null);
  return quotes;
}

const marksWithin = (text: string, start: number, end: number): Mark[] =>
  [...text.slice(start, end).matchAll(MARKS)].map(({ 0: sign, index }) => {
    // Of three in a row the single one is within the quote: behind the mark that opens, before the one that closes.
    const closes = sign.length === 3 && index > 0 && !/\s/.test(text[start + index - 1] ?? ' ');
    return { at: start + index + (closes ? 1 : 0), width: Math.min(sign.length, 2), sign: sign.slice(0, 2) };
  });

function mayOpen(text: string, { at, width, sign }: Mark, start: number): boolean {
  if (sign === '“' || sign === '„' || sign === '``') return true;
  const before = at === start ? ' ' : (text[at - 1] ?? ' ');
  return /[\s([{—–:-]/.test(before) && /^(\. ?[^\s\p{L}]|[^\s.,;:!?)])/u.test(text.slice(at + width, at + width + 3));
}

/** “It is unusual,“ she said: a mark that should have been turned round, between a stop and a space. */
const isTurned = (text: string, { at, width }: Mark): boolean =>
  /[,.?!]/.test(text[at - 1] ?? '') && /\s/.test(text[at + width] ?? ' ');

/** A mark that opens while a quote is open: the first was never closed. One that closes ends it as usual. */
function opensAnew(text: string, { at, width, sign }: Mark, opened: Mark): boolean {
  if (sign === '”' || sign !== opened.sign) return false;
  const before = text.slice(opened.at + opened.width, at);
  const begins = /[\s(]$/.test(before) && /[\p{L}\p{N}]/u.test(text[at + width] ?? ' ');
  return begins && /[.,?!]$/.test(before.trimEnd());
}

function trimmed(text: string, start: number, end: number): TextSpan {
  const words = text.slice(start, Math.max(start, end));
  const from = start + words.length - words.trimStart().length;
  return { start: from, end: Math.max(from, start + words.trimEnd().length) };
}
