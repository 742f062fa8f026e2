/** The page of corrections: what was published, what it was corrected to, when and why. */

import { correctionWords } from '../answers/change-log/corrections.ts';
import type { Correction } from '../core/change-log/correction.ts';
import type { Difference } from '../core/change-log/history.ts';
import type { Called, ToldCorrection } from '../core/change-log/told-correction.ts';
import { referredBy } from '../core/writing/references.ts';
import type { Markup } from '../formats/markup.ts';
import { dateWords } from './evidence.ts';
import { html, person, words } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { cellPath, correctedPath, correctedQuery, expertPath, NOW, questionPath, tablePath } from './links.ts';

/** `isFirst` where these are the newest; `next` is the cursor of what came before them. */
type Paged = { readonly next: string | null; readonly isFirst: boolean };

/** Of whom and on what they are, where not of everybody and on everything. */
export type CorrectedOf = { readonly expert: Named | null; readonly question: Named | null };
type Named = { readonly id: string; readonly name: string; readonly language?: string };

export function correctionsPage(
  corrections: readonly ToldCorrection[],
  { expert, question }: CorrectedOf,
  { next, isFirst }: Paged,
  say: Messages,
): HtmlPage {
  const told = say.corrections;
  const of = { expert: expert?.id, question: question?.id };
  const here = correctedPath(of);
  const query = correctedQuery(of);
  const taken = (format: string): string => tablePath('/v1/corrections', format, query);
  return {
    title: titleOf({ expert, question }, say),
    description: told.description,
    path: here,
    feed: { title: titleOf({ expert, question }, say), path: '/v1/corrections', query },
    main: html`<h1>${say.places.corrections}</h1>
${about({ expert, question }, say)}<p>${told.lede}</p>
<p class="note">${told.follow} <a href="${taken('atom')}">Atom</a>, <a href="${taken('jsonfeed')}">JSON Feed</a>. ${told.takeAlong} <a href="${taken('csv')}">CSV</a>, <a href="${taken('json')}">JSON</a>.</p>
${corrections.length === 0 ? nothing(isFirst, query.length > 0, say) : html`<div class="corrections">${corrections.map((it) => article(it, say))}</div>`}
${next !== null && html`<p><a rel="next" href="${correctedPath({ ...of, cursor: next })}">${told.earlier}</a></p>`}
${!isFirst && html`<p><a href="${here}">${told.newest}</a></p>`}`,
  };
}

const titleOf = ({ expert, question }: CorrectedOf, { corrections }: Messages): string =>
  corrections.title([expert, question].flatMap((it) => it?.name ?? []));

/** Whose they are, with the pages that show what is said now, and the way to all others. */
function about({ expert, question }: CorrectedOf, { corrections: told }: Messages): Markup | null {
  const link = (path: string, { name, language }: Named): Markup =>
    html`<a href="${path}">${person(name, language)}</a>`;
  const everything = html` <a href="/corrections">${told.all}</a>`;
  if (expert !== null && question !== null)
    return html`<p>${told.ofCell(cellPath(expert.id, question.id, NOW), person(expert.name), person(question.name, question.language))}${everything}</p>`;
  if (expert !== null) return html`<p>${told.ofExpert(link(expertPath(expert.id, NOW), expert))}${everything}</p>`;
  if (question !== null)
    return html`<p>${told.onQuestion(link(questionPath(question.id, NOW), question))}${everything}</p>`;
  return null;
}

const nothing = (isFirst: boolean, isOfSome: boolean, { corrections: told }: Messages): Markup =>
  html`<p>${isFirst ? told.none(isOfSome) : told.noEarlier}</p>`;

