/** How far the coders of a document agree, as tables. */
import type { Table } from '../../answers/table.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, words } from '../html.ts';
import type { HtmlPage } from '../layout.ts';

export const reliabilityPage = (document: string, title: string, tables: readonly Table[]): HtmlPage => ({
  title: `Agreement: ${title}`,
  description: 'How far the coders agree.',
  path: `/desk/documents/${document}/reliability`,
  main: html`<p class="kicker"><a href="/desk/documents/${document}/rounds">Rounds</a></p><h1>${words(title)}</h1>
${tables.map(tableMarkup)}`,
});

const tableMarkup = ({ title, columns, rows, notes }: Table): Markup => html`<h2>${title}</h2>
${
  rows.length === 0
    ? html`<p>None.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${columns.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((value) => html`<td>${cell(value)}</td>`)}</tr>`)}</tbody></table></div>`
}
${notes.map((note) => html`<p class="hint">${note}</p>`)}`;

/** A place of the desk is a link. */
const cell = (value: Table['rows'][number][number]): Markup | string => {
  const text = value === null ? '—' : String(value);
  return text.startsWith('/desk/') ? html`<a href="${text}">Decide</a>` : html`${words(text)}`;
};
