/** The pages of records at the desk: every kind, a list of each, and the form of one. */
import type { Kind } from '../../core/records/kinds.ts';
import { PLURALS } from '../../core/records/kinds.ts';
import type { Violation } from '../../core/values/errors.ts';
import type { FilledForm, FormField } from '../../core/writing/record-form.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { recordFields, type Suggestions } from './record-fields.ts';
import { capital } from './wording.ts';

const placeOf = (kind: Kind): string => `/desk/records/${PLURALS[kind]}`;

export type ListedRecord = { readonly id: string; readonly text: string; readonly isDraft: boolean };

export const recordKindsPage = (kinds: readonly Kind[]): HtmlPage => ({
  title: 'Records',
  description: 'Everything that is on record, to be made and mended.',
  path: '/desk/records',
  main: html`<h1>Records</h1><p>Everything on record can be made and mended here. What is new is a draft until somebody publishes it; what is public is changed with a reason.</p>
<ul class="listed">${kinds.map((kind) => html`<li><a href="${placeOf(kind)}">${capital(PLURALS[kind])}</a> · <a href="/desk/new/${PLURALS[kind]}">New ${kind}</a></li>`)}</ul>`,
});

/** `q` is what was looked for, null where records of the kind are not searched. */
export const recordListPage = (
  kind: Kind,
  q: string | null,
  records: readonly ListedRecord[],
  next: string | null,
): HtmlPage => ({
  title: capital(PLURALS[kind]),
  description: `The ${PLURALS[kind]} on record.`,
  path: placeOf(kind),
  main: html`<p class="kicker"><a href="/desk/records">Records</a></p><h1>${capital(PLURALS[kind])}</h1>
<p><a href="/desk/new/${PLURALS[kind]}" data-key="n">New ${kind} <kbd>n</kbd></a></p>
${q === null ? null : searchForm(kind, q)}
${records.length === 0 ? html`<p>There is none.</p>` : null}
<ul class="listed">${records.map(({ id, text, isDraft }) => html`<li><a href="${placeOf(kind)}/${id}">${words(text)}</a>${isDraft ? html` <span class="tag">draft</span>` : null}<span class="hint">${id}</span></li>`)}</ul>
${next === null ? null : html`<p><a href="${placeOf(kind)}?${new URLSearchParams({ ...(q !== null && q !== '' && { q }), cursor: next }).toString()}">More</a></p>`}`,
});

const searchForm = (kind: Kind, q: string): Markup =>
  html`<form class="fields" method="get" action="${placeOf(kind)}" role="search"><p><label for="q">With these words</label><input id="q" name="q" type="search" maxlength="200" value="${q}" data-key="/" aria-describedby="q-hint"><span class="hint" id="q-hint">Drafts are not searched: they are in the list without words.</span></p><p><button>Search</button></p></form>`;

/** A value that somebody else has put into a field meanwhile, beside the one that was sent. */
export type OtherVersion = { readonly field: string; readonly now: string; readonly sent: string };

export type RecordForm = {
  readonly kind: Kind;
  readonly fields: readonly FormField[];
  readonly filled: FilledForm;
  readonly suggestions: Suggestions;
  /** What was wrong with what was sent; nothing where nothing was. */
  readonly faults: readonly Violation[];
  /** A place of the desk to go back to. */
  readonly back: string | null;
};

const faultsOf = (faults: readonly Violation[]): Markup | null =>
  faults.length === 0
    ? null
    : html`<div class="fault" role="alert"><p>Nothing was written:</p><ul>${faults.map(({ pointer = '', message }) => html`<li>${pointer === '' ? null : html`<strong>${pointer.slice(1)}</strong> `}${person(message)}</li>`)}</ul></div>`;