function article(told: ToldCorrection, say: Messages): Markup {
  const { seq, at, action, reason, before } = told.correction;
  const day = at.slice(0, 10);
  const isRetraction = action === 'retract' || action === 'delete';
  const path = subjectPath(told.correction);
  const subject = subjectOf(told, say);
  return html`<article class="correction ${isRetraction ? 'retracted' : 'changed'}" aria-labelledby="${`c${seq}`}">
<p class="head"><time datetime="${at}">${dateWords(day, say)}</time> <span class="tag standing">${say.corrections.tags[action]}</span></p>
<h2 id="${`c${seq}`}">${path === null ? subject : html`<a href="${path}">${subject}</a>`}</h2>
${reason !== null && html`<p class="reason" dir="auto">${words(reason)}</p>`}
${isRetraction ? before !== null && takenBack(before, say) : differenceList(told, say)}
</article>
`;
}

/** Whom or what was corrected, by name. */
export function subjectOf({ correction, called }: ToldCorrection, say: Messages): Markup {
  const { entity, id, expert, question, sentence } = correction;
  const { language } = (question !== null && called('question', question.id)) || {};
  if (expert !== null && question !== null)
    return say.expertOnQuestion(person(expert.name), person(question.title, language));
  if (expert !== null)
    return entity === 'statement' ? say.corrections.saidBy(person(expert.name)) : person(expert.name);
  if (question !== null) return person(question.title, language);
  const now = called(entity, id);
  // Of what is gone the sentence of the log has the name, in English.
  return now === null
    ? html`<span lang="en">${words(sentence)}</span>`
    : say.corrections.named(entity, person(now.text, now.language));
}

/** The page that shows it, where there is one. */
function subjectPath({ action, expert, question }: Correction): string | null {
  if (action === 'delete') return null;
  if (expert !== null) return question === null ? expertPath(expert.id, NOW) : cellPath(expert.id, question.id, NOW);
  return question === null ? null : questionPath(question.id, NOW);
}

const takenBack = (
  before: NonNullable<Correction['before']>,
  { corrections }: Messages,
): Markup => html`<dl class="differences"><div><dt>${corrections.itSaid}</dt>
<dd><del><strong>${person(before.label)}.</strong> ${words(before.summary)}</del></dd></div></dl>`;

const differenceList = (of: ToldCorrection, { corrections: told }: Messages): Markup =>
  html`<dl class="differences">${of.correction.differences.map(
    (difference) => html`<div><dt>${told.field(difference.field)}</dt>
<dd>${said(told.itSaid, linesOf(of, difference, difference.before), takenOut, told.nothing)}</dd>
<dd>${said(told.correctedTo, linesOf(of, difference, difference.after), putIn, told.nothing)}</dd></div>
`,
  )}</dl>`;

/** What of a record is in its own language; all else of it is in ours. */
const IN_THEIR_LANGUAGE: ReadonlySet<string> = new Set(['quotes', 'title', 'proposition', 'codingRule']);

/** A value in lines; records that it names by their ids as they are called. */
function linesOf({ correction, called }: ToldCorrection, difference: Difference, value: unknown): readonly Called[] {
  const { entity, id } = correction;
  const kind = referredBy(entity, difference.field);
  if (kind !== null) return idsIn(value).map((it) => called(kind, it) ?? { text: it });
  const own = IN_THEIR_LANGUAGE.has(difference.field) ? called(entity, id)?.language : undefined;
  const lines = correctionWords(correction, difference, value)?.split('\n') ?? [];
  return lines.map((text) => ({ text, ...(own !== undefined && { language: own }) }));
}

const idsIn = (value: unknown): string[] => [value].flat().filter((id) => typeof id === 'string');

/** A value under what it is; where there was none, the sign of having been taken out or put in would stand for nothing. */
function said(when: string, lines: readonly Called[], sign: (text: Markup) => Markup, nothing: string): Markup {
  const label = html`<span class="when">${when}</span> `;
  if (lines.length === 0) return html`${label}<em>${nothing}</em>`;
  return html`${label}${sign(html`${lines.map(({ text, language }, index) => html`${index > 0 && html`<br>`}${person(text, language)}`)}`)}`;
}

const takenOut = (text: Markup): Markup => html`<del>${text}</del>`;
const putIn = (text: Markup): Markup => html`<ins>${text}</ins>`;
