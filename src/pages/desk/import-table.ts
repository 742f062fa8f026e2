/** The page on which a table is read: its first rows, what they are in our words, what is to be settled, and what would come of it. */
import type { LeftOutCount } from '../../core/import/table/session.ts';
import type { SettlingTable } from '../../core/import/table/settling.ts';
import type { Upload } from '../../core/import/table/upload.ts';
import type { Scale } from '../../core/records/scale.ts';
import type { Violation } from '../../core/values/errors.ts';
import type { ImportReport } from '../../core/writing/plan.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { IMPORT, uploadPath } from './import.ts';
import { columnFields, option } from './import-columns.ts';
import { faultList, inRows, leftOutInWords, sentence, whatCameOf } from './import-outcome.ts';
import { mappingForm, readingFields } from './import-reading.ts';
import { nameFields, spellingFields } from './import-settle.ts';

/** What came of trying it: what would be written, or why it cannot be. */
export type Tried =
  | {
      readonly report: ImportReport;
      readonly leftOut: readonly LeftOutCount[];
      readonly isWide: boolean;
      readonly changed: boolean;
    }
  | { readonly refusal: string; readonly faults: readonly Violation[] };

export type ImportWork = {
  readonly upload: Upload;
  /** What it looks like; or why it cannot be read. */
  readonly table: SettlingTable | { readonly unread: string; readonly faults: readonly Violation[] };
  readonly scales: readonly Scale[];
  /** Other tables that the same person brought. */
  readonly others: readonly Upload[];
  readonly tried: Tried | null;
  /** The mapping as YAML, or what somebody wrote that cannot be used. */
  readonly mappingText: { readonly text: string; readonly isFaulty: boolean };
  readonly mayPublish: boolean;
};

export function importTablePage(work: ImportWork): HtmlPage {
  const { upload, table, others, tried, mappingText } = work;
  const isUnread = 'unread' in table;
  const head = isUnread ? upload.how.mapping.head : table.mapping.head;
  return {
    title: `Import ${upload.name}`,
    description: 'A table, looked at before anything is written.',
    path: uploadPath(upload.id),
    main: html`<p class="kicker"><a href="${IMPORT}">Another table</a></p><h1>${person(upload.name)}</h1>
<form class="fields wide" method="post" action="${uploadPath(upload.id)}">
${tried === null ? null : outcome(tried, work)}
${isUnread ? unread(table) : settling(work, table)}
${readingFields(upload, head, others, isUnread)}
<p class="buttons"><button name="act" value="look">Look again</button>${isUnread ? null : html` <button class="main" name="act" value="try">Try it</button>`}</p>
</form>
${isUnread || table.list === null ? mappingForm(upload, mappingText.text, mappingText.isFaulty) : null}`,
  };
}

const unread = ({ unread, faults }: { readonly unread: string; readonly faults: readonly Violation[] }): Markup =>
  html`<input type="hidden" name="unread" value="true"><section class="outcome refused" role="alert" aria-labelledby="outcome"><h2 id="outcome">It cannot be read</h2>${sentence(unread)}${faultList(faults)}<p>Say below how it is to be read.</p></section>`;

function settling(work: ImportWork, table: SettlingTable): Markup {
  const columns = `${table.columns.length} ${table.columns.length === 1 ? 'column' : 'columns'}`;
  return html`<input type="hidden" name="shown-head" value="${table.mapping.head ?? ''}"><p>${inRows(table.rows)}, ${columns}${inWhichLine(table.mapping.head)}. The first of them:</p>
<div class="scroll" tabindex="0" role="region" aria-label="The first rows"><table><thead><tr>${table.columns.map(({ address }) => html`<th scope="col">${person(address)}</th>`)}</tr></thead>
<tbody>${table.first.map((row) => html`<tr>${row.map((cell) => html`<td>${words(cell)}</td>`)}</tr>`)}</tbody></table></div>
${
  table.list === null
    ? html`${columnFields(table)}${spellingFields(table)}${nameFields('expert', table, work.upload)}${nameFields('question', table, work.upload)}${makingFields(work)}`
    : html`<p class="remark">This is a list of ${table.list}s as it was taken out here: each row is the record with that id, and a cell that was changed changes that record.</p>${makingListed(work)}`
}`;
}

const inWhichLine = (head: number | 'none' | undefined): string =>
  head === undefined ? '' : head === 'none' ? ', which no line names' : `, which line ${head} names`;

/** Unless it is asked for, an id that is not there is a fault: it may be mistyped. */
const makingListed = ({ upload: { how }, tried }: ImportWork): Markup =>
  html`<fieldset><legend>What is not there</legend><p><label><input type="checkbox" name="create" value="true"${tried !== null && how.create ? html` checked` : null}> make records whose ids are not there</label></p></fieldset>`;

const makingFields = ({ upload: { how }, scales, mayPublish }: ImportWork): Markup =>
  html`<fieldset><legend>What is not there</legend><p><label><input type="checkbox" name="create" value="true"${how.create ? html` checked` : null}> make experts, questions and sources that are new</label></p>
<p><label><input type="checkbox" name="nearSources" value="true"${how.nearSources ? html` checked` : null}> and sources whose title is near another’s, as new ones</label></p>
<p><label for="scale">Scale of new questions</label><select id="scale" name="scale">${option('', 'support', how.scale ?? '')}${scales
    .filter(({ id }) => id !== 'support')
    .map(({ id, label }) => option(id, label, how.scale ?? ''))}</select></p>${
    mayPublish
      ? html`<p><label><input type="checkbox" name="retractMissing" value="true"${how.retractMissing ? html` checked` : null}> retract what is published on its questions from its sources, and is none of its rows</label></p>`
      : null
  }</fieldset>`;

function outcome(tried: Tried, { mayPublish }: ImportWork): Markup {
  if ('refusal' in tried)
    return html`<section class="outcome refused" role="alert" aria-labelledby="outcome"><h2 id="outcome">It cannot be imported yet</h2>${sentence(tried.refusal)}${faultList(tried.faults)}<p>Settle it below, or mend the file and bring it again.</p></section>`;
  const { report, leftOut, isWide, changed } = tried;
  return html`<section class="outcome" aria-labelledby="outcome"><h2 id="outcome">${changed ? 'You changed something. ' : null}This would come of it</h2>${whatCameOf(report)}${leftOutInWords(leftOut, isWide)}
${mayPublish ? html`<p><label for="reason">Why, for the change log; needed where something public changes</label><input id="reason" name="reason" maxlength="2000"></p>` : null}
<p class="buttons"><button class="main" name="act" value="import">Import as drafts</button>${mayPublish ? html` <button name="act" value="publish">Import and publish</button>` : null}</p></section>`;
}
