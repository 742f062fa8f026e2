/** The page on which the import of a table begins. */
import type { MappingSummary } from '../../core/import/table/stored-mapping.ts';
import type { Upload } from '../../core/import/table/upload.ts';
import { html, person } from '../html.ts';
import type { HtmlPage } from '../layout.ts';

export const IMPORT = '/desk/import';
export const uploadPath = (id: string): string => `${IMPORT}/${id}`;

export type ImportStart = {
  readonly mappings: readonly MappingSummary[];
  /** The ends of names of tables. */
  readonly suffixes: readonly string[];
  readonly megabytes: number;
  /** Tables that were brought, and are not imported yet. */
  readonly open: readonly Upload[];
};

export const importPage = ({ mappings, suffixes, megabytes, open }: ImportStart): HtmlPage => ({
  title: 'Import a table',
  description: 'A table of coded positions, looked at before anything is written.',
  path: IMPORT,
  main: html`<h1>Import a table</h1>
<p>Bring a table as it is. You see how it looks to us, say what its columns mean, and try it. Nothing is written before you say so.</p>
<form class="fields" method="post" action="${IMPORT}" enctype="multipart/form-data" data-drop>
<p><label for="file">The table</label><input id="file" name="file" type="file" accept="${suffixes.join(',')}" required aria-describedby="kinds">
<span class="hint" id="kinds">${suffixes.join(', ')}, up to ${megabytes} MB. It is kept for eight hours, for you alone, and forgotten once it is imported.</span></p>
${
  mappings.length === 0
    ? null
    : html`<p><label for="mapping">Read it by</label><select id="mapping" name="mapping"><option value="">what I say on the next page</option>${mappings.map(
        ({ id }) => html`<option value="${id}">the mapping ${id}</option>`,
      )}</select></p>`
}
<p><button>Look at it</button></p>
</form>
${
  open.length === 0
    ? null
    : html`<h2>Go on with</h2><ul class="listed">${open.map(({ id, name }) => html`<li><a href="${uploadPath(id)}">${person(name)}</a></li>`)}</ul>`
}`,
});
