/** The page on which a table is read: its first rows in our words, what is to be settled, and what would come of it. */
import type { CodedColumn } from '../../core/import/table/columns.ts';
import { guessedColumns } from '../../core/import/table/guessed-column.ts';
import type { LeftOutCount } from '../../core/import/table/session.ts';
import type { SettlingTable } from '../../core/import/table/settling.ts';
import type { SettledKind, Upload } from '../../core/import/table/upload.ts';
import { KINDS, PLURALS } from '../../core/records/kinds.ts';
import type { Scale } from '../../core/records/scale.ts';
import type { Violation } from '../../core/values/errors.ts';
import type { ImportReport } from '../../core/writing/plan.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { IMPORT } from './import.ts';
import { COLUMN_WORDS, IGNORED, LEFT_OUT, MEANT, NEW_NAME } from './import-fields.ts';

/** What came of trying it: what would be written, or why it cannot be. */
export type Tried =
  | { readonly report: ImportReport; readonly leftOut: readonly LeftOutCount[]; readonly changed: boolean }
  | { readonly refusal: string; readonly faults: readonly Violation[] };

export type ImportWork = {
  readonly upload: Upload;
  /** What it looks like; or why it cannot be read. */
  readonly table: SettlingTable | { readonly unread: string; readonly faults: readonly Violation[] };
  readonly scales: readonly Scale[];
  readonly tried: Tried | null;
  readonly mayPublish: boolean;
};

/** With more, the columns are told by a mapping. */
const MAX_COLUMNS = 60;
const MAX_FAULTS = 50;
const SAME: readonly CodedColumn[] = [
  ...(['expert', 'question', 'source', 'source_title', 'source_publisher', 'source_published_on'] as const),
  ...(['said_on', 'paraphrase', 'attribution'] as const),
];

export const uploadPath = (id: string): string => `${IMPORT}/${id}`;

export function importTablePage(work: ImportWork): HtmlPage {
  const { upload, table, tried } = work;
  return {
    title: `Import ${upload.name}`,
    description: 'A table, looked at before anything is written.',
    path: uploadPath(upload.id),
    main: html`<p class="kicker"><a href="${IMPORT}">Another table</a></p><h1>${person(upload.name)}</h1>
<form class="fields wide" method="post" action="${uploadPath(upload.id)}">
${tried === null ? null : outcome(tried, work)}
${'unread' in table ? unread(table) : settling(work, table)}
${reading(upload, 'unread' in table)}
<p class="buttons"><button name="act" value="look">Look again</button>${'unread' in table ? null : html` <button class="main" name="act" value="try">Try it</button>`}</p>
</form>`,
  };
}

const unread = ({ unread, faults }: { readonly unread: string; readonly faults: readonly Violation[] }): Markup =>
  html`<section class="outcome refused" role="alert" aria-labelledby="outcome"><h2 id="outcome">It cannot be read</h2><p>${upperFirst(unread)}.</p>${faultList(faults)}<p>Say below how it is to be read.</p></section>`;

function settling({ upload, scales }: ImportWork, table: SettlingTable): Markup {
  const { how } = upload;
  return html`<p>${inRows(table.rows)}, ${table.columns.length} columns. The first of them:</p>
<div class="scroll" tabindex="0" role="region" aria-label="The first rows"><table><thead><tr>${table.columns.map(({ address }) => html`<th scope="col">${person(address)}</th>`)}</tr></thead>
<tbody>${table.first.map((row) => html`<tr>${row.map((cell) => html`<td>${words(cell)}</td>`)}</tr>`)}</tbody></table></div>
${
  table.list === null
    ? html`${columnFields(upload, table)}${spellings(table, upload)}${names('expert', table, upload)}${names('question', table, upload)}
<fieldset><legend>What is not there yet</legend><p><label><input type="checkbox" name="create" value="true"${how.create ? html` checked` : null}> make experts, questions and sources that are new</label></p>
<p><label for="scale">Scale of new questions</label><select id="scale" name="scale"><option value="">support</option>${scales
        .filter(({ id }) => id !== 'support')
        .map(
          ({ id, label }) =>
            html`<option value="${id}"${how.scale === id ? html` selected` : null}>${person(label)}</option>`,
        )}</select></p></fieldset>`
    : html`<p class="remark">This is a list of ${table.list}s as it was taken out here: each row is the record with that id, and a cell that was changed changes that record.</p>`
}`;
}

