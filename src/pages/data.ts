/** The page of the data: everything in one file, each list in its formats, what it may be used under, and how to keep up. */
import { PLURALS } from '../core/records/kinds.ts';
import type { Markup } from '../formats/markup.ts';
import { html } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { licenseLink } from './license.ts';
import { parquetPath, tablePath } from './links.ts';

/** Formats of lists, and of what is computed, each with its name. */
const LIST = ['csv', 'tsv', 'json', 'ndjson', 'html', 'md', 'parquet'] as const;
const COMPUTED = ['csv', 'tsv', 'json', 'xlsx', 'html', 'md'] as const;
const NAMES: { readonly [format: string]: string } = { xlsx: 'Excel', md: 'Markdown', parquet: 'Parquet' };

/** What can be taken along as tables, by the names of their addresses. */
const TABLES = [
  ['matrix', COMPUTED],
  [PLURALS.expert, LIST],
  [PLURALS.question, LIST],
  [PLURALS.position, LIST],
  [PLURALS.statement, LIST],
  [PLURALS.source, LIST],
  ['corrections', LIST],
  ['agreement', COMPUTED],
  ['network', COMPUTED],
] as const;

/** `license` is an identifier of SPDX or an address; null where none is named. */
export function dataPage(license: string | null, say: Messages): HtmlPage {
  const told = say.data;
  return {
    title: say.places.data,
    description: told.description,
    path: '/data',
    main: html`<h1>${say.places.data}</h1>
<p>${told.lede} ${licenseWords(license, say)}</p>
<section aria-labelledby="whole"><h2 id="whole">${told.whole}</h2>
<p class="formats"><a href="/v1/export.zip">${told.zip}</a> <a href="/v1/export.ndjson">${told.bundle}</a></p>
<p class="note">${told.aboutFiles}</p></section>
<section aria-labelledby="tables"><h2 id="tables">${told.tables}</h2>
<div class="scroll" role="group" aria-labelledby="tables" tabindex="0"><table class="files"><caption><span>${told.caption}</span></caption>
<thead><tr><th scope="col">${told.table}</th><th scope="col">${told.formats}</th></tr></thead>
<tbody>${TABLES.map(([name, formats]) => tableRow(name, formats, told.each[name]))}</tbody></table></div></section>
<section aria-labelledby="keeping"><h2 id="keeping">${told.keepUp}</h2>
<ul class="points">${told.aboutKeepingUp.map((item, index) => html`${index > 0 && '\n'}<li>${item}</li>`)}</ul></section>
<section aria-labelledby="programs"><h2 id="programs">${told.programs}</h2>
<p>${told.aboutPrograms}</p></section>`,
  };
}

const tableRow = (
  name: string,
  formats: readonly string[],
  { title, what }: Messages['data']['each']['matrix'],
): Markup =>
  html`<tr><th scope="row">${title}<span class="affiliation">${what}</span></th><td><ul class="inline">${formats.map((format) => html`<li><a href="${format === 'parquet' ? parquetPath(name) : tablePath(`/v1/${name}`, format, [])}">${NAMES[format] ?? format.toUpperCase()}<span class="vh">: ${title}</span></a></li>`)}</ul></td></tr>
`;

const licenseWords = (license: string | null, { data }: Messages): Markup =>
  license === null ? html`${data.noLicense}` : data.license(licenseLink(license));
