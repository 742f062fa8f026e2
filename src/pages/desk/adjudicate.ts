/** The page on which somebody decides what goes on record of that which several people have coded. */
import type { Coding, CodingRound } from '../../core/capture/coding.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import { type CodedUnit, differ } from '../../core/capture/reliability/build-reliability.ts';
import type { Question } from '../../core/records/question.ts';
import type { ScaleOption } from '../../core/records/scale.ts';
import type { Statement } from '../../core/records/statement.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { articleColumn } from './article-text.ts';
import { NOTHING, stepsOf, wordsOf } from './unit.ts';

export type AdjudicationWork = {
  readonly title: string;
  readonly round: CodingRound;
  readonly units: readonly CodedUnit[];
  /** The place of the unit that is looked at. */
  readonly at: number;
  /** Its codings, in an order that tells nothing of who made them. */
  readonly codings: readonly Coding[];
  readonly candidate: DocumentCandidate;
  readonly statement: Statement | null;
  readonly speaker: string;
  readonly question: Question;
  readonly options: readonly ScaleOption[];
  readonly text: string | null;
};

export function adjudicatePage(work: AdjudicationWork): HtmlPage {
  const { title, round, units, at, candidate, text } = work;
  const place = `/desk/documents/${round.document}/adjudicate`;
  const left = units.filter(({ unit }) => unit.decision === null);
  const differing = left.filter(({ codings }) => differ(codings)).length;
  return {
    title: `Decide: ${title}`,
    description: 'What goes on record.',
    path: place,
    main: html`<p class="kicker"><a href="/desk/documents/${round.document}/rounds">Round ${round.number}</a></p><h1>${person(title)}</h1>
<p role="status">${left.length} of ${units.length} to decide, in ${differing} of them the coders differ${left.length > 0 ? null : html` · <a href="/desk/documents/${round.document}/review" data-key="r">Review and publish</a>`}</p>
<div class="work">
<section aria-labelledby="at-hand"><h2 id="at-hand">${at + 1} of ${units.length}</h2>
${stepsOf(place, units, at)}
${wordsOf(work)}
${said(work)}
${decision(work)}
</section>
${articleColumn(text, [candidate], candidate)}
</div>`,
  };
}

const labelOf = ({ options }: AdjudicationWork, option: string | null): string =>
  option === null ? 'It says nothing on it' : (options.find(({ id }) => id === option)?.label ?? option);

/** What each coder said, side by side; who it was is told once it is decided. */
function said(work: AdjudicationWork): Markup {
  const isDecided = work.units[work.at]?.unit.decision !== null;
  const note = (label: string, value: string | null) =>
    value === null ? null : html`<span class="hint">${label}${words(value)}</span>`;
  return html`<ul class="listed codings">${work.codings.map(
    (
      it,
    ) => html`<li>${isDecided ? html`<span class="tag">${person(it.name)}</span> ` : null}<strong>${person(labelOf(work, it.option))}</strong>${it.basis === null ? null : ` (${it.basis})`}
${note('', it.summary)}${note('if ', it.condition)}${note('why: ', it.note)}</li>`,
  )}</ul>`;
}

function decision(work: AdjudicationWork): Markup {
  const { unit } = work.units[work.at] ?? {};
  if (unit === undefined) return html`<p>There is nothing to decide.</p>`;
  if (unit.decision !== null) {
    const { option, by, reason } = unit.decision;
    return html`<p><strong>${person(labelOf(work, option))}</strong> was decided by ${person(by)}${reason === null ? null : html`: ${words(reason)}`}</p>`;
  }
  const radio = (name: string, value: string, label: string, key: string) =>
    html`<label><input type="radio" name="${name}" value="${value}" data-key="${key}"> ${person(label)} <kbd>${key}</kbd></label>`;
  return html`<form class="fields" method="post" action="/desk/documents/${work.round.document}/adjudicate">
<input type="hidden" name="unit" value="${unit.id}">
<fieldset class="options"><legend>What goes on record</legend>
${work.options.map(({ id, label }, index) => radio('option', id, label, String(index + 1)))}
${radio('option', NOTHING, 'Nothing: the words do not say', '0')}</fieldset>
<fieldset><legend>Was it said so?</legend>
${radio('basis', 'stated', 'in so many words', 't')}${radio('basis', 'inferred', 'it follows from what was said', 'i')}</fieldset>
<p><label for="summary">The position in one sentence</label><input id="summary" name="summary" maxlength="2000" data-key="s" list="sentences"></p>
<datalist id="sentences">${[...new Set(work.codings.flatMap(({ summary }) => summary ?? []))].map((it) => html`<option value="${it}">`)}</datalist>
<p><label for="condition">On condition, where there is an “if”</label><input id="condition" name="condition" maxlength="1000"></p>
<p><label for="reason">Why${differ(work.codings) ? ': the coders differ' : ', where it is not what they all say'}</label><input id="reason" name="reason" maxlength="2000" data-key="e"></p>
<p><button data-key="a">Decide and go on <kbd>a</kbd></button></p></form>`;
}