function columnFields({ how: { mapping } }: Upload, { columns, first }: SettlingTable): Markup {
  if (mapping.rows !== undefined || mapping.join !== undefined || columns.length > MAX_COLUMNS)
    return html`<p class="remark">${mapping.columns === undefined && mapping.rows === undefined ? html`There are too many columns to go through one by one: read it by a <a href="/docs">stored mapping</a>.` : 'What its columns mean is told by its mapping.'}</p>`;
  const guesses = mapping.columns === undefined ? guessedColumns(columns.map(({ name }) => name)) : null;
  const takenFor = (address: string, index: number): string => {
    if (guesses !== null) return guesses[index] ?? '';
    const [column] = Object.entries(mapping.columns ?? {}).find(([, template]) => template === `{${address}}`) ?? [];
    return column ?? (mapping.ignore?.includes(address) ? IGNORED : '');
  };
  const addresses = new Set(columns.map(({ address }) => `{${address}}`));
  const constant = (column: CodedColumn): string => {
    const template = mapping.columns?.[column] ?? '';
    return addresses.has(template) ? '' : template;
  };
  return html`<fieldset><legend>What each column is taken for</legend><div class="pairs">${columns.map(
    ({ address, name }, index) =>
      html`<p><label for="c${index}">${person(name === '' ? `Column ${index + 1}` : address.startsWith('#') ? name : address)}</label><select id="c${index}" name="column:${address}" aria-describedby="s${index}">${option('', 'choose', takenFor(address, index))}${option(IGNORED, 'not wanted', takenFor(address, index))}${Object.entries(COLUMN_WORDS).map(([column, label]) => option(column, label, takenFor(address, index)))}</select>
<span class="hint" id="s${index}">${samples(first, index)}</span></p>`,
  )}</div></fieldset>
<fieldset><legend>The same in all rows</legend><p class="hint" id="same">What no column says. {${columns[0]?.address ?? 'name'}} puts in what stands in that column.</p><div class="pairs">${SAME.map(
    (column) =>
      html`<p><label for="f-${column}">${COLUMN_WORDS[column]}</label><input id="f-${column}" name="same:${column}" maxlength="2000" value="${constant(column)}"></p>`,
  )}</div></fieldset>
<fieldset><legend>How days are written</legend><p class="hint" id="days">Only where it is not as 2026-03-05: DD.MM.YYYY, M/D/YYYY, or epoch-s, epoch-ms, excel for numbers.</p><div class="pairs">${(
    ['said_on', 'source_published_on'] as const
  ).map(
    (column) =>
      html`<p><label for="d-${column}">${COLUMN_WORDS[column]}</label><input id="d-${column}" name="date:${column}" maxlength="40" aria-describedby="days" value="${mapping.dates?.[column] ?? ''}"></p>`,
  )}</div></fieldset>`;
}

const samples = (first: readonly (readonly string[])[], index: number): Markup | string => {
  const texts = [...new Set(first.map((row) => row[index] ?? ''))].filter((text) => text !== '').slice(0, 3);
  return texts.length === 0
    ? 'empty in the first rows'
    : html`${texts.map((text, at) => html`${at === 0 ? null : ' · '}${words(text.length > 60 ? `${text.slice(0, 60)}…` : text)}`)}`;
};

const option = (value: string, label: string, chosen: string): Markup =>
  html`<option value="${value}"${value === chosen ? html` selected` : null}>${label}</option>`;

