/** Pages of lists. */

/** `after` is where the page before ended. */
export type PageRequest = { readonly limit: number; readonly after?: readonly string[] };

/** `next` is null on the last page. */
export type Page<T> = { readonly items: readonly T[]; readonly next: readonly string[] | null };
