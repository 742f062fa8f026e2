/** The fields of the form of an import that say how its file is read, and the mapping as it is written. */
import type { Upload } from '../../core/import/table/upload.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person } from '../html.ts';
import { IMPORT, uploadPath } from './import.ts';
import { option } from './import-columns.ts';

const DELIMITERS = [',', ';', '|', 'tab'];

/** `others`: tables that the same person brought, any of which may belong to this one. */
export const readingFields = (
  { how }: Upload,
  head: number | 'none' | undefined,
  others: readonly Upload[],
  isOpen: boolean,
): Markup => html`<details${isOpen ? html` open` : null}><summary>How the file is read</summary><div class="field-grid">
<p><label for="head">Line that names the columns</label><input id="head" name="head" maxlength="5" pattern="[1-9][0-9]*|none" placeholder="the first" aria-describedby="head-hint" value="${head ?? ''}"><span class="hint" id="head-hint">Its number; “none” where no line names them.</span></p>
<p><label for="delimiter">Between cells</label><select id="delimiter" name="delimiter">${option('', 'found out', how.delimiter ?? '')}${DELIMITERS.map((it) => option(it, it, how.delimiter ?? ''))}</select></p>
<p><label for="encoding">Encoding, if not UTF-8</label><input id="encoding" name="encoding" maxlength="40" placeholder="windows-1252" value="${how.encoding ?? ''}"></p>
<p><label for="sheet">Sheet of a workbook</label><input id="sheet" name="sheet" maxlength="31" placeholder="the first" value="${how.sheet ?? ''}"></p></div>
${joinFields(how.mapping.join ?? [], others)}</details>`;

function joinFields(joins: NonNullable<Upload['how']['mapping']['join']>, others: readonly Upload[]): Markup | null {
  const [join, second] = joins;
  // What joins several is told by its mapping.
  if (second !== undefined) return null;
  const names = [...new Set([...others.map(({ name }) => name), ...(join === undefined ? [] : [join.file])])];
  if (names.length === 0)
    return html`<p class="hint">Does a second table belong to it, as roll calls to votes? <a href="${IMPORT}">Bring that one, too</a>, and come back here.</p>`;
  return html`<div class="field-grid"><p><label for="join-file">A table that belongs to it</label><select id="join-file" name="join:file">${option('', 'none', join?.file ?? '')}${names.map((name) => option(name, name, join?.file ?? ''))}</select></p>
<p><label for="join-on">By its column here</label><input id="join-on" name="join:on" maxlength="1000" value="${join?.on ?? ''}"></p>
<p><label for="join-key">By its column there</label><input id="join-key" name="join:key" maxlength="1000" placeholder="of the same name" value="${join?.key ?? ''}"></p></div>`;
}

/** A form of its own: whoever writes a mapping has no need of the other fields. */
export const mappingForm = (
  { id, name }: Upload,
  text: string,
  isOpen: boolean,
): Markup => html`<details class="mapping"${isOpen ? html` open` : null}><summary>The mapping, as it is written</summary>
<form class="fields wide" method="post" action="${uploadPath(id)}/reading"><p><label for="mapping">How ${person(name)} is read</label><textarea id="mapping" class="mapping-text" name="mapping" rows="14" maxlength="262144" spellcheck="false" autocapitalize="off" aria-describedby="mapping-hint">${text}</textarea>
<span class="hint" id="mapping-hint">YAML or JSON. What the fields above cannot say can be said here: columns of a kind at once (forEach), rows that are left out (skip), texts that are cut or freed of quotation marks. The guide of imports has all of it.</span></p><p><button>Read it by this</button></p></form></details>`;
