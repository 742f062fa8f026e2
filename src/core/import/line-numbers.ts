/** Lines of several files, counted together, so that one number says which line of which file is meant. */
export class LineNumbers {
  readonly #files: { readonly name: string | null; readonly from: number; readonly isWhole: boolean }[] = [];
  #furthest = 0;

  /** Begins a file: what its lines are counted from among all lines. One that is read whole has one line for all. */
  begin(name: string | null, isWhole = false): number {
    this.#files.push({ name, from: this.#furthest, isWhole });
    return this.#furthest;
  }

  /** Must be told of every line, so that the next file begins behind. */
  reach(line: number): void {
    if (line > this.#furthest) this.#furthest = line;
  }

  /** A line, counted among all, in words: with its file where that is not the one that is spoken of. */
  inWords(line: number, from: number): string {
    const file = this.#files.findLast((it) => it.from < line);
    if (file?.isWhole === true) return file.name ?? 'another file';
    const number = line - (file?.from ?? 0);
    return file === undefined || file.from === from
      ? `line ${number}`
      : `line ${number} of ${file.name ?? 'another file'}`;
  }
}
