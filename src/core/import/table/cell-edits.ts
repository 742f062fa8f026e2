/** What a mapping makes of a text before it is what our column says: without quotation marks, in lower case, or shorter. */
import type { CodedColumn } from './columns.ts';

export type CellEdits = {
  /** Columns whose texts lose the quotation marks around them. */
  readonly unquoted: ReadonlySet<string>;
  readonly lower: ReadonlySet<string>;
  /** So many characters at most, by our column. */
  readonly shorten: ReadonlyMap<string, number>;
};

export const NO_EDITS: CellEdits = { unquoted: new Set(), lower: new Set(), shorten: new Map() };

export function edited(text: string, column: CodedColumn, { unquoted, lower, shorten }: CellEdits): string {
  const bare = unquoted.has(column) ? withoutQuotes(text) : text;
  const small = lower.has(column) ? bare.toLowerCase() : bare;
  const most = shorten.get(column);
  return most === undefined ? small : shortened(small, most);
}

/** Quotation marks that open, with those that close what they open. */
const PAIRS: readonly (readonly [string, string])[] = [
  ...['""', "''", '“”', '‘’', '„“', '„”', '‚‘', '«»', '»«', '「」', '『』'].map(
    (pair) => [pair.slice(0, 1), pair.slice(1)] as const,
  ),
];

/** The text between the quotation marks that stand around all of it; as it is where they do not. */
function withoutQuotes(text: string): string {
  const inner = text.slice(1, -1);
  const isAround = ([open, close]: readonly [string, string]): boolean =>
    text.length > 1 && text.startsWith(open) && text.endsWith(close) && !inner.includes(open) && !inner.includes(close);
  return PAIRS.some(isAround) ? inner.trim() : text;
}

const ELLIPSIS = '…';

/** At most so many characters, with "…" at the end of what was cut, behind a whole word where there is one. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const start = characters.slice(0, most - 1).join('');
  const isWhole = /\s/.test(characters[most - 1] ?? '');
  const words = isWhole ? start : start.replace(/\s+\S*$/u, '');
  return `${words.trimEnd()}${ELLIPSIS}`;
}
