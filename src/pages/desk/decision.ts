/** The form in which somebody decides on a candidate: who says it, what it answers, and in which words. */
import type { DocumentCandidate } from '../../core/capture/document.ts';
import { onRecord } from '../../core/capture/draft-bundle.ts';
import type { DecisionFields } from '../../core/capture/kept-decision.ts';
import type { Offered } from '../../core/capture/offered.ts';
import type { Markup } from '../../formats/markup.ts';
import { html } from '../html.ts';
import { answers } from './answers.ts';
import { DECISION_LABELS, type DecisionWork, NEW } from './decision-fields.ts';
import { labelled } from './keys.ts';

const SELECTED = html` selected`;
const CHECKED = html` checked`;

export function decisionForm(decision: DecisionWork): Markup {
  const { candidate: it, kept, sent, isNear } = decision;
  const said = sent ?? kept?.fields ?? proposedFields(it, decision.experts);
  const field = (name: 'newExpert' | 'saidOn' | 'newDescription', most: number, key: string | null) =>
    html`<p>${key === null ? html`<label for="${name}">${DECISION_LABELS[name]}</label>` : labelled(name, DECISION_LABELS[name], key)}<input id="${name}" name="${name}" maxlength="${most}" value="${said[name] ?? ''}"${key === null ? null : html` data-key="${key}"`}></p>`;
  // Enter in a field presses the first button that there is.
  return html`<form class="fields decide" method="post" action="/desk/candidates/${it.id}" data-keep="/desk/candidates/${it.id}/kept">
<button class="first" name="act" value="accept" tabindex="-1" aria-hidden="true"></button>
<input type="hidden" name="revision" value="${it.revision}"><input type="hidden" name="kept" value="${kept?.revision ?? 0}"><input type="hidden" name="found" value="${said.found ?? ''}">
<div class="pair">${speaker(decision, said)}
${field('newExpert', 300, 'w')}</div>
<details class="new"><summary>What is known of somebody new</summary><div class="pair"><p><label for="newKind">${DECISION_LABELS.newKind}</label><select id="newKind" name="newKind">${KINDS.map(([kind, label]) => html`<option value="${kind}"${said.newKind === kind ? SELECTED : null}>${label}</option>`)}</select></p>
${field('newDescription', 1000, null)}</div></details>
${isNear || said.new !== undefined ? html`<p><label><input type="checkbox" name="new" value="true"${said.new === undefined ? null : CHECKED}> It is another one than those on record with a name like it</label></p>` : null}
${it.content.length === 0 ? null : html`<p>${labelled('paraphrase', DECISION_LABELS.paraphrase, 'p')}<textarea id="paraphrase" name="paraphrase" rows="2" maxlength="20000" data-key="p">${said.paraphrase ?? ''}</textarea></p>`}
${answers(decision, said)}
${field('saidOn', 10, 'd')}
<p class="hint">Without a day, that of the article counts.</p>
<p class="buttons"><button name="act" value="accept" data-key="a">Accept and go on <kbd>a</kbd></button>
<button class="quiet" name="act" value="keep">Keep it for later</button> <span class="hint inline" role="status" data-kept>${kept === null ? null : html`kept ${kept.at.slice(0, 16).replace('T', ' ')} UTC`}</span></p>
<div class="aside"><p><label for="reason">${DECISION_LABELS.reason}</label><input id="reason" name="reason" maxlength="2000" list="reasons" value="${said.reason ?? ''}">
<datalist id="reasons"><option value="not a statement"><option value="wrong words"><option value="wrong person"><option value="double"><option value="off topic"></datalist></p>
<p><button class="quiet" name="act" value="reject" data-key="x">Set aside <kbd>x</kbd></button></p></div>
</form>`;
}

const KINDS = [
  ['person', 'A person'],
  ['organization', 'An organization'],
] as const;

/**
 * What the form begins with: who and when, as they were proposed, and no side. Who came on record since, as by the candidate
 * before, is known by the whole name; a surname alone makes nobody an expert on record.
 */
function proposedFields(it: DocumentCandidate, experts: Offered['experts']): DecisionFields {
  const [same, ...more] = experts.filter(({ name, aliases }) => [name, ...aliases].includes(it.speakerName));
  const isNew = it.expert === null && same === undefined;
  const known = onRecord(it) ?? (it.expert === null && more.length === 0 ? same?.id : undefined) ?? '';
  return {
    expert: isNew ? `${NEW}${it.speakerName}` : known,
    newKind: it.speakerKind === 'organization' ? 'organization' : 'person',
    ...(it.affiliationAsGiven !== null && { newDescription: it.affiliationAsGiven }),
    ...(it.saidOn !== null && { saidOn: it.saidOn }),
  };
}

function speaker({ candidate: it, experts }: DecisionWork, { expert: chosen = '' }: DecisionFields): Markup {
  const hinted = onRecord(it) === null ? experts.filter(({ id }) => id === it.expert) : [];
  const option = (id: string, label: string, isChosen: boolean) =>
    html`<option value="${id}"${isChosen ? SELECTED : null}>${label}</option>`;
  const named = `${NEW}${it.speakerName}`;
  return html`<p>${labelled('expert', DECISION_LABELS.expert, 'e')}<select id="expert" name="expert" data-key="e">
<option value="">Somebody new, named beside</option>
${option(named, `New: ${it.speakerName}`, chosen === named)}
${hinted.map(({ id, name }) => option(id, `${name} (perhaps)`, id === chosen))}
${experts.map(({ id, name }) => option(id, name, id === chosen && hinted.length === 0))}
</select></p>`;
}
