/**
 * Limits of what is read from outside, at every entrance: they bound the work before it is done. How many bytes a body may
 * have stands at its route. docs/run/security.md lists them all for those who send.
 */
export const INPUT_LIMITS = {
  /** Objects and lists within each other. The deepest document of ours has seven. */
  depth: 32,
  /** Values of one record, and of everything around the records of a bundle: each object, list, text and number. */
  recordValues: 20_000,
  /** Values of a whole document. */
  documentValues: 2_000_000,
  /** Bytes of one name or text. */
  textBytes: 1024 * 1024,
  /** Characters of the text of a source, where it comes with a table; of separated values no cell has more. */
  documentCharacters: 2 * 1024 * 1024,
  /** Bytes of the line of separated values that names the columns. */
  headBytes: 256 * 1024,
  /** Columns of a table. */
  columns: 1_000,
  /** Cells of a row: of one that has more nothing is taken apart. */
  rowCells: 100_000,
  /** Bytes of a row: it must fit into memory several times over. */
  rowBytes: 8 * 1024 * 1024,
  /** Bytes of a workbook, as it comes and as it is unpacked. */
  workbookBytes: 64 * 1024 * 1024,
  unpackedBytes: 128 * 1024 * 1024,
  /** Faults after which no more are looked for. */
  faults: 10_000,
  /** Names that are compared in one import to say which of them was meant by one that is not known. */
  comparedNames: 1_000_000,
} as const;
