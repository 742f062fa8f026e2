/** The first page of the desk: an article to begin with, and those that were begun. */
import type { Document } from '../../core/capture/document.ts';
import type { Source } from '../../core/records/source.ts';
import { html, person } from '../html.ts';
import type { HtmlPage } from '../layout.ts';

export type DeskHome = {
  readonly documents: readonly Document[];
  readonly sources: readonly Source[];
  /** True where proposals wait. */
  readonly proposals: boolean;
};

export const deskHomePage = ({ documents, sources, proposals }: DeskHome): HtmlPage => {
  const titles = new Map(sources.map(({ id, title, publisher }) => [id, `${title} · ${publisher}`]));
  return {
    title: 'Articles',
    description: 'What waits to be done.',
    path: '/desk',
    main: html`<h1>Articles</h1>
${proposals ? html`<p class="remark"><a href="/desk/proposals">Proposals wait for a decision</a></p>` : null}
<h2>Begin with an article</h2>
<form class="fields" method="post" action="/desk/documents" enctype="multipart/form-data" data-drop>
<p><label for="title">Title of the article</label><input id="title" name="title" maxlength="500" required></p>
<p><label for="publisher">Published by</label><input id="publisher" name="publisher" maxlength="300" required></p>
<p><label for="publishedOn">Published on</label><input id="publishedOn" name="publishedOn" required maxlength="10" aria-describedby="day">
<span class="hint" id="day">A day, a month or a year: 2026-03-05, 2026-03 or 2026. “On Tuesday” is counted from it.</span></p>
<p><label for="url">Address, if it has one</label><input id="url" name="url" type="url" maxlength="2048"></p>
<p><label for="text">Its text</label><textarea id="text" name="text" rows="8" aria-describedby="private"></textarea>
<span class="hint" id="private">Only those who write can read it: quotes are checked against it.</span></p>
<p><label for="file">Or a file</label><input id="file" name="file" type="file" accept=".txt,.html,.htm,.vtt,.srt,.docx,.pdf" aria-describedby="kinds">
<span class="hint" id="kinds">Text, a saved page, WebVTT, SRT, DOCX or PDF, up to 2 MB. It may be dropped anywhere on this form.</span></p>
<p><button>Read it</button></p>
</form>
<h2>Begun</h2>
${
  documents.length === 0
    ? html`<p>None yet.</p>`
    : html`<ul class="listed">${documents.map(
        ({ id, source, candidates, addedBy, textRemovedAt }) =>
          html`<li><a href="/desk/documents/${id}">${person(
            titles.get(source) ?? source,
          )}</a><span class="hint">${candidates.open} open, ${candidates.accepted} accepted, ${candidates.rejected} set aside · brought by ${person(addedBy)}${
            textRemovedAt === null ? null : ' · its text is gone'
          }</span></li>`,
      )}</ul>`
}`,
  };
};
