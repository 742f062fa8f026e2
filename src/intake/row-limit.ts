/** One row must fit into memory several times over; the longest statement there can be does. */
export const MAX_ROW_BYTES = 8 * 1024 * 1024;
export const MAX_ROW_WORDS = '8 MiB';
