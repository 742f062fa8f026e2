/** What came of an import, or would: how many records of each kind, each of them, or every fault with its place. */
import type { LeftOutCount } from '../../core/import/table/session.ts';
import { KINDS, PLURALS } from '../../core/records/kinds.ts';
import type { Violation } from '../../core/values/errors.ts';
import type { ImportTrial, TrialChange } from '../../core/writing/import-trial.ts';
import type { ImportReport } from '../../core/writing/plan.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';

const MAX_FAULTS = 50;

/** What would become of each kind, and of each record. */
export const whatCameOf = (report: ImportReport): Markup =>
  html`${counts(report)}${report.trial === undefined ? null : eachOf(report.trial)}`;

export const leftOutInWords = (leftOut: readonly LeftOutCount[], isWide: boolean): Markup | null =>
  leftOut.length === 0
    ? null
    : html`<p>Left out: ${leftOut.map(({ column, spelling, rows }, index) => html`${index === 0 ? null : ', '}${isWide ? rows.toLocaleString('en') : inRows(rows)} with ${column} “${words(spelling)}”`)}.</p>`;

/** What would be changed is open to see; of what would be new there may be much. */
function eachOf({ changes, moreChanges, missing, moreMissing }: ImportTrial): Markup {
  const made = changes.filter(({ action }) => action === 'create');
  const changed = changes.filter(({ action }) => action !== 'create');
  return html`${changed.length === 0 ? null : html`<details open><summary>What would change</summary><ul class="listed">${changed.map(changeInWords)}</ul></details>`}
${made.length === 0 ? null : html`<details><summary>What would be new</summary><ul class="listed">${made.map(changeInWords)}</ul></details>`}
${moreChanges === 0 ? null : html`<p>And ${moreChanges.toLocaleString('en')} more records.</p>`}
${missing.length === 0 ? null : html`<details><summary>Published on the same questions from the same sources, and none of its rows</summary><ul class="listed">${missing.map(({ position, summary }) => html`<li><a href="/desk/records/positions/${position}">${position}</a> ${words(summary)}</li>`)}</ul>${moreMissing === 0 ? null : html`<p>And ${moreMissing.toLocaleString('en')} more.</p>`}</details>`}`;
}

const changeInWords = ({ kind, id, name, differences }: TrialChange): Markup =>
  html`<li><span class="tag">${kind}</span> ${words(inShort(name === '' ? id : name))} <span class="hint inline">${id}</span>${differences.map(
    ({ field, before, after }) =>
      html`<br><span class="hint inline">${field}: ${words(inShort(shown(before)))} → ${words(inShort(shown(after)))}</span>`,
  )}</li>`;

const shown = (value: unknown): string =>
  value === null || value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);

const MAX_SHOWN = 160;
const inShort = (text: string): string => (text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`);

/** What became of each kind, in words; kinds of which there is nothing are left out. */
export const counts = (report: ImportReport): Markup => {
  const kinds = KINDS.filter((kind) => Object.values(report[kind]).some((count) => count > 0));
  if (kinds.length === 0) return html`<p>Nothing: no row is left.</p>`;
  return html`<table class="counts"><thead><tr><th scope="col">Kind</th><th scope="col">New</th><th scope="col">Changed</th><th scope="col">As they are</th></tr></thead><tbody>${kinds.map(
    (kind) =>
      html`<tr><th scope="row">${PLURALS[kind]}</th><td>${report[kind].created}</td><td>${report[kind].updated}</td><td>${report[kind].unchanged}</td></tr>`,
  )}</tbody></table>${textsIn(report)}`;
};

/** What became of the texts that came along, and the statements that are not in them. */
const textsIn = ({ texts }: ImportReport): Markup | null =>
  texts === undefined
    ? null
    : html`<p>Texts to check quotes against: ${texts.kept} new, ${texts.known} as they are.</p>${
        texts.untied.length === 0
          ? null
          : html`<p>Statements on record whose quotes are not in the text of their source:</p><ul class="listed">${texts.untied.map((id) => html`<li><a href="/desk/records/statements/${id}">${id}</a></li>`)}</ul>`
      }`;

export const faultList = (faults: readonly Violation[]): Markup | null =>
  faults.length === 0
    ? null
    : html`<ul class="listed">${faults.slice(0, MAX_FAULTS).map((it) => html`<li>${placeOf(it)}${words(it.message)}</li>`)}${
        faults.length > MAX_FAULTS ? html`<li>and ${faults.length - MAX_FAULTS} more</li>` : null
      }</ul>`;

function placeOf({ line, columnName, pointer, parameter }: Violation): Markup | null {
  if (line !== undefined)
    return html`<span class="tag">line ${line}</span> ${columnName === undefined ? null : html`${person(columnName)} `}`;
  const where = pointer?.replace(/^\/mapping\//, '') ?? parameter;
  return where === undefined || where === '' ? null : html`<span class="tag">${person(where)}</span> `;
}

/** A message as a paragraph. */
export const sentence = (text: string): Markup =>
  html`<p>${words(`${text.charAt(0).toUpperCase()}${text.slice(1)}`)}.</p>`;

export const inRows = (rows: number): string => (rows === 1 ? '1 row' : `${rows.toLocaleString('en')} rows`);

export const inAnswers = (count: number): string =>
  count === 1 ? '1 answer' : `${count.toLocaleString('en')} answers`;
