/** What a format is: an answer in, bytes out. A new one is one file and one line in the registry. */

import type { Graph } from '../answers/graph.ts';
import type { Table } from '../answers/table.ts';
import type { Feed } from '../core/change-log/feed.ts';
import type { Cited } from '../core/matrix/citation.ts';
import type { Matrix } from '../core/matrix/matrix.ts';

/** What an answer was computed under. */
export type Basis = Pick<Matrix, 'rule' | 'asOf' | 'knownAt' | 'revision'>;

/** A document that is there as JSON already, in UTF-8 and with the end of a line; put together when it is wanted. */
export class JsonBytes {
  readonly write: () => Uint8Array;

  constructor(write: () => Uint8Array) {
    this.write = write;
  }
}

/** What a service answered, in the shapes that formats are made from. */
export type Answer = {
  /** The whole answer, for JSON. */
  readonly document: object | JsonBytes;
  /** One row a fact, for machines. */
  readonly records?: () => Table;
  /** As a grid, for machines. */
  readonly wide?: () => Table;
  /** In words, for people. */
  readonly display?: () => readonly Table[];
  /** The items of a list. */
  readonly items?: () => readonly object[];
  /** What can be drawn. */
  readonly picture?: () => Matrix;
  /** As nodes and edges. */
  readonly graph?: () => Graph;
  /** The statements it rests on. */
  readonly cited?: () => Cited | Promise<Cited>;
  /** The latest of what it lists, for those who subscribe to it. */
  readonly feed?: () => Feed;
  readonly basis?: Basis;
};

/** A part of an answer that is too large to be held: some rows of its table, or some of its items. */
export type Portion = Pick<Answer, 'records' | 'wide' | 'items'>;

/** The parts of an answer that a format may need. */
export type Shape = Exclude<keyof Answer, 'document' | 'basis'>;

/** What a client may ask of a format, each under the name of its query parameter. */
export type FormatOptions = {
  /** Characters a line may have, for formats that lay out lines. */
  readonly columns?: number;
  /** "1": begin with a byte-order mark, by which Excel knows UTF-8. */
  readonly bom?: '0' | '1';
  /** One row a fact, or a grid. */
  readonly shape?: 'long' | 'wide';
  /** Of a picture, in pixels. */
  readonly width?: number;
  readonly height?: number;
};

/** The options that come as query parameters. */
export const FORMAT_OPTIONS = ['bom', 'shape', 'width', 'height'] as const satisfies readonly (keyof FormatOptions)[];
export type FormatOption = (typeof FORMAT_OPTIONS)[number];

export type Format = {
  /** The suffix of a URL and the word after --format. */
  readonly name: string;
  /** As Content-Type says it. */
  readonly mediaType: string;
  /** The part of an answer this format is made from; null where every answer will do. */
  readonly needs: Shape | null;
  /** True where it shows the statements too, so that the answer must be asked for with them. */
  readonly evidence?: boolean;
  /** True where a terminal cannot show it. */
  readonly binary?: boolean;
  /** The options it takes; others are refused. */
  readonly options: readonly (keyof FormatOptions)[];
  render(answer: Answer, options?: FormatOptions): string | Uint8Array | Promise<string | Uint8Array>;
  /**
   * For formats in which an answer of any size can be sent as it is made: a portion of it as text. The first begins as
   * the whole does, and all of them together are what `render` makes of the whole.
   */
  readonly renderPortion?: (portion: Portion, options: FormatOptions, isFirst: boolean) => string;
};
