/** The page of the data: everything in one file, each list in its formats, what it may be used under, and how to keep up. */
import { PLURALS } from '../core/records/kinds.ts';
import type { Markup } from '../formats/markup.ts';
import { html } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { parquetPath, tablePath } from './links.ts';

/** Formats of lists, and of what is computed, each with its name. */
const LIST = ['csv', 'tsv', 'json', 'ndjson', 'html', 'md', 'parquet'] as const;
const COMPUTED = ['csv', 'tsv', 'json', 'xlsx', 'html', 'md'] as const;
const NAMES: { readonly [format: string]: string } = { xlsx: 'Excel', md: 'Markdown', parquet: 'Parquet' };

/** What can be taken along as tables, by the names of their addresses. */
const TABLES = [
  ['matrix', 'Who stands where', 'experts by questions, with silence', COMPUTED],
  [PLURALS.expert, 'Experts', 'names, other names, affiliations', LIST],
  [PLURALS.question, 'Questions', 'propositions, topics, coding rules', LIST],
  [PLURALS.position, 'Positions', 'who holds what, since when, on which statements', LIST],
  [PLURALS.statement, 'Statements', 'quotes and paraphrases, with their days', LIST],
  [PLURALS.source, 'Sources', 'publications, with their days and addresses', LIST],
  ['corrections', 'Corrections', 'what was published and has been changed since', LIST],
  ['agreement', 'Agreement', 'every two experts, with n', COMPUTED],
  ['network', 'Network', 'who took the same side, and who the opposite one', COMPUTED],
] as const;

/** `license` is an identifier of SPDX or an address; null where none is named. */
export const dataPage = (license: string | null): HtmlPage => ({
  title: 'Data',
  description: 'Everything that is published here, to take along: files, formats, licence and API.',
  path: '/data',
  main: html`<h1>Data</h1>
<p>Everything that these pages show can be taken along: whole, or a table at a time. ${licenseWords(license)}</p>
<section aria-labelledby="whole"><h2 id="whole">Everything in one file</h2>
<p class="formats"><a href="/v1/export.zip">ZIP: tables with a description</a> <a href="/v1/export.ndjson">NDJSON: a bundle that imports</a></p>
<p class="note">The archive is a Frictionless data package: a CSV file for each kind of record and for corrections, with the types of all columns. Both files are of one moment; <code>knownAt</code> asks for one that is past.</p></section>
<section aria-labelledby="tables"><h2 id="tables">A table at a time</h2>
<div class="scroll" role="group" aria-labelledby="tables" tabindex="0"><table class="files"><caption><span>Each is an address of the API. But for Parquet, which has all there is, it takes filters, as <code>?topic=</code> or <code>?expert=</code>; <a href="/docs">the API</a> tells which.</span></caption>
<thead><tr><th scope="col">Table</th><th scope="col">Formats</th></tr></thead>
<tbody>${TABLES.map(
    ([
      name,
      title,
      what,
      formats,
    ]) => html`<tr><th scope="row">${title}<span class="affiliation">${what}</span></th><td><ul class="inline">${formats.map((format) => html`<li><a href="${format === 'parquet' ? parquetPath(name) : tablePath(`/v1/${name}`, format, [])}">${NAMES[format] ?? format.toUpperCase()}<span class="vh">: ${title}</span></a></li>`)}</ul></td></tr>
`,
  )}</tbody></table></div></section>
<section aria-labelledby="keeping"><h2 id="keeping">Keep up</h2>
<ul><li>Feeds of <a href="/v1/changes.atom">all changes</a> and of <a href="/v1/corrections.atom">corrections</a>, as Atom; of each question and expert on its page.</li>
<li><a href="/v1/changes">The change log</a> has every change in its order; each entry of it can be <a href="/method#corrections">proven</a>.</li>
<li>Every page and table can be asked for as it was known at an instant (<code>knownAt</code>), and then stays as it is.</li></ul></section>
<section aria-labelledby="programs"><h2 id="programs">For programs</h2>
<p><a href="/docs">The API</a> answers at the addresses of these tables; <a href="/openapi.json">its description</a> is OpenAPI 3.1.</p></section>`,
});

const SPDX = /^[A-Za-z0-9.+-]+$/;

function licenseWords(license: string | null): Markup {
  if (license === null) return html`Under which licence is not said here: ask before you publish it elsewhere.`;
  const address = SPDX.test(license) ? `https://spdx.org/licenses/${license}.html` : license;
  return html`It may be used under <a href="${address}" rel="license noopener external">${license}</a>.`;
}
