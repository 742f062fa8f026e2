/** How a table leaves the page: every format as a link; to copy, as a table with its colours, as Markdown, as CSV; the code of the embed. */

import type { Markup } from '../formats/markup.ts';
import { html, personInText } from './html.ts';
import { type Query, tablePath, type View, withParameter } from './links.ts';

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

/** The full address of an embed, what it shows, and when the last change was made that it depends on. */
type Embed = { readonly address: string; readonly view: View; readonly updatedAt: string | null };

/** `api` is the table's path in the API, `query` its parameters. */
export function takeAlong(api: string, query: Query, embed: Embed | undefined, title: string, pictures = true): Markup {
  const path = (format: string, evidence: boolean) =>
    tablePath(api, format, evidence ? [...query, WITH_EVIDENCE] : query);
  const formats = FORMATS.filter(([format]) => pictures || !PICTURES.includes(format));
  return html`<section class="take" aria-labelledby="take">
<h2 id="take">Take it along</h2>
<ul class="formats">${formats.map(([format, label, evidence]) => html`<li><a href="${path(format, evidence)}">${label}</a></li>`)}</ul>
<p class="copy" hidden>
<button type="button" data-copy-from="${path('md', true)}" data-copy-html-from="${path('html', true)}">Copy as a table</button>
<button type="button" data-copy-from="${path('md', true)}">Copy as Markdown</button>
<button type="button" data-copy-from="${path('csv', true)}">Copy as CSV</button>
${embed !== undefined && html`<button type="button" data-copy="embed-code">Copy embed code</button>`}
<span role="status"></span>
</p>
${
  embed !== undefined &&
  html`<details><summary>Embed it in a story</summary>
<p>Paste this where your system takes HTML: a frame, and a script of one line that gives it the height it needs. It sets no cookies and follows nobody. <code>theme</code> may be <code>light</code>, <code>dark</code> or <code>auto</code>.</p>
<textarea id="embed-code" readonly rows="5" aria-label="Embed code">${storyCode(embed.address, title)}</textarea>${
    embed.view.knownAt !== null &&
    html`
<p>It stays as it is on this page, whatever is recorded or corrected later.</p>`
  }${
    embed.view.knownAt === null &&
    embed.updatedAt !== null &&
    html`
<p>It shows every later change and correction. This one stays as it is today:</p>
<textarea id="frozen-code" readonly rows="5" aria-label="Embed code that stays as it is">${storyCode(withParameter(embed.address, 'knownAt', embed.updatedAt), title)}</textarea>`
  }</details>`
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

/** Gives the frame that it comes from the height that an embed tells. Any number of it on a page do no harm. */
const RESIZE = `<script>addEventListener("message",function(e){if(e.data&&e.data.type==="standpoint:height")document.querySelectorAll("iframe").forEach(function(f){if(f.contentWindow===e.source)f.height=e.data.height})})</script>`;

/** What is pasted into a story: light, as most are, and as tall as it needs to be wherever a script is let in. */
const storyCode = (address: string, title: string): string =>
  `${embedCode(withParameter(address, 'theme', 'light'), title)}${RESIZE}`;
