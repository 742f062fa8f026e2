/** Lists that come in pages, whole. */

type Paged<T> = { readonly items: readonly T[]; readonly next: string | null };

/** The items of all pages. */
export async function every<T>(page: (cursor: { cursor?: string }) => Promise<Paged<T>>): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { items, next } = await page(cursor === undefined ? {} : { cursor });
    found.push(...items);
    cursor = next;
  }
  return found;
}
