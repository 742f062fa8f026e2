/** Score: how sure a finding is, from 0 to 1, by weights set by hand; what is below THRESHOLD is not proposed. */
import type { CaptureRule } from '../core/capture/candidate.ts';
import type { Article } from './article.ts';
import type { FoundStatement } from './frames/findings.ts';
import { isOffice, isOrganizationWord } from './titles.ts';
import { isOf } from './vocabulary.ts';

export const THRESHOLD = 0.4;

const BASE: { readonly [R in CaptureRule]: number } = {
  turn: 0.9,
  'dash-name': 0.9,
  'quote-cue': 0.95,
  'quote-noun': 0.9,
  'according-to': 0.85,
  'clause-cue': 0.85,
  'as-said': 0.8,
  'cue-quote': 0.9,
  'name-quote': 0.8,
  'cue-that': 0.85,
  'cue-clause': 0.8,
  'cue-infinitive': 0.6,
  'cue-object': 0.6,
  'noun-that': 0.55,
  'led-in': 0.6,
  'quoted-words': 0.45,
  'lone-quote': 0.5,
};

/** What is found of a verb that is not one of speech is right less often. */
const NOT_SPEECH = 0.15;
const NOBODY = 0.2;
const UNNAMED = 0.1;
const NOT_A_SPEAKER = 0.35;
const POSSIBLE = 0.3;
const TO_ANOTHER = 0.1;

/** The score of a finding, rounded to hundredths. */
export function scoreOf(article: Article, finding: FoundStatement): number {
  const { rule, verb } = finding;
  const quoted = finding.content.some((range) => article.some(range, (_, index) => article.quoted(index)));
  const speech = quoted || verb === null || rule === 'according-to' || rule === 'noun-that' || isOf(verb, 'speech');
  const minus = (speech ? 0 : NOT_SPEECH) + speakerMinus(article, finding, speech) + cueMinus(article, finding);
  return Math.round(Math.max(0, BASE[rule] - minus) * 100) / 100;
}

function speakerMinus(article: Article, { subject, rule }: FoundStatement, speech: boolean): number {
  if (subject === null) return NOBODY;
  const words = article.slice(subject.name);
  const [first] = words;
  if (words.some(({ pos, lower }) => pos === 'PROPN' || isOrganizationWord(lower))) return 0;
  if (isOffice(words.at(-1)?.lower ?? '')) return UNNAMED / 2;
  if (/^(he|she|who)$/.test(first?.lower ?? '')) return 0;
  if (/^(it|which|that|this|what|you|we|i|one|there|nothing|anyone|nobody)$/.test(first?.lower ?? ''))
    return rule === 'quote-cue' ? 0 : NOT_A_SPEAKER;
  return speech ? UNNAMED / 2 : UNNAMED + NOT_SPEECH;
}

/** "may say", "if she said": said by nobody yet. A participle's subject is often another than the nearest. */
function cueMinus(article: Article, { cue, rule }: FoundStatement): number {
  if (cue === null || rule === 'quote-cue' || rule === 'clause-cue') return 0;
  const before = article.at(cue.from - 1).lower;
  if (/^(may|might|could|would|will|should|can|must|to|'ll|’ll)$/.test(before)) return POSSIBLE;
  return article.at(cue.from).lower.endsWith('ing') ? TO_ANOTHER : 0;
}
