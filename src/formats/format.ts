/** What a format is: an answer in, text out. A new one is one file and one line in the registry. */
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

export type Format = {
  /** The suffix of a URL and the word after --format. */
  readonly name: string;
  /** As Content-Type says it. */
  readonly mediaType: string;
  /** The part of an answer this format is made from; null where every answer will do. */
  readonly needs: Shape | null;
  render(answer: Answer, options?: RenderOptions): string;
};

export type RenderOptions = {
  /** Characters a line may have, for formats that lay out lines. */
  readonly width?: number;
};
