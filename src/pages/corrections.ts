/** The page of corrections: what was published, what it was corrected to, when and why. */

import { correctionWords } from '../answers/change-log/corrections.ts';
import type { Correction } from '../core/change-log/correction.ts';
import { fieldWords } from '../core/change-log/sentences.ts';
import type { Markup } from '../formats/markup.ts';
import { dateWords } from './evidence.ts';
import { html, person, words } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { cellPath, expertPath, NOW, questionPath } from './links.ts';

const PATH = '/corrections';

/** `isFirst` where these are the newest; `next` is the cursor of what came before them. */
type Paged = { readonly next: string | null; readonly isFirst: boolean };

export function correctionsPage(corrections: readonly Correction[], { next, isFirst }: Paged): HtmlPage {
  return {
    title: 'Corrections',
    description:
      'What was published here and has been changed or taken back since: what it said, what it was corrected to, and why.',
    path: PATH,
    feed: { title: 'Corrections', path: '/v1/corrections', query: [] },
    main: html`<h1>Corrections</h1>
<p>What was published here and has been changed or taken back since, the newest first: what it said, what it was corrected to, and why. Nothing of it is deleted.</p>
<p class="note">Follow them: <a href="/v1/corrections.atom">Atom</a>, <a href="/v1/corrections.jsonfeed">JSON Feed</a>. Take them along: <a href="/v1/corrections.csv">CSV</a>, <a href="/v1/corrections.json">JSON</a>.</p>
${corrections.length === 0 ? nothing(isFirst) : html`<div class="corrections">${corrections.map(article)}</div>`}
${next !== null && html`<p><a rel="next" href="${PATH}?${String(new URLSearchParams({ cursor: next }))}">Earlier corrections</a></p>`}
${!isFirst && html`<p><a href="${PATH}">The newest corrections</a></p>`}`,
  };
}

const nothing = (isFirst: boolean): Markup =>
  html`<p>${isFirst ? 'Nothing that was published has been changed or taken back.' : 'There is no earlier correction.'}</p>`;

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
