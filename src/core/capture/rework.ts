/** Candidates that were cut wrong: one statement that is two, or two that are one. Only places move; every word stays as the text has it. */
import { Failure } from '../values/errors.ts';
import type { TextSpan } from './candidate.ts';
import { type NewCandidate, toProposed } from './candidate-input.ts';
import type { DocumentCandidate, ProposedCandidate } from './document.ts';

/** What a candidate proposes, without what became of it. */
export function proposalOf(candidate: DocumentCandidate): ProposedCandidate {
  const { id, document, state, statement, reason, decidedBy, decidedAt, revision, ...proposed } = candidate;
  return proposed;
}

/**
 * Both parts of a candidate, of which the second begins with `begins`. What is retold loses the comma and the “and” that
 * the parts were joined by; of a quote nothing but blanks is left out. Fails with `invalid`, with the pointer `/begins`.
 */
export function splitCandidate(
  text: string,
  candidate: DocumentCandidate,
  begins: string,
): readonly [ProposedCandidate, ProposedCandidate] {
  const spans = [...candidate.quotes, ...candidate.content];
  const places = spans.flatMap((span) => placesIn(text, span, begins));
  const [at] = places;
  if (at === undefined)
    throw refused('must be words of the statement, from the beginning of a word, as the text has them');
  if (places.length > 1) throw refused('stands in the statement more than once: give more of the words');
  if (!spans.some(({ start }) => start < at)) throw refused('begins the statement: there is nothing before it');
  const half = (keep: (span: TextSpan) => TextSpan): ProposedCandidate => {
    const cut = (of: readonly TextSpan[], joint: RegExp) =>
      of
        .map(keep)
        .filter(({ start, end }) => start < end)
        .map((span) => within(text, span, joint));
    const parts = { quotes: cut(candidate.quotes, BLANKS), content: cut(candidate.content, JOINT) };
    return anew(proposalOf(candidate), parts);
  };
  return [
    half(({ start, end }) => ({ start, end: Math.min(end, at) })),
    half(({ start, end }) => ({ start: Math.max(start, at), end })),
  ];
}

/** Where the words begin in the span, each at the beginning of a word. */
function placesIn(text: string, { start, end }: TextSpan, words: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words, start); at !== -1 && at + words.length <= end; at = text.indexOf(words, at + 1))
    if (at === start || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) places.push(at);
  return places;
}

const BLANKS = /^\s*|\s*$/g;
/** What two retold parts were joined by. */
const JOINT = /^\s*(?:(?:and|but|or)\s+)?|[\s,;:–—-]*(?:[\s,;]+(?:and|but|or))?\s*$/g;

/** The span without what `edges` finds at its beginning and its end. */
function within(text: string, { start, end }: TextSpan, edges: RegExp): TextSpan {
  const words = text.slice(start, end);
  const [before = '', after = ''] = words.match(edges) ?? [];
  return { start: start + before.length, end: Math.max(start + before.length, end - after.length) };
}

const refused = (message: string): Failure =>
  new Failure('invalid', `begins ${message}`, [{ pointer: '/begins', message }]);

/**
 * The candidate with other words of the text: what else is known of it stays. Fails as `toProposed` does, and with
 * `invalid` where two of them overlap.
 */
export function rewordCandidate(
  text: string,
  candidate: DocumentCandidate,
  words: Pick<NewCandidate, 'quotes' | 'content'>,
): ProposedCandidate {
  const { speakerName, origin } = candidate;
  const { quotes, content } = toProposed(text, { speakerName, ...words }, origin);
  const spans = [...quotes, ...content].toSorted((a, b) => a.start - b.start);
  const twice = spans.find(({ start }, index) => start < (spans[index - 1]?.end ?? 0));
  if (twice !== undefined) {
    const message = `has “${text.slice(twice.start, twice.end)}” twice, or within other words`;
    throw new Failure('invalid', `quotes ${message}`, [{ pointer: '/quotes', message }]);
  }
  return anew(proposalOf(candidate), { quotes, content });
}

/**
 * One candidate with the words of both. Fails with `conflict` where somebody else says the other, or a third candidate
 * stands between them.
 */
export function joinCandidates(
  one: DocumentCandidate,
  other: DocumentCandidate,
  all: readonly DocumentCandidate[],
): ProposedCandidate {
  if (one.document !== other.document || one.id === other.id)
    throw new Failure('conflict', 'two candidates of one document are joined, and no others');
  if (one.speakerName !== other.speakerName)
    throw new Failure(
      'conflict',
      `${one.speakerName} says the one and ${other.speakerName} the other: what two people say is no one statement`,
    );
  const [first, second] = placeOf(one) < placeOf(other) ? [one, other] : [other, one];
  const between = all.find(
    (it) => placeOf(it) > placeOf(first) && placeOf(it) < placeOf(second) && it.state !== 'rejected',
  );
  if (between !== undefined && between.id !== first.id && between.id !== second.id)
    throw new Failure('conflict', `the candidate "${between.id}" of ${between.speakerName} stands between the two`);
  const both = (of: (it: DocumentCandidate) => readonly TextSpan[]) =>
    [...of(first), ...of(second)].toSorted((a, b) => a.start - b.start);
  const joined = anew(proposalOf(first), { quotes: both((it) => it.quotes), content: both((it) => it.content) });
  return { ...joined, questions: [...new Set([...first.questions, ...second.questions])].slice(0, 10) };
}

/** Where its words begin. */
export const placeOf = ({ quotes, content }: Pick<ProposedCandidate, 'quotes' | 'content'>): number =>
  Math.min(...[...quotes, ...content].map(({ start }) => start));

/** The same proposal with other words: how sure the program was of those before says nothing of these. */
const anew = (
  proposed: ProposedCandidate,
  { quotes, content }: { readonly quotes: TextSpan[]; readonly content: TextSpan[] },
): ProposedCandidate => ({
  ...{ ...proposed, quotes, content, confidence: null },
  attribution: quotes.length === 0 ? 'paraphrase' : content.length === 0 ? 'direct' : 'mixed',
});
