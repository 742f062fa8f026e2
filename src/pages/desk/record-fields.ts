/** The fields of a record as a form has them. */
import type { FilledForm, FormField, ValueField } from '../../core/writing/record-form.ts';
import type { Markup } from '../../formats/markup.ts';
import { html } from '../html.ts';

/** What may stand in fields that refer to other records, by the name of the list. */
export type Suggestions = { readonly [list: string]: readonly { readonly id: string; readonly label: string }[] };

/** Which list a field is suggested from. */
const LISTS: { readonly [field: string]: string } = {
  ...{ expert: 'experts', experts: 'experts', source: 'sources', sources: 'sources', question: 'questions' },
  ...{ succeeds: 'questions', scale: 'scales', option: 'options' },
};
/** Empty places behind what is there, for more. */
const SPARE = 2;

/** "saidOn" as "Said on"; of a column its own name. */
const labelOf = (name: string): string => {
  const plain = name.slice(name.indexOf('.') + 1).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

export const recordFields = (fields: readonly FormField[], filled: FilledForm, suggestions: Suggestions): Markup =>
  html`${fields.map((field) => fieldMarkup(field, filled))}
${Object.entries(suggestions).map(([list, items]) => html`<datalist id="list-${list}">${items.map(({ id, label }) => html`<option value="${id}">${label}</option>`)}</datalist>`)}`;

function fieldMarkup(field: FormField, filled: FilledForm): Markup {
  const hint = field.hint === null ? null : html`<span class="hint">${field.hint}</span>`;
  if (field.kind === 'list') {
    const values = [...(filled[field.name] ?? []), ...Array.from({ length: SPARE }, () => '')];
    return html`<fieldset class="many"><legend>${labelOf(field.name)}${needed(field.isRequired)}</legend>${hint}${values.map((value, row) => valueMarkup(field.of, value, row, `${labelOf(field.name)} ${row + 1}`))}</fieldset>`;
  }
  if (!('columns' in field)) return valueMarkup(field, filled[field.name]?.[0] ?? '', null, labelOf(field.name));
  const rows = Math.max(0, ...field.columns.map(({ name }) => filled[name]?.length ?? 0));
  const count = field.kind === 'group' ? 1 : rows + SPARE;
  return html`<fieldset class="many"><legend>${labelOf(field.name)}${needed(field.isRequired)}</legend>${hint}${Array.from(
    { length: count },
    (_, row) =>
      html`<div class="row">${field.columns.map((column) => valueMarkup(column, filled[column.name]?.[row] ?? '', row, `${labelOf(column.name)}${field.kind === 'group' ? '' : ` ${row + 1}`}`))}</div>`,
  )}</fieldset>`;
}

const needed = (isRequired: boolean): string => (isRequired ? ' (needed)' : '');
const SELECTED = html` selected`;

function valueMarkup(field: ValueField, value: string, row: number | null, label: string): Markup {
  const id = row === null ? field.name : `${field.name}-${row}`;
  const told = row === null ? field.hint : null;
  const described = told === null ? null : html` aria-describedby="${id}-hint"`;
  const hint = told === null ? null : html`<span class="hint" id="${id}-hint">${told}</span>`;
  return html`<p><label for="${id}">${label}${needed(row === null && field.isRequired)}</label>${control(field, id, value, described)}${hint}</p>`;
}

function control(field: ValueField, id: string, value: string, described: Markup | null): Markup {
  const { name } = field;
  if (field.kind === 'choice')
    return html`<select id="${id}" name="${name}"${described}><option value=""></option>${field.options.map((it) => html`<option value="${it}"${it === value ? SELECTED : null}>${it}</option>`)}</select>`;
  if (field.kind === 'number')
    return html`<input id="${id}" name="${name}" value="${value}" inputmode="decimal" maxlength="30"${described}>`;
  const { maxLength } = field;
  // A browser drops the first end of a line in a textarea, and all of them in an input.
  if (field.isLong || value.includes('\n'))
    return html`<textarea id="${id}" name="${name}" rows="2" maxlength="${maxLength}"${described}>\n${value}</textarea>`;
  const list = LISTS[name];
  return html`<input id="${id}" name="${name}" value="${value}" maxlength="${maxLength}"${described}${list === undefined ? null : html` list="list-${list}"`}>`;
}
