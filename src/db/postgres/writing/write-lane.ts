/** The lane of the writers of this process, one behind the other: the row that they all need would make them wait anyway. */
export class WriteLane {
  #last: Promise<unknown> = Promise.resolve();

  /** Does the work when all that was asked for before is over, whether it went well or not. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
