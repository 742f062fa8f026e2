/** The page of corrections: what was published, what it was corrected to, when and why. */

import { correctionWords } from '../answers/change-log/corrections.ts';
import type { Correction } from '../core/change-log/correction.ts';
import { fieldWords } from '../core/change-log/sentences.ts';
import type { Markup } from '../formats/markup.ts';
import { dateWords } from './evidence.ts';
import { html, person, words } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { cellPath, correctedPath, correctedQuery, expertPath, NOW, questionPath, tablePath } from './links.ts';

/** `isFirst` where these are the newest; `next` is the cursor of what came before them. */
type Paged = { readonly next: string | null; readonly isFirst: boolean };

/** Of whom and on what they are, where not of everybody and on everything. */
export type CorrectedOf = { readonly expert: Named | null; readonly question: Named | null };
type Named = { readonly id: string; readonly name: string };

export function correctionsPage(
  corrections: readonly Correction[],
  { expert, question }: CorrectedOf,
  { next, isFirst }: Paged,
): HtmlPage {
  const of = { expert: expert?.id, question: question?.id };
  const here = correctedPath(of);
  const query = correctedQuery(of);
  const taken = (format: string): string => tablePath('/v1/corrections', format, query);
  return {
    title: titleOf({ expert, question }),
    description:
      'What was published here and has been changed or taken back since: what it said, what it was corrected to, and why.',
    path: here,
    feed: { title: titleOf({ expert, question }), path: '/v1/corrections', query },
    main: html`<h1>Corrections</h1>
${about({ expert, question })}<p>What was published here and has been changed or taken back since, the newest first: what it said, what it was corrected to, and why. Nothing of it is deleted.</p>
<p class="note">Follow them: <a href="${taken('atom')}">Atom</a>, <a href="${taken('jsonfeed')}">JSON Feed</a>. Take them along: <a href="${taken('csv')}">CSV</a>, <a href="${taken('json')}">JSON</a>.</p>
${corrections.length === 0 ? nothing(isFirst, query.length > 0) : html`<div class="corrections">${corrections.map(article)}</div>`}
${next !== null && html`<p><a rel="next" href="${correctedPath({ ...of, cursor: next })}">Earlier corrections</a></p>`}
${!isFirst && html`<p><a href="${here}">The newest corrections</a></p>`}`,
  };
}

const titleOf = ({ expert, question }: CorrectedOf): string => {
  const names = [expert, question].flatMap((it) => it?.name ?? []);
  return names.length === 0 ? 'Corrections' : `Corrections: ${names.join(', ')}`;
};

/** Whose they are, with the pages that show what is said now, and the way to all others. */
function about({ expert, question }: CorrectedOf): Markup | null {
  const link = (path: string, { name }: Named): Markup => html`<a href="${path}">${person(name)}</a>`;
  const everything = html` <a href="/corrections">All corrections</a>`;
  if (expert !== null && question !== null)
    return html`<p>Of what <a href="${cellPath(expert.id, question.id, NOW)}">${person(expert.name)} says on ${person(question.name)}</a>.${everything}</p>`;
  if (expert !== null) return html`<p>Of what ${link(expertPath(expert.id, NOW), expert)} says.${everything}</p>`;
  if (question !== null) return html`<p>On ${link(questionPath(question.id, NOW), question)}.${everything}</p>`;
  return null;
}

function nothing(isFirst: boolean, isOfSome: boolean): Markup {
  if (!isFirst) return html`<p>There is no earlier correction.</p>`;
  return html`<p>Nothing that was published${isOfSome && ' of it'} has been changed or taken back.</p>`;
}

function article(correction: Correction): Markup {
  const { seq, at, action, reason, before } = correction;
  const day = at.slice(0, 10);
  const isRetraction = action === 'retract' || action === 'delete';
  return html`<article class="correction ${isRetraction ? 'retracted' : 'changed'}" aria-labelledby="${`c${seq}`}">
<p class="head"><time datetime="${at}">${dateWords(day)}</time> <span class="tag standing">${TAGS[action]}</span></p>
<h2 id="${`c${seq}`}">${subject(correction)}</h2>
${reason !== null && html`<p class="reason" dir="auto">${words(reason)}</p>`}
${isRetraction ? before !== null && takenBack(before) : differenceList(correction)}
</article>
`;
}

const TAGS: { readonly [A in Correction['action']]: string } = {
  update: 'Changed',
  rename: 'New id',
  retract: 'Retracted',
  delete: 'Removed',
};

/** Whom or what was corrected, with the page that shows it where there is one. */
function subject({ action, entity, expert, question, sentence }: Correction): Markup {
  if (action === 'delete') return html`${words(sentence)}`;
  if (expert !== null && question !== null)
    return html`<a href="${cellPath(expert.id, question.id, NOW)}">${person(expert.name)} on ${person(question.title)}</a>`;
  if (expert !== null)
    return html`<a href="${expertPath(expert.id, NOW)}">${entity === 'statement' && 'What was said by '}${person(expert.name)}</a>`;
  if (question !== null) return html`<a href="${questionPath(question.id, NOW)}">${person(question.title)}</a>`;
  return html`${words(sentence)}`;
}

const takenBack = (
  before: NonNullable<Correction['before']>,
): Markup => html`<dl class="differences"><div><dt>It said</dt>
<dd><del><strong>${person(before.label)}.</strong> ${words(before.summary)}</del></dd></div></dl>`;

const differenceList = (correction: Correction): Markup =>
  html`<dl class="differences">${correction.differences.map((difference) => {
    const value = (of: unknown) => correctionWords(correction, difference, of);
    return html`<div><dt>${fieldWords(difference.field)}</dt>
<dd>${said('It said', value(difference.before), takenOut)}</dd>
<dd>${said('Corrected to', value(difference.after), putIn)}</dd></div>
`;
  })}</dl>`;

/** A value under what it is; where there was none, the sign of having been taken out or put in would stand for nothing. */
function said(when: string, value: string | null, sign: (text: Markup) => Markup): Markup {
  const label = html`<span class="when">${when}</span> `;
  if (value === null) return html`${label}<em>nothing</em>`;
  return html`${label}${sign(html`${value.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${words(line)}`)}`)}`;
}

const takenOut = (text: Markup): Markup => html`<del>${text}</del>`;
const putIn = (text: Markup): Markup => html`<ins>${text}</ins>`;
