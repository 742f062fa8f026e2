/** What stands between the cells of a table, found in the line that names its columns. */
import { INPUT_LIMITS } from '../core/values/input-limits.ts';

/** Separators of cells, the most usual first. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** As they are named by whoever gives one. */
export const DELIMITER_NAMES = [',', ';', '|', 'tab'] as const;
export type DelimiterName = (typeof DELIMITER_NAMES)[number];
export const delimiterNamed = (name: DelimiterName): Delimiter => (name === 'tab' ? '\t' : name);

/** A line of a spreadsheet program in front of the table: `sep=;`. */
const DECLARED = /^sep=([,;\t|])$/i;

export type Layout = {
  readonly delimiter: Delimiter;
  /** True where the first line says so, and is no part of the table. */
  readonly isDeclared: boolean;
};

/** The delimiter that is given; else the one that is declared; else the one there is most of in the last of the lines. */
export function layoutOf(lines: readonly string[], given: Delimiter | null, usual: Delimiter): Layout {
  const declared = DECLARED.exec(lines[0] ?? '')?.[1];
  const isDeclared = declared !== undefined;
  if (given !== null) return { delimiter: given, isDeclared };
  if (isDeclared) return { delimiter: DELIMITERS.find((it) => it === declared) ?? usual, isDeclared };
  const head = lines.at(-1) ?? '';
  const counts = [usual, ...DELIMITERS].map((delimiter) => ({ delimiter, ...countsOf(delimiter, head) }));
  const [most] = counts.toSorted((a, b) => b.bare - a.bare || b.all - a.all);
  return { delimiter: most?.delimiter ?? usual, isDeclared };
}

/** Those in quotes are part of a name, and so are mostly those with a blank behind them: a head may be a whole question. */
function countsOf(delimiter: Delimiter, line: string): { readonly bare: number; readonly all: number } {
  const [, ...behind] = line.replaceAll(/"[^"]*"?/g, '').split(delimiter);
  return { bare: behind.filter((text) => !text.startsWith(' ')).length, all: behind.length };
}

type Start = {
  readonly lines: readonly string[];
  /** False where the last line goes on. */
  readonly isEnded: boolean;
  readonly whole: AsyncGenerator<Buffer>;
};

/** The lines with something in them up to the head line, which is the first or that of the number given; and the whole text again. */
export async function throughHead(text: AsyncGenerator<Buffer>, head: number): Promise<Start> {
  let start = Buffer.alloc(0);
  for (;;) {
    const { done = false, value } = await text.next();
    if (value !== undefined) start = Buffer.concat([start, value]);
    const lines = headLines(start.toString(), head, done);
    if (lines !== null) return { lines, isEnded: true, whole: again(start, text) };
    if (start.length > INPUT_LIMITS.headBytes)
      return { lines: headLines(start.toString(), head, true) ?? [], isEnded: false, whole: again(start, text) };
  }
}

/** Null where the head line has not come to its end. */
function headLines(text: string, head: number, isAll: boolean): string[] | null {
  const lines = text.replace(/^\u{feff}/u, '').split(/\r\n|\n|\r/);
  const whole = isAll ? lines : lines.slice(0, -1);
  const isFound = (line: string, index: number): boolean =>
    index + 1 >= head && !/^[\s,;|]*$/.test(line) && !DECLARED.test(line);
  const at = whole.findIndex(isFound);
  if (at === -1 && !isAll) return null;
  return at === -1 ? whole : whole.slice(0, at + 1);
}

async function* again(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  yield* rest;
}
