/** Sizes of pictures, in pixels, and how much they hold. */

/** What the cards of social networks show. */
export const SHARE_SIZE = { width: 1200, height: 630 };

export const MIN_PIXELS = 300;
export const MAX_PIXELS = 4000;

/** More than this on a picture nobody reads: rows and columns of a grid, names on one question, parties by parties, pairs, bars. */
export const MOST = { rows: 40, columns: 20, names: 200, square: 20, pairs: 40, bars: 30 } as const;

/** Whether a matrix of so many experts and questions can be drawn; the longer side runs down. */
export const isDrawable = (experts: number, questions: number): boolean =>
  questions === 1
    ? experts <= MOST.names
    : Math.max(experts, questions) <= MOST.rows && Math.min(experts, questions) <= MOST.columns;
