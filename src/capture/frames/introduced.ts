/** A quote behind a colon without a verb of saying, also in the next paragraph: "Moss put it plainly: “…”" */
import type { CaptureRule } from '../../core/capture/candidate.ts';
import type { Article } from '../article.ts';
import { runAt } from '../people.ts';
import { phraseAfter, phraseBefore } from '../phrases.ts';
import { mainSubject, type Subject } from '../subject.ts';
import type { Findings } from './findings.ts';
import { paragraphsBehind, quotesBehind } from './going-on.ts';
import type { Cue, SentenceView } from './sentence-view.ts';

export function findIntroducedQuotes(article: Article, view: SentenceView, findings: Findings): void {
  for (const { from, quote } of view.blocks)
    if (article.at(from - 1).text === ':' && from > view.from + 1 && !findings.isUsed(quote))
      introduce(article, { ...view, to: from }, findings);
  introduce(article, view, findings);
}

function introduce(article: Article, view: SentenceView, findings: Findings): void {
  const last = article.at(view.to - 1);
  if (!/^[:,]$/.test(last.text) || article.quoted(view.to - 1)) return;
  const quote = article.quoteAt(view.to);
  if (quote === null || findings.isUsed(quote)) return;
  if (last.text === ',' && article.paragraphAt(view.to) === article.paragraphAt(view.to - 1)) return;
  const cue = view.cues.findLast(({ at }) => at < view.to && !findings.isDone(at)) ?? null;
  const subject = mainSubject(article, cue === null ? Math.min(view.end, view.to) : cue.at + 1, view.from, 0);
  if (subject !== null) add(article, view, quote, cue, subject, findings);
  else if (last.text === ':') nameAlone(article, view, quote, findings);
}

/** "Lena Moss (Harbour Party): “…”", "The mayor, Jan Kowal: “…”", "WHO PAYS - Lena Moss: “…”": nothing but who says it. */
function nameAlone(article: Article, view: SentenceView, quote: number, findings: Findings): void {
  const colon = view.to - 1;
  const isVerb = ({ pos }: { readonly pos: string }) => pos === 'VERB' || pos === 'AUX';
  const atEnd = phraseBefore(article, colon, view.from);
  const isBehindDash = atEnd !== null && /^[-–—]+$/.test(article.at(atEnd.from - 1).text);
  const name = isBehindDash ? atEnd : (runAt(article, view.from)?.run ?? phraseAfter(article, view.from, colon));
  if (name === null || !article.some({ from: name.from, to: colon }, ({ pos }) => pos === 'PROPN')) return;
  if (article.some({ from: name.from, to: colon }, isVerb)) return;
  add(article, view, quote, null, { mention: name, name }, findings, 'name-quote');
}

function add(
  article: Article,
  view: SentenceView,
  quote: number,
  cue: Cue | null,
  subject: Subject,
  findings: Findings,
  rule: CaptureRule = 'cue-quote',
): void {
  let to = view.to;
  while (article.quoteAt(to) === quote) to++;
  const first = { from: view.to, to };
  const whole = article.quotes[quote]?.open === true ? [first] : [first, ...quotesBehind(article, to, findings)];
  const content = [...whole, ...paragraphsBehind(article, whole.at(-1) ?? first, findings)];
  const range = cue === null ? null : { from: cue.at, to: cue.at + 1 };
  findings.add({ rule, cue: range, verb: cue?.verb ?? null, subject, content });
}
