/** Templates of a mapping: text with columns of theirs in it, and what a row of theirs becomes by several. */
import { fold } from '../../values/sort-key.ts';
import type { ColumnNames } from './column-names.ts';
import type { SpellingsByColumn } from './spellings.ts';

/** A part of a template: text, or one of their columns. */
export type TemplatePart = { readonly text: string } | { readonly column: string };

/** What one position of a row is made of. */
export type RowTemplate = {
  /** Where it stands in the mapping, as a JSON pointer. */
  readonly pointer: string;
  /** The heads of which there is a position for each, with * in them; null for one position a row. */
  readonly forEach: string | null;
  /** By our column; null where their columns have our names. */
  readonly columns: ReadonlyMap<string, readonly TemplatePart[]> | null;
  /** By our column: what its spellings stand for. */
  readonly values: SpellingsByColumn;
};

/** The parts of a template, or what is wrong with it. */
export function readTemplate(text: string): TemplatePart[] | string {
  const parts: TemplatePart[] = [];
  for (const [found, escaped, column, stray] of text.matchAll(/(\{\{|\}\})|\{([^{}]+)\}|([{}])|[^{}]+/g)) {
    if (stray !== undefined)
      return `must name a column between "{" and "}", and write "{{" or "}}" for a brace, not ${JSON.stringify(text)}`;
    parts.push(column === undefined ? { text: escaped === undefined ? found : found.slice(1) } : { column });
  }
  return parts;
}

const STAR = '*';

/** The template for each column whose head is of its kind, in their order; itself where it is for none. */
export function forEachColumn(template: RowTemplate, names: ColumnNames): readonly RowTemplate[] {
  const { forEach, columns } = template;
  if (forEach === null || columns === null) return [template];
  return names.heads.flatMap((head, index) => {
    const star = starOf(forEach, head);
    if (star === null) return [];
    const meant = (part: TemplatePart): TemplatePart =>
      'column' in part ? ofColumn(part.column, { head, index, star }) : part;
    return [
      { ...template, columns: new Map([...columns].map(([column, parts]) => [column, parts.map(meant)] as const)) },
    ];
  });
}

/** What stands in the head in place of the star; null where the head is not of that kind. */
function starOf(pattern: string, head: string): string | null {
  const [before = '', after] = pattern.split(STAR, 2).map((part) => part.trim());
  if (after === undefined) return fold(head) === fold(before) ? head : null;
  const isOne =
    head.length > before.length + after.length &&
    fold(head).startsWith(fold(before)) &&
    fold(head).endsWith(fold(after));
  return isOne ? head.slice(before.length, head.length - after.length).trim() : null;
}

/** `@` is the cell of the column, also with "?" or "|text" behind it. */
const ITSELF = /^@(\?|\|.*)?$/su;

function ofColumn(name: string, { head, index, star }: { head: string; index: number; star: string }): TemplatePart {
  if (name === '@head') return { text: head };
  if (name === '@*') return { text: star };
  const itself = ITSELF.exec(name);
  if (itself !== null) return { column: `#${index + 1}${itself[1] ?? ''}` };
  return { column: name.includes(STAR) ? name.replaceAll(STAR, star) : name };
}
