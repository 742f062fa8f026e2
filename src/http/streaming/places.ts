/** Places for clients, so many in all and so many for each. */
export type PlaceLimits = { readonly all: number; readonly perClient: number };

export class Places {
  readonly #limits: PlaceLimits;
  readonly #byClient = new Map<string, number>();
  #taken = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Takes a place; what is answered gives it back. Null where none is left, or none for that client. */
  take(client: string): (() => void) | null {
    const own = this.#byClient.get(client) ?? 0;
    if (this.#taken >= this.#limits.all || own >= this.#limits.perClient) return null;
    this.#taken += 1;
    this.#byClient.set(client, own + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#taken -= 1;
      const left = (this.#byClient.get(client) ?? 1) - 1;
      if (left === 0) this.#byClient.delete(client);
      else this.#byClient.set(client, left);
    };
  }
}
