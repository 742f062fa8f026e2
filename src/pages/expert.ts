/** The page of an expert: every position with its words, dates and what it replaced. */

import { labeller } from '../answers/words.ts';
import type { Moment } from '../core/matrix/cell.ts';
import type { Dossier, DossierEntry, DossierPosition } from '../core/matrix/dossier.ts';
import { type Affiliation, affiliationOn } from '../core/records/expert.ts';
import type { Question } from '../core/records/question.ts';
import { lastDay } from '../core/values/date.ts';
import type { Markup } from '../formats/markup.ts';
import { propositionIn, titleOf } from './asked.ts';
import { dateWords, type PositionStanding, positionCard, time } from './evidence.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import {
  agreementPath,
  comparePath,
  correctedPath,
  expertPath,
  placeOf,
  questionPath,
  type View,
  withParameters,
} from './links.ts';
import { stance } from './marks.ts';
import { daysOf, momentForm } from './moment.ts';
import { hasWords, narrowRows, rowsQuery } from './narrow.ts';
import { portionCount, portionLinks, portionOf, within } from './portion.ts';
import { type Embed, embedAlong } from './take-along.ts';

/** So many questions are shown at once, each with all that was held on it. */
const ENTRIES_AT_ONCE = 25;

/** Which questions are asked for: that have these words, and the number of their portion. */
export type EntriesAsked = { readonly q?: string | undefined; readonly rows?: number | undefined };

const entriesWith = ({ entries }: Pick<Dossier, 'entries'>, q: string | undefined): readonly DossierEntry[] => {
  const has = hasWords(q);
  return entries.filter(({ question: { title, proposition } }) => has([title, proposition]));
};

/** How many portions there are of the questions that an expert is on record on. */
export const entryPortions = (dossier: Pick<Dossier, 'entries'>, q: string | undefined): number =>
  portionCount(entriesWith(dossier, q).length, ENTRIES_AT_ONCE);

export function expertPage(dossier: Dossier, view: View, say: Messages, { q, rows = 1 }: EntriesAsked = {}): HtmlPage {
  const { expert, entries, silentOn } = dossier;
  const found = entriesWith(dossier, q);
  const told = say.expert;
  const affiliation = affiliationOn(expert, view.asOf === null ? null : lastDay(view.asOf));
  const onRecord = entries.filter(({ cell }) => cell.state !== 'none').length;
  const days = daysOf(entries.flatMap(({ history }) => history.map(({ position }) => position)));
  const portion = portionOf(found.length, ENTRIES_AT_ONCE, rows);
  const path = expertPath(expert.id, view);
  const pathTo = (number: number) => withParameters(path, rowsQuery(q, number));
  const nameOf = ({ question }: DossierEntry) => titleOf(question);
  const ways = portionLinks(portion, found, nameOf, pathTo, say.places.questions, say);
  const tally = tallyWords(onRecord, entries.length + silentOn.length, view, say);
  return {
    title: expert.name,
    description: `${expert.name}${affiliation === null ? '' : ` (${affiliation})`}. ${tally}`,
    path,
    knownAt: view.knownAt,
    feed: { title: say.changesAbout(expert.name), path: '/v1/changes', query: [['expert', expert.id]] },
    main: html`<p class="kicker">${told.kicker}</p>
<h1>${person(expert.name)}</h1>
${expert.affiliations.length > 0 && html`<ul class="affiliations">${expert.affiliations.map((it) => affiliationItem(it, say))}</ul>`}
${expert.description !== null && html`<p dir="auto">${expert.description}</p>`}
${expert.links.length > 0 && html`<ul class="inline">${expert.links.map(({ label, url }) => html`<li><a href="${url}" rel="noopener nofollow external">${person(label)}</a></li>`)}</ul>`}
<p class="tally">${tally} <a href="${comparePath([expert.id], view)}">${told.compare}</a> · <a href="${agreementPath(expert.id, view)}">${told.agrees}</a></p>
${momentForm(placeOf(`/experts/${encodeURIComponent(expert.id)}`, view), view, say, [], days)}
${narrowRows({ q, of: 'question', all: entries.length, found: found.length, path }, say)}
${ways}
<div class="dossier">${within(found, portion).map((entry) => entrySection(entry, view, say))}</div>
${ways}
${
  silentOn.length > 0 &&
  html`<section aria-labelledby="silent"><h2 id="silent">${told.silentOn}</h2><ul class="inline">${silentOn.map((question) => html`<li><a href="${questionPath(question.id, view)}">${titleOf(question)}</a></li>`)}</ul></section>`
}`,
  };
}

