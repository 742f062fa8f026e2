/** Long work goes in short pieces. */

/**
 * Lets others have their turn between two pieces of long work: resolves when it may go on, and rejects where nobody
 * wants it any more. Where nobody waits, `noPause` will do.
 */
export type Pause = () => Promise<void>;

export const noPause: Pause = async () => undefined;

/** Pieces of a list together, with a pause after each. */
export async function gathered<T>(pieces: AsyncIterable<readonly T[]>, pause: Pause): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) {
    for (const item of piece) all.push(item);
    await pause();
  }
  return all;
}

/** The items of all pages of a list, page by page, with a pause between them; there is always a first. */
export async function* everyPage<T, Next>(
  page: (from: Next | undefined) => Promise<{ readonly items: readonly T[]; readonly next: Next | null }>,
  pause: Pause,
): AsyncGenerator<readonly T[]> {
  for (let from: Next | null | undefined; from !== null; ) {
    await pause();
    const { items, next } = await page(from);
    yield items;
    from = next;
  }
}

/** The list in runs of so many; an empty list is one empty run. */
export function runsOf<T>(list: readonly T[], length: number): (readonly T[])[] {
  const runs: (readonly T[])[] = [];
  for (let start = 0; start === 0 || start < list.length; start += length) runs.push(list.slice(start, start + length));
  return runs;
}

/** The same pieces, with a pause behind each. */
export async function* withPauses<T>(pieces: AsyncIterable<T>, pause: Pause): AsyncGenerator<T> {
  for await (const piece of pieces) {
    yield piece;
    await pause();
  }
}
