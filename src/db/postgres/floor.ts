/**
 * The floor: the number of the last change that this process has written, read or heard of. Nothing that it reads is of
 * an older state, from whichever host: who has seen a change sees it from then on, and what was kept of a state is never
 * met by an older one.
 */
export class Floor {
  #seq = 0;

  get seq(): number {
    return this.#seq;
  }

  raise(seq: number): void {
    if (seq > this.#seq) this.#seq = seq;
  }

  /** What the host that can be written says where its log ends, to whoever asked when the floor was `before`. */
  settle(seq: number, before: number): void {
    // Numbers that were acknowledged and are there no more went with a primary whose standby had not got them.
    if (seq < before) this.#seq = seq;
    else this.raise(seq);
  }
}
