/** Complement: where what was said begins behind a verb of saying, over whom it was said to, when and where. */
import type { Article } from '../article.ts';
import { phraseAfter } from '../phrases.ts';
import { isOf, isTime } from '../vocabulary.ts';
import type { Cue, SentenceView } from './sentence-view.ts';

export type Complement = {
  /** The first token of what was said. */
  readonly from: number;
  /** What it was announced by: "that", a colon, a question word; null where by nothing. */
  readonly sign: 'that' | ':' | 'how' | null;
};

const TOLD = /^(tell|ask|remind|assure|warn|inform|urge|advise)$/;
const QUESTION = /^(whether|if|how|why|what|when|where|who)$/;
const PARTICLE = /^(out|back|up|in|on)$/;
/** Prepositions that belong to a verb, with what was said right behind. */
const PREPOSITIONS: { readonly [verb: string]: RegExp } = {
  call: /^(for|on|upon)$/,
  push: /^for$/,
  press: /^for$/,
  argue: /^for$/,
  refer: /^to$/,
  point: /^to$/,
  warn: /^(of|about)$/,
  appeal: /^(for|to)$/,
};
const MOST = 26;
const LONGEST_CONDITION = 14;

export function complementOf(article: Article, view: SentenceView, cue: Cue): Complement | null {
  let at = cue.at + 1;
  if (TOLD.test(cue.verb)) at = behindListener(article, view, cue, at);
  const particle = article.at(at).lower;
  if (PARTICLE.test(particle) && /^(that|,|:)$/.test(article.at(at + 1).lower)) at++;
  else if (cue.verb === 'point' && particle === 'out') at++;
  if (PREPOSITIONS[cue.verb]?.test(article.at(at).lower)) return { from: at + 1, sign: null };
  for (let steps = 0; at < view.end && steps < MOST; steps++) {
    const sign = signAt(article, view, at, cue);
    if (sign !== undefined) return sign;
    const next = behindAdjunct(article, view, at, cue);
    if (next === null) return article.at(at).text === ',' ? null : { from: at, sign: null };
    at = next;
  }
  return null;
}

/** Over whom it was told: "told reporters", "warned Keita". */
function behindListener(article: Article, view: SentenceView, { verb }: Cue, at: number): number {
  if (article.at(at).lower === 'that' || article.quoted(at)) return at;
  const listener = phraseAfter(article, at, view.end);
  if (listener === null) return at;
  if (verb === 'tell' || verb === 'inform' || verb === 'assure' || verb === 'remind') return listener.to;
  const { lower, text } = article.at(listener.to);
  return /^(that|to|:|,)$/.test(lower) || /^["“]$/.test(text) ? listener.to : at;
}

function signAt(article: Article, view: SentenceView, at: number, { verb }: Cue): Complement | null | undefined {
  const { lower, text, pos } = article.at(at);
  if (article.quoted(at)) return { from: at, sign: null };
  if (text === ':') return at + 1 < view.end ? { from: at + 1, sign: ':' } : null;
  if (lower === 'that' && (pos !== 'DET' || isOf(verb, 'speech'))) return { from: at + 1, sign: 'that' };
  if (QUESTION.test(lower) && !(isOf(verb, 'speech') && /^(if|when)$/.test(lower) && verb !== 'ask'))
    return { from: at, sign: 'how' };
  if (text === ',' && article.quoted(at + 1)) return { from: at + 1, sign: null };
  if (text === ',' && article.at(at + 1).lower === 'that') return { from: at + 2, sign: 'that' };
  if (text === ',' && verb === 'say' && isCondition(article, view, at)) return { from: at + 1, sign: null };
  return undefined;
}

/** "said, if elected, she would": what was said begins with the condition. */
function isCondition(article: Article, view: SentenceView, comma: number): boolean {
  if (!/^(if|when|once|unless|although|though|while|because)$/.test(article.at(comma + 1).lower)) return false;
  for (let at = comma + 2; at < view.end && at - comma < LONGEST_CONDITION; at++)
    if (article.at(at).text === ',') return /^(PRON|DET|NOUN|PROPN|ADJ)$/.test(article.at(at + 1).pos);
  return false;
}

/** The token behind an adjunct that begins at `at`; null where there is none. */
function behindAdjunct(article: Article, view: SentenceView, at: number, cue: Cue): number | null {
  const { lower, pos, text } = article.at(at);
  if (isTime(lower) && lower !== 'may') return at + 1;
  if (/^(last|this|earlier|late)$/.test(lower) && isTime(article.at(at + 1).lower)) return at + 2;
  if (pos === 'NUM' && isTime(article.at(at - 1).lower)) return at + 1;
  if (pos === 'ADV' && at < cue.at + 3 && /(ly|again|too|earlier|later|once|back|out)$/.test(lower)) return at + 1;
  if (text === ',') return behindInsert(article, view, at);
  if (pos === 'ADP' && /^(in|on|during|at|to|of|after|by|with|before|from|about|for)$/.test(lower))
    return behindPreposition(article, view, at, cue);
  return null;
}

/** Over ", speaking in the capital," where a quote or "that" follows, or a name of a day: ", on Monday, that". */
function behindInsert(article: Article, view: SentenceView, at: number): number | null {
  for (let index = at + 1; index < view.end && index - at < 20; index++)
    if (article.at(index).text === ',' && !article.quoted(index))
      return article.quoted(index + 1) || /^(that|:)$/.test(article.at(index + 1).lower) ? index + 1 : null;
  return null;
}

/**
 * Over "in a statement" or "during a visit to the port": where "that", a colon or a quote behind a comma comes before any
 * verb; else where a clause plainly begins right behind it.
 */
function behindPreposition(article: Article, view: SentenceView, at: number, { verb }: Cue): number | null {
  for (let index = at + 1; index < view.end && index - at < 24; index++) {
    const { lower, text, pos } = article.at(index);
    if (article.quoted(index)) {
      if (article.at(index - 1).text === ',' || index === at + 1) return index;
      break;
    }
    if (lower === 'that' || text === ':') return index;
    if (pos === 'VERB' && !lower.endsWith('ing')) break;
  }
  if (isTime(article.at(at + 1).lower)) return at + 2;
  if (!isOf(verb, 'speech')) return null;
  const phrase = phraseAfter(article, at + 1, view.end);
  if (phrase === null || phrase.to >= view.end) return null;
  const { lower, pos } = article.at(phrase.to);
  return isTime(lower) || pos === 'PRON' || pos === 'DET' || /^(the|a|there|we|it)$/.test(lower) ? phrase.to : null;
}
