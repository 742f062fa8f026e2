/** Corrected cells: on which day what a cell says, or is read with, was last corrected. */
import { Type } from 'typebox';

/** The last correction of some cells: of one, of all of an expert (question null), or of all on a question (expert null). */
export type CellCorrection = {
  readonly expert: string | null;
  readonly question: string | null;
  /** The day, in UTC, of its entry in the log, and the number of that. */
  readonly on: string;
  readonly seq: number;
};

/** The number of the last entry of the log among them; 0 where there is none. */
export const lastCorrection = (corrections: readonly CellCorrection[]): number =>
  corrections.reduce((last, { seq }) => Math.max(last, seq), 0);

/** The day of the last correction of each cell, null where there was none; one lookup for as many cells as there are. */
export function correctedDays(
  corrections: readonly CellCorrection[],
): (expert: string, question: string) => string | null {
  if (corrections.length === 0) return () => null;
  const days = new Map(corrections.map(({ expert, question, on }) => [keyOf(expert, question), on]));
  return (expert, question) =>
    [days.get(keyOf(expert, question)), days.get(keyOf(expert, null)), days.get(keyOf(null, question))].reduce<
      string | null
    >((last, day) => (day !== undefined && (last === null || day > last) ? day : last), null);
}

/** Where to read what was said before it was corrected: the address of the corrections of an expert, a question, or a cell. */
export function correctionsPath(about: { readonly expert?: string; readonly question?: string }): string {
  const query = new URLSearchParams(about).toString();
  return `/v1/corrections${query === '' ? '' : `?${query}`}`;
}

/** `correctionsPath` of any cell, for whoever has the cell: a template (RFC 6570, level 1) over two of its members. */
export const CORRECTIONS_OF_CELL = '/v1/corrections?expert={expert}&question={question}';

/** The template, in the head of an answer whose cells say on which day they were corrected. */
export const CorrectionsOfCell = Type.String({
  format: 'uri-template',
  description:
    `Where what a cell said before a correction is: ${CORRECTIONS_OF_CELL}, with the ids of the cell in place of its ` +
    'variables (RFC 6570). The same in every answer.',
});

/** Ids hold no space. */
const keyOf = (expert: string | null, question: string | null): string => `${expert ?? ''} ${question ?? ''}`;
