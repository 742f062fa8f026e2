/** The fields of the form of an import in which spellings of answers and near names are settled. */
import type { SettlingTable } from '../../core/import/table/settling.ts';
import type { SettledKind, Upload } from '../../core/import/table/upload.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person } from '../html.ts';
import { option } from './import-columns.ts';
import { LEFT_OUT, MEANT, NEW_NAME } from './import-fields.ts';
import { inAnswers, inRows } from './import-outcome.ts';

export function spellingFields({ toSettle, mapping }: SettlingTable): Markup | null {
  const known: { readonly [spelling: string]: string | null } = mapping.values?.option ?? {};
  const open = toSettle.filter(({ option: found, text }) => found === null || Object.hasOwn(known, text));
  if (open.length === 0) return null;
  const isWide = mapping.rows !== undefined;
  const chosen = (text: string): string => {
    const meant = Object.hasOwn(known, text) ? known[text] : undefined;
    return meant === undefined ? '' : meant === null ? LEFT_OUT : `${MEANT}${meant}`;
  };
  return html`<fieldset><legend>What the answers stand for</legend><div class="field-grid">${open.map(
    ({ text, rows, options }, index) =>
      html`<p><label for="o${index}">${person(text)} <span class="hint inline">${isWide ? inAnswers(rows) : inRows(rows)}</span></label><select id="o${index}" name="spelling:${text}">${option('', 'choose', chosen(text))}${options.map(({ id, label }) => option(`${MEANT}${id}`, label, chosen(text)))}${option(LEFT_OUT, isWide ? 'leave these answers out' : 'leave these rows out', chosen(text))}</select></p>`,
  )}</div></fieldset>`;
}

export function nameFields(kind: SettledKind, { nearNames, mapping }: SettlingTable, { how }: Upload): Markup | null {
  const near = nearNames[kind];
  if (near.length === 0) return null;
  const known = (kind === 'expert' ? mapping.experts : mapping.questions) ?? {};
  const chosen = (text: string): string =>
    how.fresh[kind].includes(text) ? NEW_NAME : Object.hasOwn(known, text) ? `${MEANT}${known[text]}` : '';
  return html`<fieldset><legend>${kind === 'expert' ? 'Names that are near others' : 'Titles that are near others'}</legend><div class="field-grid">${near.map(
    ({ text, near: others }, index) =>
      html`<p><label for="${kind}${index}">${person(text)}</label><select id="${kind}${index}" name="${kind}:${text}">${option('', 'choose', chosen(text))}${others.map(({ id, name }) => option(`${MEANT}${id}`, `is ${name}`, chosen(text)))}${option(NEW_NAME, kind === 'expert' ? 'is somebody else, who is new' : 'is another question, which is new', chosen(text))}</select></p>`,
  )}</div></fieldset>`;
}
