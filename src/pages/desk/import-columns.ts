/** The fields of the form of an import that say what the columns of a table mean. */
import { CODED_COLUMNS, type CodedColumn } from '../../core/import/table/columns.ts';
import { DATED_COLUMNS } from '../../core/import/table/dates.ts';
import type { SettlingTable } from '../../core/import/table/settling.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import { ANSWERS, COLUMN_WORDS, IGNORED, QUOTED_BESIDE, RETOLD_BESIDE } from './import-fields.ts';
import { type ColumnsInForm, columnsInForm } from './import-form.ts';

/** Of more columns, those with answers among them, only a few things are offered that they may be. */
const MAX_FULL = 60;
const SAME: readonly CodedColumn[] = [
  ...(['expert', 'question', 'source', 'source_title', 'source_publisher', 'source_published_on'] as const),
  ...(['said_on', 'paraphrase', 'attribution'] as const),
];
/** Is one of all rows where each has a question of its own. */
const OF_ONE_QUESTION: readonly CodedColumn[] = ['question', 'option'];

const WIDE_WORDS: { readonly [taken: string]: string } = {
  [ANSWERS]: 'Answers to a question',
  [QUOTED_BESIDE]: 'Own words on the answer before',
  [RETOLD_BESIDE]: 'Comment on the answer before',
};

export function columnFields(table: SettlingTable): Markup {
  const { mapping, columns } = table;
  const form = columnsInForm(mapping, columns);
  if (form === null)
    return html`<p class="remark">What its columns mean is told by its mapping, which you can change below.</p>`;
  return html`${takenFields(table, form)}${sameFields(table, form)}${dateFields(table)}`;
}

function takenFields({ columns, first }: SettlingTable, { taken, asked }: ColumnsInForm): Markup {
  let full = 0;
  const field = ({ address, name }: SettlingTable['columns'][number], index: number): Markup => {
    const how = taken.get(address) ?? '';
    const isBrief = Object.hasOwn(WIDE_WORDS, how) || full >= MAX_FULL;
    if (!isBrief) full += 1;
    const shown = name === '' ? `Column ${index + 1}` : address.startsWith('#') ? name : address;
    const brief = Object.entries(WIDE_WORDS).map(([value, label]) => option(value, label, how));
    const ours = CODED_COLUMNS.filter((column) => !isBrief || column === how);
    return html`<p${how === ANSWERS ? html` class="asked"` : null}><label for="c${index}">${person(shown)}</label><select id="c${index}" name="column:${address}" aria-describedby="s${index}">${option('', isBrief ? 'something else' : 'choose', how)}${option(IGNORED, 'not wanted', how)}${
      isBrief ? null : ours.map((column) => option(column, COLUMN_WORDS[column], how))
    }<optgroup label="A column for each question">${brief}</optgroup>${isBrief ? ours.map((column) => option(column, COLUMN_WORDS[column], how)) : null}</select>${
      how === ANSWERS
        ? html`<input name="title:${address}" maxlength="2000" aria-label="Title or id of the question in ${shown}" value="${asked.get(address) ?? ''}">`
        : null
    }
<span class="hint" id="s${index}">${samples(first, index)}</span></p>`;
  };
  const isWide = asked.size > 0;
  return html`<fieldset><legend>What each column is taken for</legend>${
    isWide
      ? html`<p class="hint">A column for each question: under each stands the question that it answers, by its title or id. An empty cell was not answered, and is passed over.</p>`
      : null
  }<div class="field-grid">${columns.map(field)}</div></fieldset>`;
}

function sameFields({ columns }: SettlingTable, { asked, same }: ColumnsInForm): Markup {
  const isWide = asked.size > 0;
  const shown = CODED_COLUMNS.filter(
    (column) => same.has(column) || (SAME.includes(column) && !(isWide && OF_ONE_QUESTION.includes(column))),
  ).toSorted((a, b) => placeIn(SAME, a) - placeIn(SAME, b));
  return html`<fieldset><legend>The same in all rows</legend><p class="hint" id="same">What no column says. {${columns[0]?.address ?? 'name'}} puts in what stands in that column.${isWide ? ' How the answers are told is the same for all, too: leave the answer out of it, so that a mended one is known again.' : null}</p><div class="field-grid">${shown.map(
    (column) =>
      html`<p><label for="f-${column}">${COLUMN_WORDS[column]}</label><input id="f-${column}" name="same:${column}" maxlength="2000" value="${same.get(column) ?? ''}"></p>`,
  )}</div></fieldset>`;
}

const placeIn = (list: readonly CodedColumn[], column: CodedColumn): number =>
  list.includes(column) ? list.indexOf(column) : list.length;

const dateFields = ({ mapping: { dates, timezone } }: SettlingTable): Markup =>
  html`<fieldset><legend>How days are written</legend><p class="hint" id="days">Only where it is not as 2026-03-05: DD.MM.YYYY, M/D/YYYY, DD.MM.YYYY HH:mm, or epoch-s, epoch-ms, excel for numbers.</p><div class="field-grid">${DATED_COLUMNS.map(
    (column) =>
      html`<p><label for="d-${column}">${COLUMN_WORDS[column]}</label><input id="d-${column}" name="date:${column}" maxlength="40" aria-describedby="days" value="${dates?.[column] ?? ''}"></p>`,
  )}<p><label for="timezone">Zone in which the day of a stamp begins</label><input id="timezone" name="timezone" maxlength="60" placeholder="UTC" value="${timezone ?? ''}"></p></div></fieldset>`;

const samples = (first: readonly (readonly string[])[], index: number): Markup | string => {
  const texts = [...new Set(first.map((row) => row[index] ?? ''))].filter((text) => text !== '').slice(0, 3);
  return texts.length === 0
    ? 'empty in the first rows'
    : html`${texts.map((text, at) => html`${at === 0 ? null : ' · '}${words(text.length > 60 ? `${text.slice(0, 60)}…` : text)}`)}`;
};

export const option = (value: string, label: string, chosen: string): Markup =>
  html`<option value="${value}"${value === chosen ? html` selected` : null}>${label}</option>`;
