/**
 * HTML to paste into a page of any content management system: a figure for each table, styled inline and in its own
 * colours, without script, class or id, so that it meets nothing of the page around it. What must stand on a line of its
 * own does so by its element or a `<br>`, not by its style, which such systems drop.
 */

import { type AnswerBasis, PUBLISHER } from '../../answers/answer.ts';
import type { Column, Detail, Table, Value } from '../../answers/table.ts';
import type { Format } from '../format.ts';
import { langOf, type Markup, markup } from '../markup.ts';
import { printed } from '../printed.ts';
import { broken, passage, person, prose, stance } from './cells.ts';

const INK = '#1d1b18';
const MUTED = '#5f5b53';
const RULE = '#d9d6cf';
const PLAIN = `background:#ffffff;color:${INK};`;
const FONT = 'font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;';
const CELL = `${PLAIN}padding:8px 14px 8px 0;border:0;border-bottom:1px solid ${RULE};vertical-align:top;line-height:1.4;`;
const HEAD = `${PLAIN}padding:6px 14px 6px 0;border:0;border-bottom:2px solid ${INK};vertical-align:bottom;font-size:13px;line-height:1.3;font-weight:600;`;

export const html: Format = {
  name: 'html',
  mediaType: 'text/html; charset=utf-8',
  needs: 'display',
  signed: true,
  options: [],
  render({ display, basis, publisher }) {
    if (display === undefined) throw new TypeError('HTML is made from tables for people');
    return display()
      .map((table) => figure(table, basis, publisher).text)
      .join('\n');
  },
};

/** Without line ends, which some editors would turn into paragraphs. */
function figure(table: Table, basis: AnswerBasis | undefined, publisher = PUBLISHER): Markup {
  const { columns, rows, notes } = table;
  const source = basis === undefined ? `Source: ${publisher}.` : `Source: ${publisher}, revision ${basis.revision}.`;
  const isEmpty = columns.length === 0 || rows.length === 0;
  const body = isEmpty ? markup`<p style="margin:0;${PLAIN}">${heading(table)}</p>` : framed(table);
  const small = broken([...notes, source].map((note) => markup`<span dir="auto">${note}</span>`));
  return markup`<figure lang="en" style="margin:24px 0;padding:16px;${PLAIN}${FONT}font-size:15px;line-height:1.4;text-align:start;">${body}<figcaption style="margin:12px 0 0;background:#ffffff;color:${MUTED};font-size:13px;line-height:1.45;text-align:start;">${small}</figcaption></figure>
`;
}

/** A table wider than its page scrolls by itself, also from the keyboard. */
function framed(table: Table): Markup {
  const { title, columns, rows, details } = table;
  const head = columns.map(
    (column) =>
      markup`<th scope="col" style="${HEAD}${alignment(column)}">${person(column.label, column.language)}</th>`,
  );
  const body = rows.map((row, index) => line(columns, row, details?.[index]));
  return markup`<div role="region" aria-label="${title}" tabindex="0" style="overflow-x:auto;"><table style="border-collapse:collapse;border-spacing:0;width:100%;margin:0;border:0;${PLAIN}${FONT}font-size:15px;"><caption style="caption-side:top;padding:0 0 12px;${PLAIN}text-align:start;">${heading(table)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

const heading = ({ title, subtitle, language }: Table): Markup =>
  broken([
    markup`<strong style="font-size:20px;line-height:1.25;">${person(title, language)}</strong>`,
    ...(subtitle === undefined ? [] : [markup`<span dir="auto"${langOf({ language })}>${subtitle}</span>`]),
  ]);

const line = (
  columns: readonly Column[],
  row: readonly Value[],
  details: readonly (Detail | null)[] | undefined,
): Markup =>
  markup`<tr>${columns.map((column, index) => {
    const value = row[index] ?? null;
    return index === 0
      ? markup`<th scope="row" style="${CELL}${alignment(column)}font-weight:400;">${rowHead(printed(value))}</th>`
      : markup`<td style="${CELL}${alignment(column)}">${content(value, details?.[index] ?? null)}</td>`;
  })}</tr>`;

const alignment = ({ type }: Column): string =>
  type === 'number' ? 'text-align:end;font-variant-numeric:tabular-nums;' : 'text-align:start;';

/** Its first line stands out: the name; what follows is said of it. */
function rowHead(text: string): Markup {
  const [first = '', ...rest] = text.split('\n');
  return broken([
    markup`<strong style="font-weight:600;">${prose(first)}</strong>`,
    ...(rest.length === 0
      ? []
      : [markup`<span style="color:${MUTED};font-size:13px;">${prose(rest.join('\n'))}</span>`]),
  ]);
}

function content(value: Value, detail: Detail | null): Markup {
  if (detail?.stance !== undefined) return stance(detail.stance, printed(value));
  if (detail?.passages !== undefined) return markup`${detail.passages.map(passage)}`;
  return prose(printed(value));
}
