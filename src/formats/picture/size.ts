/** Sizes of pictures, in pixels. */

/** What the cards of social networks show. */
export const SHARE_SIZE = { width: 1200, height: 630 };

export const MIN_PIXELS = 300;
export const MAX_PIXELS = 4000;
