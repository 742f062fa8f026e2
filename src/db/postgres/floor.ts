/** As it is between two changes of it. */
export type FloorState = { readonly seq: number };

/**
 * The floor: the number of the last change that this process has written, read or heard of. Nothing that it reads is of
 * an older state, from whichever host: who has seen a change sees it from then on, and what was kept of a state is never
 * met by an older one.
 */
export class Floor {
  #state: FloorState = { seq: 0 };

  get seq(): number {
    return this.#state.seq;
  }

  /** To be kept by whoever asks where the log ends, until it is answered. */
  get state(): FloorState {
    return this.#state;
  }

  raise(seq: number): void {
    if (seq > this.#state.seq) this.#state = { seq };
  }

  /** That the change was written: no answer that was asked for before can be told from one that lacks it. */
  acknowledge(seq: number): void {
    this.#state = { seq: Math.max(seq, this.#state.seq) };
  }

  /** What the host that can be written says where its log ends, to whoever asked when the floor was `asked`. */
  settle(seq: number, asked: FloorState): void {
    // Numbers that were acknowledged and are there no more went with a primary whose standby had not got them. Where the floor
    // has changed meanwhile, what is answered may be of before that: whoever asks next settles it.
    if (seq < asked.seq && this.#state === asked) this.#state = { seq };
    else this.raise(seq);
  }
}
