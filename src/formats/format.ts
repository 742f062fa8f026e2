/** What a format is: an answer in, bytes out. A new one is one file and one line in the registry. */

import type { Answer, Portion, Shape } from '../answers/answer.ts';
import type { StanceValues } from '../answers/words.ts';

export const CELL_CHOICES = ['all', 'spoken'] as const;
export type CellChoice = (typeof CELL_CHOICES)[number];

/** What a client may ask of a format, each under the name of its query parameter. */
export type FormatOptions = {
  /** Characters a line may have, for formats that lay out lines. */
  readonly columns?: number;
  /** "1": begin with a byte-order mark, by which Excel knows UTF-8. */
  readonly bom?: '0' | '1';
  /** One row a fact, or a grid. */
  readonly shape?: 'long' | 'wide';
  /** What stands in the cells of a grid of stances. */
  readonly values?: StanceValues;
  /** Every cell of a matrix, or those where something was said. */
  readonly cells?: CellChoice;
  /** Of a picture, in pixels. */
  readonly width?: number;
  readonly height?: number;
};

/** The options that come as query parameters. */
export const FORMAT_OPTIONS = [
  'bom',
  'shape',
  'values',
  'cells',
  'width',
  'height',
] as const satisfies readonly (keyof FormatOptions)[];
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
  /** True where it says who publishes what it shows. */
  readonly signed?: boolean;
  /** True where a terminal cannot show it. */
  readonly binary?: boolean;
  /** The options it takes; others are refused. */
  readonly options: readonly (keyof FormatOptions)[];
  /** For formats in which a list is whole where nobody asks for a page, as a person takes what opens for all of it: the most rows. */
  readonly wholeUpTo?: number;
  render(answer: Answer, options?: FormatOptions): string | Uint8Array | Promise<string | Uint8Array>;
  /**
   * For formats in which an answer of any size can be sent as it is made: a portion of it as text. The first begins as
   * the whole does, and all of them together are what `render` makes of the whole.
   */
  readonly renderPortion?: (portion: Portion, options: FormatOptions, isFirst: boolean) => string;
};
