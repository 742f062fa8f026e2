/**
 * Width of a terminal in columns, from the variable COLUMNS that shells and other programs set; undefined where it is no
 * such number. It is no setting of ours, so a wrong value stops nothing.
 */
export function readColumns({ COLUMNS = '' }: typeof process.env): number | undefined {
  return /^[1-9]\d{0,3}$/.test(COLUMNS) ? Number(COLUMNS) : undefined;
}
