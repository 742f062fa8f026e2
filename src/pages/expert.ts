/** The page of an expert: every position with its words, dates and what it replaced. */
import type { Dossier, DossierEntry } from '../core/dossier.ts';
import { type Affiliation, affiliationOn } from '../core/expert.ts';
import { labeller } from '../core/tables/words.ts';
import { positionCard } from './evidence.ts';
import { html, type Markup, person } from './html.ts';
import type { Page } from './layout.ts';
import { expertPath, type Moment, questionPath } from './links.ts';
import { stance } from './marks.ts';
import { momentForm } from './moment.ts';

export function expertPage({ expert, entries, silentOn }: Dossier, moment: Moment): Page {
  const affiliation = affiliationOn(expert, null);
  const count = entries.length === 1 ? 'one question' : `${entries.length} questions`;
  return {
    title: expert.name,
    description: `${expert.name}${affiliation === null ? '' : ` (${affiliation})`} is on record on ${count}.`,
    path: expertPath(expert.id, moment),
    main: html`<p class="kicker">Expert</p>
<h1>${person(expert.name)}</h1>
${expert.affiliations.length === 0 ? null : html`<ul class="affiliations">${expert.affiliations.map(affiliationItem)}</ul>`}
${expert.description === null ? null : html`<p dir="auto">${expert.description}</p>`}
${expert.links.length === 0 ? null : html`<p>${expert.links.map(({ label, url }) => html`<a href="${url}" rel="noopener nofollow external">${person(label)}</a> `)}</p>`}
<p class="tally">On record on ${count}${silentOn.length === 0 ? '' : `; nothing on record on ${silentOn.length} more`}. <a href="/compare?expert=${expert.id}">Compare with others</a></p>
${momentForm(`/experts/${expert.id}`, moment)}
<div class="dossier">${entries.map((entry) => entrySection(entry, moment))}</div>
${
  silentOn.length === 0
    ? null
    : html`<section aria-labelledby="silent"><h2 id="silent">Nothing on record</h2><ul class="inline">${silentOn.map(({ id, title }) => html`<li><a href="${questionPath(id, moment)}">${person(title)}</a></li>`)}</ul></section>`
}`,
  };
}

function affiliationItem({ organization, role, from, to }: Affiliation): Markup {
  const span = from === null && to === null ? null : html` <span class="affiliation">${from ?? ''}–${to ?? ''}</span>`;
  return html`<li>${role === null ? null : html`${person(role)}, `}${person(organization)}${span}</li>`;
}

function entrySection(entry: DossierEntry, moment: Moment): Markup {
  const { id, title, proposition } = entry.question;
  return html`<section class="entry" aria-labelledby="${`q-${id}`}">
<h2 id="${`q-${id}`}"><a href="${questionPath(id, moment)}">${person(title)}</a></h2>
<p class="proposition small" dir="auto">${proposition}</p>
${entryBody(entry)}</section>`;
}

function entryBody({ question, scale, cell, history }: DossierEntry): Markup {
  const labels = labeller({ questions: [question], scales: [scale] });
  const value = (option: string) => scale.options.find(({ id }) => id === option)?.value ?? null;
  return html`${cell.state === 'contested' ? html`<p class="warn">Current positions take opposite sides.</p>` : null}
${cell.changed ? html`<p class="warn">This position has changed.</p>` : null}
${history.map((recorded) => {
  const { option } = recorded.position;
  // Each position is shown as the cell it would make alone; its basis is said by a tag of its own.
  const alone = { ...cell, state: 'position' as const, option, value: value(option), basis: null };
  return positionCard(recorded, stance(alone, labels));
})}`;
}

/** The page of one cell: what the expert holds on the question, and held before. */
export function cellMain(
  { expert, entries: [entry] }: Dossier,
  question: { id: string; title: string; proposition: string },
  moment: Moment,
): Markup {
  const body =
    entry === undefined
      ? html`<p class="tally">Nothing is on record: no statement by this expert on this question is known here.</p>`
      : entryBody(entry);
  return html`<div class="entry"><p class="kicker"><a href="${expertPath(expert.id, moment)}">${person(expert.name)}</a> on</p>
<h1><a href="${questionPath(question.id, moment)}">${person(question.title)}</a></h1>
<p class="proposition" dir="auto">${question.proposition}</p>
${body}</div>`;
}
