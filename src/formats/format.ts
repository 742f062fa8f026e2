/** What a format is: an answer in, bytes out. A new one is one file and one line in the registry. */
import type { Table } from '../core/table.ts';

/** What a service answered, in the shapes that formats are made from. */
export type Answer = {
  /** The whole answer, for JSON. */
  readonly document: object;
  /** One row a fact, for machines. */
  readonly records?: () => Table;
  /** In words, for people. */
  readonly display?: () => readonly Table[];
  /** The items of a list. */
  readonly items?: readonly object[];
};

/** The parts of an answer that a format may need. */
export type Shape = Exclude<keyof Answer, 'document'>;

/** What a client may ask of a format, each under the name of its query parameter. */
export type FormatOptions = {
  /** Characters a line may have, for formats that lay out lines. */
  readonly columns?: number;
};

/** The options that come as query parameters. */
export const FORMAT_OPTIONS: readonly (keyof FormatOptions)[] = [];

export type Format = {
  /** The suffix of a URL and the word after --format. */
  readonly name: string;
  /** As Content-Type says it. */
  readonly mediaType: string;
  /** The part of an answer this format is made from; null where every answer will do. */
  readonly needs: Shape | null;
  /** The options it takes; others are refused. */
  readonly options: readonly (keyof FormatOptions)[];
  render(answer: Answer, options?: FormatOptions): string | Uint8Array | Promise<string | Uint8Array>;
};
