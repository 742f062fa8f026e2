/** Pages of lists. */

/**
 * In which order records are listed: by what their kind is listed by (names from A, days from the latest) or by id, and the
 * other way round where it is reversed.
 */
export type ListOrder = { readonly by: 'own' | 'id'; readonly reversed: boolean };

/** As lists are ordered where nobody says otherwise. */
export const OWN_ORDER: ListOrder = { by: 'own', reversed: false };

/** `after` is where the page before ended, in the same order. */
export type PageRequest = { readonly limit: number; readonly after?: readonly string[]; readonly order?: ListOrder };

/** `next` is null on the last page. */
export type Page<T> = { readonly items: readonly T[]; readonly next: readonly string[] | null };