function spellings({ toSettle }: SettlingTable, { how: { mapping } }: Upload): Markup | null {
  const known: { readonly [spelling: string]: string | null } = mapping.values?.option ?? {};
  const open = toSettle.filter(({ option: found, text }) => found === null || Object.hasOwn(known, text));
  if (open.length === 0) return null;
  const chosen = (text: string): string => {
    const meant = Object.hasOwn(known, text) ? known[text] : undefined;
    return meant === undefined ? '' : meant === null ? LEFT_OUT : `${MEANT}${meant}`;
  };
  return html`<fieldset><legend>What the answers stand for</legend><div class="pairs">${open.map(
    ({ text, rows, options }, index) =>
      html`<p><label for="o${index}">${person(text)} <span class="hint inline">${inRows(rows)}</span></label><select id="o${index}" name="spelling:${text}">${option('', 'choose', chosen(text))}${options.map(({ id, label }) => option(`${MEANT}${id}`, label, chosen(text)))}${option(LEFT_OUT, 'leave these rows out', chosen(text))}</select></p>`,
  )}</div></fieldset>`;
}

function names(kind: SettledKind, { nearNames }: SettlingTable, { how }: Upload): Markup | null {
  const near = nearNames[kind];
  if (near.length === 0) return null;
  const known = (kind === 'expert' ? how.mapping.experts : how.mapping.questions) ?? {};
  const chosen = (text: string): string =>
    how.fresh[kind].includes(text) ? NEW_NAME : Object.hasOwn(known, text) ? `${MEANT}${known[text]}` : '';
  return html`<fieldset><legend>${kind === 'expert' ? 'Names that are near others' : 'Titles that are near others'}</legend><div class="pairs">${near.map(
    ({ text, near: others }, index) =>
      html`<p><label for="${kind}${index}">${person(text)}</label><select id="${kind}${index}" name="${kind}:${text}">${option('', 'choose', chosen(text))}${others.map(({ id, name }) => option(`${MEANT}${id}`, `is ${name}`, chosen(text)))}${option(NEW_NAME, kind === 'expert' ? 'is somebody else, who is new' : 'is another question, which is new', chosen(text))}</select></p>`,
  )}</div></fieldset>`;
}

const reading = (
  { how }: Upload,
  isOpen: boolean,
): Markup => html`<details${isOpen ? html` open` : null}><summary>How the file is read</summary><div class="pairs">
<p><label for="delimiter">Between cells</label><select id="delimiter" name="delimiter">${option('', 'found out', how.delimiter ?? '')}${[',', ';', '|', 'tab'].map((it) => option(it, it, how.delimiter ?? ''))}</select></p>
<p><label for="encoding">Encoding, if not UTF-8</label><input id="encoding" name="encoding" maxlength="40" placeholder="windows-1252" value="${how.encoding ?? ''}"></p>
<p><label for="sheet">Sheet of a workbook</label><input id="sheet" name="sheet" maxlength="31" placeholder="the first" value="${how.sheet ?? ''}"></p></div></details>`;

function outcome(tried: Tried, { mayPublish }: ImportWork): Markup {
  if ('refusal' in tried)
    return html`<section class="outcome refused" role="alert" aria-labelledby="outcome"><h2 id="outcome">It cannot be imported yet</h2><p>${upperFirst(tried.refusal)}.</p>${faultList(tried.faults)}<p>Settle it below, or mend the file and bring it again.</p></section>`;
  const { report, leftOut, changed } = tried;
  return html`<section class="outcome" aria-labelledby="outcome"><h2 id="outcome">${changed ? 'You changed something. ' : null}This would come of it</h2>${counts(report)}
${leftOut.length === 0 ? null : html`<p>Left out: ${leftOut.map(({ column, spelling, rows }, index) => html`${index === 0 ? null : ', '}${inRows(rows)} with ${column} “${words(spelling)}”`)}.</p>`}
${mayPublish ? html`<p><label for="reason">Why, for the change log; needed where something public changes</label><input id="reason" name="reason" maxlength="2000"></p>` : null}
<p class="buttons"><button class="main" name="act" value="import">Import as drafts</button>${mayPublish ? html` <button name="act" value="publish">Import and publish</button>` : null}</p></section>`;
}

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

const faultList = (faults: readonly Violation[]): Markup | null =>
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

/** A message begins a sentence here. */
const upperFirst = (text: string): Markup => words(`${text.charAt(0).toUpperCase()}${text.slice(1)}`);

const inRows = (rows: number): string => (rows === 1 ? '1 row' : `${rows.toLocaleString('en')} rows`);
