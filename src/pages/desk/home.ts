/** The first page of the desk: an article to begin with, and those that were begun. */
import { type Document, RIGHTS, type Rights } from '../../core/capture/document.ts';
import type { Source } from '../../core/records/source.ts';
import type { Violation } from '../../core/values/errors.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { faultsAbove } from './faults.ts';
import { labelled } from './keys.ts';

export type DeskHome = {
  readonly documents: readonly Document[];
  readonly sources: readonly Source[];
  /** True where proposals wait. */
  readonly proposals: boolean;
  /** What was sent and refused, and why; nothing where nothing was. */
  readonly sent: { readonly [field: string]: string | undefined };
  readonly faults: readonly Violation[];
};

const LABELS = {
  title: 'Title of the article',
  publisher: 'Published by',
  publishedOn: 'Published on',
  url: 'Address, if it has one',
  text: 'Its text',
  rights: 'By which right the text is kept',
  keepUntil: 'Last day that the text is kept, if there is one',
  language: 'Language, if it is not to be told from the text',
};

const RIGHTS_IN_WORDS: { readonly [R in Rights]: string } = {
  none: 'None: to check quotes against, and nothing else',
  licensed: 'A licence',
  own: 'It is our own',
  'public-domain': 'It is in the public domain',
};

export const deskHomePage = ({ documents, sources, proposals, sent, faults }: DeskHome): HtmlPage => {
  const titles = new Map(sources.map(({ id, title, publisher }) => [id, `${title} · ${publisher}`]));
  const begun = (
    { id, source, candidates: { open, accepted, rejected }, addedBy, textRemovedAt }: Document,
    at: number,
  ) =>
    html`<li>${at < 9 ? html`<kbd aria-hidden="true">${at + 1}</kbd> ` : null}<a href="/desk/documents/${id}"${at < 9 ? html` data-key="${at + 1}"` : null}>${person(titles.get(source) ?? source)}</a><span class="hint">${
      open === 0 ? 'all decided' : `${open} open`
    }, ${accepted} accepted, ${rejected} set aside · brought by ${person(addedBy)}${
      textRemovedAt === null ? null : ' · its text is gone'
    }</span></li>`;
  const field = (name: Exclude<keyof typeof LABELS, 'text' | 'rights'>, how: Markup, hint: Markup | null = null) =>
    html`<p><label for="${name}">${LABELS[name]}</label><input id="${name}" name="${name}" value="${sent[name] ?? ''}"${how}>${hint}</p>`;
  return {
    title: 'Articles',
    description: 'What waits to be done.',
    path: '/desk',
    main: html`<h1>Articles</h1>
${proposals ? html`<p class="remark"><a href="/desk/proposals">Proposals wait for a decision</a></p>` : null}
<div class="work">
<section aria-labelledby="begin"><h2 id="begin">Begin with an article</h2>
${faultsAbove(faults, LABELS)}
<form class="fields" method="post" action="/desk/documents" enctype="multipart/form-data" data-drop>
<p>${labelled('text', LABELS.text, 'n')}<textarea id="text" name="text" rows="8" data-key="n" aria-describedby="private">${sent.text ?? ''}</textarea>
<span class="hint" id="private">Pasted. Only those who write can read it: quotes are checked against it.</span></p>
<p><label for="file">Or a file</label><input id="file" name="file" type="file" accept=".txt,.html,.htm,.vtt,.srt,.docx,.pdf" aria-describedby="kinds">
<span class="hint" id="kinds">Text, a saved page, WebVTT, SRT, DOCX or PDF, up to 2 MB. It may be dropped anywhere on this form.</span></p>
${field('title', html` maxlength="500" required`)}
<div class="pair">${field('publisher', html` maxlength="300" required`)}
${field('publishedOn', html` required maxlength="10" placeholder="2026-03-05" aria-describedby="day"`)}</div>
<p class="hint" id="day">A day, a month or a year: 2026-03-05, 2026-03 or 2026. “On Tuesday” is counted from it.</p>
${field('url', html` type="url" maxlength="2048"`)}
<p><label for="rights">${LABELS.rights}</label><select id="rights" name="rights">${RIGHTS.map(
      (it) =>
        html`<option value="${it}"${it === (sent.rights ?? 'none') ? html` selected` : null}>${RIGHTS_IN_WORDS[it]}</option>`,
    )}</select></p>
<div class="pair">${field('keepUntil', html` maxlength="10" placeholder="2027-03-05"`)}
${field('language', html` maxlength="35" placeholder="en"`)}</div>
<p><label><input type="checkbox" name="whole" value="true"> All of a saved page, and not what looks like the article</label></p>
<p><button>Read it</button></p>
</form></section>
<section aria-labelledby="begun"><h2 id="begun">Begun</h2>
${documents.length === 0 ? html`<p>None yet.</p>` : html`<ul class="listed">${documents.map(begun)}</ul>`}
</section></div>`,
  };
};