function tallyWords(onRecord: number, all: number, { asOf }: Moment, say: Messages): string {
  const day = asOf === null ? null : dateWords(asOf, say);
  return onRecord === 0 ? say.expert.nothing(day) : say.expert.tally(onRecord, all, day);
}

function affiliationItem({ organization, role, from, to }: Affiliation, say: Messages): Markup {
  const told = say.expert;
  const span = [
    from === null ? '' : told.from(dateWords(from, say)),
    to === null ? '' : told.until(dateWords(to, say)),
  ];
  const words = span.filter((part) => part !== '').join(' ');
  return html`<li>${role !== null && html`${person(role)}, `}${person(organization)}${words !== '' && html` <span class="when">${words}</span>`}</li>`;
}

function entrySection(entry: DossierEntry, view: View, say: Messages): Markup {
  const { question } = entry;
  const anchor = `q-${question.id}`;
  return html`<section class="entry" aria-labelledby="${anchor}">
<div class="asked"><h2 id="${anchor}"><a href="${questionPath(question.id, view)}">${titleOf(question)}</a></h2>
${propositionIn('proposition small', question)}</div>
<div>${entryBody(entry, view, say)}</div></section>
`;
}

function entryBody(entry: DossierEntry, view: View, say: Messages): Markup {
  const { question, scale, cell, history } = entry;
  const labels = labeller({ questions: [question], scales: [scale] });
  const value = (option: string) => scale.options.find(({ id }) => id === option)?.value ?? null;
  const { status: _, ...common } = cell;
  return html`${correctionOf(cell, say)}${noteOn(entry, view, say)}${history.map((recorded) => {
    const { option, status } = recorded.position;
    // Each position is shown as the cell it would make alone; its basis is said by a tag of its own.
    const alone = {
      ...{ ...common, state: 'position' as const, option, value: value(option), basis: null, correctedOn: null },
      ...(status === 'draft' && { status }),
    };
    return positionCard(recorded, standingOf(recorded, view), stance(alone, labels, say), view, say);
  })}`;
}

function noteOn({ cell, history }: DossierEntry, view: View, say: Messages): Markup | null {
  const told = say.expert;
  if (cell.state === 'contested') return remark(told.contested);
  if (cell.state !== 'none') return cell.changed ? remark(told.changed) : null;
  const standings = new Set(history.map((recorded) => standingOf(recorded, view)));
  const { retracted, later, join } = told.below;
  const below = [standings.has('retracted') ? retracted : '', standings.has('later') ? later : ''];
  const nothing = told.nothing(view.asOf === null ? null : dateWords(view.asOf, say));
  return remark(told.onlyBelow(nothing, below.filter((words) => words !== '').join(join)));
}

const correctionOf = ({ correctedOn, expert, question }: DossierEntry['cell'], say: Messages): Markup | null =>
  correctedOn === null
    ? null
    : html`<p class="remark">${say.expert.corrected(time(correctedOn, say))} <a href="${correctedPath({ expert, question })}">${say.saidBefore}</a></p>`;

const remark = (words: string): Markup => html`<p class="remark">${words}</p>`;

function standingOf({ position, current }: DossierPosition, { asOf }: Moment): PositionStanding {
  if (position.status === 'retracted') return 'retracted';
  if (current) return 'current';
  const day = asOf === null ? null : lastDay(asOf);
  return day !== null && (lastDay(position.saidOn) ?? '') > day ? 'later' : 'earlier';
}

/** The page of one cell: what the expert holds on the question, and held before. */
export function cellMain(
  { expert, entries: [entry] }: Dossier,
  question: Pick<Question, 'id' | 'title' | 'proposition' | 'language'>,
  view: View,
  say: Messages,
  /** Where it can be embedded from; nothing in a preview, and in the embed itself. */
  embed?: Embed,
): Markup {
  const body = entry === undefined ? remark(say.cell.nothing) : entryBody(entry, view, say);
  return html`<div class="cell"><p class="kicker">${say.cell.on(html`<a href="${expertPath(expert.id, view)}">${person(expert.name)}</a>`)}</p>
<h1><a href="${questionPath(question.id, view)}">${titleOf(question)}</a></h1>
${propositionIn('proposition', question)}
${body}</div>${embed !== undefined && embedAlong(embed, say.expertOnTitle(expert.name, question.title), say)}`;
}