/** `near` is true where a name is near another's: it may be sent again as another. */
export const newRecordPage = (form: RecordForm, near: boolean): HtmlPage => ({
  title: `New ${form.kind}`,
  description: `Makes a draft of a ${form.kind}.`,
  path: `/desk/new/${PLURALS[form.kind]}`,
  main: html`<p class="kicker"><a href="${placeOf(form.kind)}">${capital(PLURALS[form.kind])}</a></p><h1>New ${form.kind}</h1>
${faultsOf(form.faults)}
<form class="fields" method="post" action="/desk/new/${PLURALS[form.kind]}">
${form.back === null ? null : html`<input type="hidden" name="back" value="${form.back}">`}
${near ? html`<p><label><input type="checkbox" name="new" value="true"> It is another one than those that are named above</label></p>` : null}
${recordFields(form.fields, form.filled, form.suggestions)}
<p><button>Make it a draft</button></p></form>`,
});

export type RecordWork = RecordForm & {
  readonly id: string;
  readonly text: string;
  readonly revision: number;
  readonly status: 'draft' | 'published' | 'retracted';
  readonly mayPublish: boolean;
  /** Why it is changed, as it was sent; empty where nothing was. */
  readonly reason: string;
  /** What differs where somebody else was faster. */
  readonly others: readonly OtherVersion[];
};

export const recordPage = (work: RecordWork): HtmlPage => ({
  title: `${capital(work.kind)}: ${work.id}`,
  description: 'What is on record, to be mended.',
  path: `${placeOf(work.kind)}/${work.id}`,
  main: html`<p class="kicker"><a href="${placeOf(work.kind)}">${capital(PLURALS[work.kind])}</a> · ${work.id} · ${work.status}</p><h1>${words(work.text)}</h1>
${faultsOf(work.faults)}${bothVersions(work)}
<form class="fields" method="post" action="${placeOf(work.kind)}/${work.id}">
<input type="hidden" name="revision" value="${work.revision}">
${recordFields(
  work.fields.filter(({ name }) => name !== 'id'),
  work.filled,
  work.suggestions,
)}
${work.status === 'draft' ? null : html`<p><label for="reason">Why it is changed</label><input id="reason" name="reason" maxlength="2000" value="${work.reason}" aria-describedby="reason-hint"><span class="hint" id="reason-hint">The public sees it beside the correction.${work.mayPublish ? null : ' Your change waits as a proposal until somebody who may publish decides on it.'}</span></p>`}
<p><button name="act" value="save" data-key="a">Save <kbd>a</kbd></button></p></form>
${furtherActs(work)}`,
});

/** What somebody else has saved, beside what was sent and is not saved. */
function bothVersions({ others }: RecordWork): Markup | null {
  if (others.length === 0) return null;
  return html`<section class="fault" role="alert"><h2>Somebody else was faster</h2>
<p>The form has what you sent. Save it again to put it in place of what is there now.</p>
<ul>${others.map(({ field, now, sent }) => html`<li><strong>${field}</strong>: now ${now === '' ? 'empty' : html`“${words(now)}”`}, you sent ${sent === '' ? 'nothing' : html`“${words(sent)}”`}</li>`)}</ul></section>`;
}

function furtherActs({ kind, id, revision, status, mayPublish }: RecordWork): Markup {
  const act = (value: string, label: string, isReasoned: boolean) =>
    html`<form class="fields" method="post" action="${placeOf(kind)}/${id}"><input type="hidden" name="revision" value="${revision}">
${isReasoned ? html`<p><label for="${value}-why">Why</label><input id="${value}-why" name="reason" maxlength="2000"></p>` : null}<p><button name="act" value="${value}">${label}</button></p></form>`;
  return html`<h2>Further</h2>
${status === 'draft' && mayPublish ? act('publish', 'Publish it, with what it needs', true) : null}
${status === 'published' && kind === 'position' ? act('retract', 'Retract it', true) : null}
${kind === 'position' && status !== 'draft' ? null : act('delete', 'Delete it', status !== 'draft')}
<form class="fields" method="post" action="${placeOf(kind)}/${id}"><input type="hidden" name="revision" value="${revision}">
<p><label for="rename">Call it otherwise: another id</label><input id="rename" name="id" maxlength="128" value="${id}" aria-describedby="rename-hint"><span class="hint" id="rename-hint">The old one leads to it for ever.</span></p>
${status === 'draft' ? null : html`<p><label for="rename-why">Why</label><input id="rename-why" name="reason" maxlength="2000"></p>`}<p><button name="act" value="rename">Rename it</button></p></form>`;
}
