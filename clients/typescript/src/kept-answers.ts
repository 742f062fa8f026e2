/** Answers that were given before, with their ETags: asked for again, they are sent only if they changed. */

type Kept = { readonly etag: string; readonly text: string; readonly link: string | null };

/** The latest so many of them, by address and format. */
export class KeptAnswers {
  readonly #most: number;
  readonly #answers = new Map<string, Kept>();

  constructor(most: number) {
    this.#most = most;
  }

  get(address: string): Kept | undefined {
    return this.#answers.get(address);
  }

  keep(address: string, answer: Kept): void {
    // To the end: what was not asked for longest is forgotten first.
    this.#answers.delete(address);
    this.#answers.set(address, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= this.#most) return;
      this.#answers.delete(oldest);
    }
  }
}
