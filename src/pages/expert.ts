/** The page of an expert: every position with its words, dates and what it replaced. */

import { labeller } from '../answers/words.ts';
import type { Moment } from '../core/matrix/cell.ts';
import type { Dossier, DossierEntry, DossierPosition } from '../core/matrix/dossier.ts';
import { type Affiliation, affiliationOn } from '../core/records/expert.ts';
import { lastDay } from '../core/values/date.ts';
import type { Markup } from '../formats/markup.ts';
import { dateWords, type PositionStanding, positionCard, time } from './evidence.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { agreementPath, comparePath, correctedPath, expertPath, placeOf, questionPath, type View } from './links.ts';
import { stance } from './marks.ts';
import { daysOf, momentForm } from './moment.ts';

export function expertPage({ expert, entries, silentOn }: Dossier, view: View): HtmlPage {
  const affiliation = affiliationOn(expert, view.asOf === null ? null : lastDay(view.asOf));
  const onRecord = entries.filter(({ cell }) => cell.state !== 'none').length;
  const days = daysOf(entries.flatMap(({ history }) => history.map(({ position }) => position)));
  const tally = tallyWords(onRecord, entries.length + silentOn.length, view);
  return {
    title: expert.name,
    description: `${expert.name}${affiliation === null ? '' : ` (${affiliation})`}. ${tally}`,
    path: expertPath(expert.id, view),
    knownAt: view.knownAt,
    feed: { title: `Changes about ${expert.name}`, path: '/v1/changes', query: [['expert', expert.id]] },
    main: html`<p class="kicker">Expert</p>
<h1>${person(expert.name)}</h1>
${expert.affiliations.length > 0 && html`<ul class="affiliations">${expert.affiliations.map(affiliationItem)}</ul>`}
${expert.description !== null && html`<p dir="auto">${expert.description}</p>`}
${expert.links.length > 0 && html`<ul class="inline">${expert.links.map(({ label, url }) => html`<li><a href="${url}" rel="noopener nofollow external">${person(label)}</a></li>`)}</ul>`}
<p class="tally">${tally} ${view.drafts !== true && html`<a href="${comparePath([expert.id], view)}">Compare with others</a> · <a href="${agreementPath(expert.id)}">Who agrees</a>`}</p>
${momentForm(placeOf(`/experts/${encodeURIComponent(expert.id)}`, view), view, [], days)}
<div class="dossier">${entries.map((entry) => entrySection(entry, view))}</div>
${
  silentOn.length > 0 &&
  html`<section aria-labelledby="silent"><h2 id="silent">Nothing on record</h2><ul class="inline">${silentOn.map(({ id, title }) => html`<li><a href="${questionPath(id, view)}">${person(title)}</a></li>`)}</ul></section>`
}`,
  };
}

function tallyWords(onRecord: number, all: number, { asOf }: Moment): string {
  const day = asOf === null ? '' : ` as of ${dateWords(asOf)}`;
  if (onRecord === 0) return `Nothing is on record${day}.`;
  return `On record on ${onRecord} of ${all} ${all === 1 ? 'question' : 'questions'}${day}.`;
}

function affiliationItem({ organization, role, from, to }: Affiliation): Markup {
  const span = [from === null ? '' : `from ${dateWords(from)}`, to === null ? '' : `until ${dateWords(to)}`];
  const words = span.filter((part) => part !== '').join(' ');
  return html`<li>${role !== null && html`${person(role)}, `}${person(organization)}${words !== '' && html` <span class="when">${words}</span>`}</li>`;
}

function entrySection(entry: DossierEntry, view: View): Markup {
  const { id, title, proposition } = entry.question;
  return html`<section class="entry" aria-labelledby="${`q-${id}`}">
<div class="asked"><h2 id="${`q-${id}`}"><a href="${questionPath(id, view)}">${person(title)}</a></h2>
<p class="proposition small" dir="auto">${proposition}</p></div>
<div>${entryBody(entry, view)}</div></section>
`;
}

function entryBody(entry: DossierEntry, view: View): Markup {
  const { question, scale, cell, history } = entry;
  const labels = labeller({ questions: [question], scales: [scale] });
  const value = (option: string) => scale.options.find(({ id }) => id === option)?.value ?? null;
  const { status: _, ...common } = cell;
  return html`${correctionOf(cell)}${noteOn(entry, view)}${history.map((recorded) => {
    const { option, status } = recorded.position;
    // Each position is shown as the cell it would make alone; its basis is said by a tag of its own.
    const alone = {
      ...{ ...common, state: 'position' as const, option, value: value(option), basis: null, correctedOn: null },
      ...(status === 'draft' && { status }),
    };
    return positionCard(recorded, standingOf(recorded, view), stance(alone, labels), view);
  })}`;
}

function noteOn({ cell, history }: DossierEntry, view: View): Markup | null {
  if (cell.state === 'contested') return remark('Contested: the positions that count take opposite sides.');
  if (cell.state !== 'none') return cell.changed ? remark('This position has changed.') : null;
  const standings = new Set(history.map((recorded) => standingOf(recorded, view)));
  const below = [
    standings.has('retracted') ? 'what was retracted' : '',
    standings.has('later') ? 'what was said later' : '',
  ];
  const day = view.asOf === null ? '' : ` as of ${dateWords(view.asOf)}`;
  return remark(`Nothing is on record${day}. Below is ${below.filter((words) => words !== '').join(', and ')}.`);
}

const correctionOf = ({ correctedOn, expert, question }: DossierEntry['cell']): Markup | null =>
  correctedOn === null
    ? null
    : html`<p class="remark">Corrected on ${time(correctedOn)}. <a href="${correctedPath({ expert, question })}">What was said before</a></p>`;

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
  question: { id: string; title: string; proposition: string },
  view: View,
): Markup {
  const body =
    entry === undefined
      ? remark('Nothing is on record: no statement by this expert on this question is known here.')
      : entryBody(entry, view);
  return html`<div class="cell"><p class="kicker"><a href="${expertPath(expert.id, view)}">${person(expert.name)}</a> on</p>
<h1><a href="${questionPath(question.id, view)}">${person(question.title)}</a></h1>
<p class="proposition" dir="auto">${question.proposition}</p>
${body}</div>`;
}
