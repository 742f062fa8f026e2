/** GitHub Flavored Markdown: a table under its title, everything a person wrote escaped. */
import type { Table } from '../answers/table.ts';
import type { Format } from './format.ts';
import { isolatedLines } from './isolation.ts';
import { printed } from './printed.ts';

export const markdown: Format = {
  name: 'md',
  mediaType: 'text/markdown; charset=utf-8; variant=GFM',
  needs: 'display',
  options: [],
  render({ display }) {
    if (display === undefined) throw new TypeError('Markdown is made from tables for people');
    return display().map(renderTable).join('\n');
  },
};

function renderTable({ title, subtitle, columns, rows, notes }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [
    `## ${escapeText(title)}`,
    '',
    ...[subtitle ?? [], notes].flat().flatMap((note) => [escapeText(note), '']),
    ...(columns.length === 0 || rows.length === 0
      ? []
      : [
          line(columns.map(({ label }) => escapeText(label))),
          line(columns.map(({ type }) => (type === 'number' ? '---:' : '---'))),
          ...rows.map((row) => line(row.map((value) => escapeText(printed(value))))),
        ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Text that renders as itself: no markup, no HTML, no link, no new cell or line (CommonMark 0.31, section 2.4). */
function escapeText(text: string): string {
  return isolatedLines(text)
    .replaceAll('&', '&amp;')
    .replaceAll(/[\\`*_[\]<>|~]/g, '\\$&')
    .replace(/^(\s*)([#+=-])(?=[\s#=-]|$)/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replaceAll(/\r\n|\r|\n/g, '<br>');
}
