/** How a table leaves the page: every format as a link; to copy, as a table with its colours, as Markdown, as CSV; the code of the embed. */

import type { Markup } from '../formats/markup.ts';
import { html, personInText } from './html.ts';
import type { Messages } from './languages/en.ts';
import { canonicalIn } from './languages/languages.ts';
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
export type Embed = { readonly address: string; readonly view: View; readonly updatedAt: string | null };

/** `api` is the table's path in the API, `query` its parameters. */
export function takeAlong(
  api: string,
  query: Query,
  embed: Embed | undefined,
  title: string,
  say: Messages,
  pictures = true,
): Markup {
  const told = say.take;
  const path = (format: string, evidence: boolean) =>
    tablePath(api, format, evidence ? [...query, WITH_EVIDENCE] : query);
  const formats = FORMATS.filter(([format]) => pictures || !PICTURES.includes(format));
  return html`<section class="take" aria-labelledby="take">
<h2 id="take">${told.heading}</h2>
<ul class="formats">${formats.map(([format, label, evidence]) => html`<li><a href="${path(format, evidence)}">${label}</a></li>`)}</ul>
<p class="copy" hidden>
<button type="button" data-copy-from="${path('md', true)}" data-copy-html-from="${path('html', true)}">${told.copyTable}</button>
<button type="button" data-copy-from="${path('md', true)}">${told.copyMarkdown}</button>
<button type="button" data-copy-from="${path('csv', true)}">${told.copyCsv}</button>
${embed !== undefined && copyEmbed(say)}
<span role="status"></span>
</p>
${embed !== undefined && embedCodes(embed, title, say)}
</section>`;
}

/** The code of an embed alone, for what is no table. */
export const embedAlong = (embed: Embed, title: string, say: Messages): Markup =>
  html`<section class="take" aria-label="${say.take.embed}">
<p class="copy" hidden>
${copyEmbed(say)}
<span role="status"></span>
</p>
${embedCodes(embed, title, say)}
</section>`;

const copyEmbed = ({ take }: Messages): Markup =>
  html`<button type="button" data-copy="embed-code">${take.copyEmbed}</button>`;

/** The code that follows the record, and, where it is not frozen anyway, the one that stays as it is. */
function embedCodes({ address, view, updatedAt }: Embed, title: string, { take: told, tag }: Messages): Markup {
  const code = (of: string) => storyCode(canonicalIn(of, tag), title);
  const { knownAt } = view;
  return html`<details><summary>${told.embed}</summary>
<p>${told.paste}</p>
<textarea id="embed-code" readonly rows="5" aria-label="${told.code}">${code(address)}</textarea>${
    knownAt !== null &&
    html`
<p>${told.stays}</p>`
  }${
    knownAt === null &&
    updatedAt !== null &&
    html`
<p>${told.changes}</p>
<textarea id="frozen-code" readonly rows="5" aria-label="${told.frozen}">${code(withParameter(address, 'knownAt', updatedAt))}</textarea>`
  }</details>`;
}

const EMBED_HEIGHT = 480;

/**
 * The iframe of an embed; its height follows the embed's message where the page around it listens. People read and edit
 * this code: an equals sign, harmless within quotation marks, is left as it is.
 */
export const embedCode = (address: string, title: string, width = '100%', height = EMBED_HEIGHT): string =>
  html`<iframe src="${address}" title="${personInText(title)}" width="${width}" height="${height}" loading="lazy" frameborder="0" referrerpolicy="no-referrer" sandbox="allow-forms allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>`.text.replaceAll(
    '&#61;',
    '=',
  );

/** Gives the frame that it comes from the height that an embed tells. Any number of it on a page do no harm. */
const RESIZE = `<script>addEventListener("message",function(e){if(e.data&&e.data.type==="standpoint:height")document.querySelectorAll("iframe").forEach(function(f){if(f.contentWindow===e.source)f.height=e.data.height})})</script>`;

/** What is pasted into a story: light, as most are, and as tall as it needs to be wherever a script is let in. */
const storyCode = (address: string, title: string): string =>
  `${embedCode(withParameter(address, 'theme', 'light'), title)}${RESIZE}`;
