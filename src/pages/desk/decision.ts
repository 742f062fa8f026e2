/** The form in which somebody decides on a candidate: who says it, what it answers, and in which words. */
import type { DocumentCandidate } from '../../core/capture/document.ts';
import { onRecord } from '../../core/capture/draft-bundle.ts';
import type { DecisionFields, KeptDecision } from '../../core/capture/kept-decision.ts';
import type { Expert } from '../../core/records/expert.ts';
import type { Question } from '../../core/records/question.ts';
import type { Scale } from '../../core/records/scale.ts';
import type { Markup } from '../../formats/markup.ts';
import { html } from '../html.ts';
import { answers } from './answers.ts';
import { labelled } from './keys.ts';

/** Before the name of a speaker who is not on record, as what is chosen; no id has a space. */
export const NEW = 'new ';
const SELECTED = html` selected`;
const CHECKED = html` checked`;

/** What the fields are called. */
export const DECISION_LABELS = {
  expert: 'Who',
  newExpert: 'Or a new name',
  saidOn: 'Said on',
  paraphrase: 'What is retold, in words of your own',
  answer: 'What it says on which question',
  summary: 'The position in one sentence of yours',
  condition: 'Condition (an “if”)',
  basis: 'Was it said so?',
  reason: 'Why it is set aside',
};

export type DecisionWork = {
  readonly candidate: DocumentCandidate;
  readonly experts: readonly Expert[];
  readonly questions: readonly Question[];
  readonly scales: ReadonlyMap<string, Scale>;
  readonly kept: KeptDecision | null;
  /** What was sent and refused; null where nothing was. */
  readonly sent: DecisionFields | null;
  /** True where a name is near another's: it may be sent again as another. */
  readonly isNear: boolean;
};

export function decisionForm(decision: DecisionWork): Markup {
  const { candidate: it, kept, sent, isNear } = decision;
  const said = sent ?? kept?.fields ?? proposedFields(it, decision.experts);
  const field = (name: 'newExpert' | 'saidOn' | 'summary' | 'condition', most: number, key: string) =>
    html`<p>${labelled(name, DECISION_LABELS[name], key)}<input id="${name}" name="${name}" maxlength="${most}" value="${said[name] ?? ''}" data-key="${key}"></p>`;
  const basis = (value: string, label: string, key: string) =>
    html`<label><input type="radio" name="basis" value="${value}" data-key="${key}"${said.basis === value ? CHECKED : null}> ${label} <kbd>${key}</kbd></label>`;
  return html`<form class="fields decide" method="post" action="/desk/candidates/${it.id}" data-keep="/desk/candidates/${it.id}/kept">
<input type="hidden" name="revision" value="${it.revision}"><input type="hidden" name="kept" value="${kept?.revision ?? 0}">
<div class="pair">${speaker(decision, said)}
${field('newExpert', 300, 'w')}</div>
${isNear || said.new !== undefined ? html`<p><label><input type="checkbox" name="new" value="true"${said.new === undefined ? null : CHECKED}> It is another one than those on record with a name like it</label></p>` : null}
${answers(decision, said)}
<fieldset><legend>${DECISION_LABELS.basis}</legend>
${basis('stated', 'in so many words', 't')}
${basis('inferred', 'it follows from what was said', 'i')}</fieldset>
${it.content.length === 0 ? null : html`<p>${labelled('paraphrase', DECISION_LABELS.paraphrase, 'p')}<textarea id="paraphrase" name="paraphrase" rows="2" maxlength="20000" data-key="p">${said.paraphrase ?? ''}</textarea></p>`}
${field('summary', 2000, 's')}
<div class="pair">${field('condition', 1000, 'c')}
${field('saidOn', 10, 'd')}</div>
<p class="hint">Without a day, that of the article counts.</p>
<p class="buttons"><button name="act" value="accept" data-key="a">Accept and go on <kbd>a</kbd></button>
<button class="quiet" name="act" value="keep">Keep it for later</button> <span class="hint inline" role="status" data-kept>${kept === null ? null : html`kept ${kept.at.slice(0, 16).replace('T', ' ')} UTC`}</span></p>
<div class="aside"><p><label for="reason">${DECISION_LABELS.reason}</label><input id="reason" name="reason" maxlength="2000" list="reasons" value="${said.reason ?? ''}">
<datalist id="reasons"><option value="not a statement"><option value="wrong words"><option value="wrong person"><option value="double"><option value="off topic"></datalist></p>
<p><button class="quiet" name="act" value="reject" data-key="x">Set aside <kbd>x</kbd></button></p></div>
</form>`;
}

/**
 * What the form begins with: who and when, as they were proposed, and no side. Who came on record since, as by the candidate
 * before, is known by the whole name; a surname alone makes nobody an expert on record.
 */
function proposedFields(it: DocumentCandidate, experts: readonly Expert[]): DecisionFields {
  const [same, ...more] = experts.filter(({ name, aliases }) => [name, ...aliases].includes(it.speakerName));
  const isNew = it.expert === null && same === undefined;
  const known = onRecord(it) ?? (it.expert === null && more.length === 0 ? same?.id : undefined) ?? '';
  return { expert: isNew ? `${NEW}${it.speakerName}` : known, ...(it.saidOn !== null && { saidOn: it.saidOn }) };
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
