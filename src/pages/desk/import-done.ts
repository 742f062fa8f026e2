/** The page on which somebody sees what came of an import. */
import type { Upload } from '../../core/import/table/upload.ts';
import type { ImportReport } from '../../core/writing/plan.ts';
import { html, person } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { IMPORT, uploadPath } from './import.ts';
import { counts } from './import-outcome.ts';

export const importDonePage = ({ id, name, how }: Upload, done: ImportReport): HtmlPage => ({
  title: `Imported ${name}`,
  description: 'What came of a table.',
  path: uploadPath(id),
  main: html`<p class="kicker"><a href="${IMPORT}">Another table</a></p><h1>Imported: ${person(name)}</h1>
${counts(done)}
<p>${
    done.drafts === true
      ? html`They are drafts. <a href="/desk/preview/grid">See what the public would get</a> if every draft were published now.`
      : html`<a href="/grid">See the matrix</a>.`
  }</p>
${
  Object.keys(how.mapping).length === 0
    ? null
    : html`<h2>Read the next one the same way</h2>
<form class="fields" method="post" action="${uploadPath(id)}/mapping"><p><label for="mapping">Keep how it was read under a name</label><input id="mapping" name="mapping" required maxlength="128" pattern="[a-z0-9]+([_\\-]+[a-z0-9]+)*" aria-describedby="id">
<span class="hint" id="id">Lower-case letters and digits, joined by “-”: clerk-votes. For all who may write.</span></p><p><button>Keep it</button></p></form>`
}`,
});
