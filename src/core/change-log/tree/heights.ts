/** Heights of the nodes that are stored; those between are made of them when they are asked for. */

/** So many levels are made anew: at most 256 digests for each node. */
export const KEPT_EVERY = 8;

export const isKeptHeight = (height: number): boolean => height > 0 && height % KEPT_EVERY === 0;
