/** How a table leaves the page: every format as a link, three of them to copy, and the code of the embed. */

import type { Markup } from '../formats/markup.ts';
import { html, personInText } from './html.ts';
import { tablePath } from './links.ts';

type Query = readonly (readonly [string, string])[];

const WITH_EVIDENCE = ['include', 'statements'] as const;

const FORMATS: readonly (readonly [format: string, label: string, evidence: boolean])[] = [
  ['csv', 'CSV', true],
  ['tsv', 'TSV', true],
  ['xlsx', 'Excel', true],
  ['html', 'HTML', true],
  ['png', 'PNG', false],
  ['svg', 'SVG', false],
  ['md', 'Markdown', true],
  ['json', 'JSON', true],
  ['jsonld', 'JSON-LD', true],
  ['anno', 'Web Annotation', true],
];

const PICTURES: readonly string[] = ['png', 'svg'];

/** `api` is the table's path in the API, `query` its parameters; `embed` the full address of the embed. */
export function takeAlong(
  api: string,
  query: Query,
  embed: string | undefined,
  title: string,
  pictures = true,
): Markup {
  const path = (format: string, evidence: boolean) =>
    tablePath(api, format, evidence ? [...query, WITH_EVIDENCE] : query);
  const formats = FORMATS.filter(([format]) => pictures || !PICTURES.includes(format));
  const code = embed === undefined ? '' : embedCode(embed, title);
  return html`<section class="take" aria-labelledby="take">
<h2 id="take">Take it along</h2>
<ul class="formats">${formats.map(([format, label, evidence]) => html`<li><a href="${path(format, evidence)}">${label}</a></li>`)}</ul>
<p class="copy" hidden>
<button type="button" data-copy-from="${path('md', true)}">Copy as Markdown</button>
<button type="button" data-copy-from="${path('csv', true)}">Copy as CSV</button>
${embed !== undefined && html`<button type="button" data-copy="embed-code">Copy embed code</button>`}
<span role="status"></span>
</p>
${
  embed !== undefined &&
  html`<details><summary>Embed it in a story</summary>
<p>Paste this where your system takes HTML. It sets no cookies and follows nobody.</p>
<textarea id="embed-code" readonly rows="4" aria-label="Embed code">${code}</textarea></details>`
}
</section>`;
}

const EMBED_HEIGHT = 480;

/**
 * The iframe of an embed; its height follows the embed's message where the page around it listens. People read and edit
 * this code: an equals sign, harmless within quotation marks, is left as it is.
 */
export const embedCode = (address: string, title: string, width = '100%', height = EMBED_HEIGHT): string =>
  html`<iframe src="${address}" title="${personInText(title)}" width="${width}" height="${height}" loading="lazy" frameborder="0" referrerpolicy="no-referrer" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>`.text.replaceAll(
    '&#61;',
    '=',
  );
