/** The first of them, as many as have no more characters than that together. */
export function fitting<T>(all: readonly T[], sizeOf: (it: T) => number, most: number): readonly T[] {
  let left = most;
  const beyond = all.findIndex((it) => {
    left -= sizeOf(it);
    return left < 0;
  });
  return beyond === -1 ? all : all.slice(0, beyond);
}

/** As `fitting`, and the first in any case, so that an answer goes on. */
export function firstFitting<T>(all: readonly T[], sizeOf: (it: T) => number, most: number): readonly T[] {
  const [first, ...others] = all;
  return first === undefined ? [] : [first, ...fitting(others, sizeOf, most - sizeOf(first))];
}

/** Characters of the words of others that one answer has; what goes on its own may be longer. */
export const MOST_CHARACTERS = 60_000;
