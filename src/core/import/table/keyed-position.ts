/** The stored positions that a row of a table may mean: who holds something on what, by which source. */

/** What a row without an id is known by, beside who coded it; ids as they are at present. */
export type PositionKey = { readonly expert: string; readonly question: string; readonly source: string };

/** A position that is stored, drafts and retracted ones among them, under a statement of that source on which it rests. */
export type KeyedPosition = PositionKey & {
  readonly position: string;
  readonly statement: string;
  readonly recordedBy: string;
  /** False where it was retracted, or rests on other statements too: no row of a table says all of that. */
  readonly isOneRow: boolean;
};

/** The key as one text. */
export const textOfKey = ({ expert, question, source }: PositionKey): string => `${expert} ${question} ${source}`;
