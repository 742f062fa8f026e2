/** Changes to what is public that wait for a decision. */
import type { Proposal } from '../../core/writing/proposal.ts';
import { html, person } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { capital } from './wording.ts';

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const proposalsPage = (proposals: readonly Proposal[], mayDecide: boolean): HtmlPage => ({
  title: 'Proposals',
  description: 'Changes to what is public that wait for a decision.',
  path: '/desk/proposals',
  main: html`<h1>Proposals</h1>
<p>Changes to what is public that wait for somebody who may publish. Nothing public changes before that.</p>
${proposals.length === 0 ? html`<p>None waits.</p>` : null}
${proposals.map(
  ({
    id,
    act,
    entity,
    record,
    patch,
    before,
    reason,
    proposedBy,
    stale,
  }) => html`<section aria-labelledby="p${id}"><h2 id="p${id}">${capital(act)} the ${entity} ${person(record)}</h2>
<p>By ${person(proposedBy)}${reason === null ? null : html`: ${person(reason)}`}</p>
${stale ? html`<p class="remark">The record was changed since: it does not stand as the proposer saw it.</p>` : null}
<ul class="listed">${Object.entries(patch ?? {}).map(([field, value]) => html`<li><span class="tag">${field}</span> ${person(shown(before?.[field] ?? null))} → <strong>${person(shown(value))}</strong></li>`)}</ul>
${
  mayDecide
    ? html`<form class="fields" method="post" action="/desk/proposals/${id}"><p><label for="reason${id}">Reason</label><input id="reason${id}" name="reason" maxlength="2000"></p>
<p class="buttons"><button name="act" value="accept">Accept</button> <button name="act" value="decline">Decline</button></p></form>`
    : null
}</section>`,
)}`,
});
