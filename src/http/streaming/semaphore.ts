/** Places that are few, of which each client may take some: those who find none free, or none for them, wait in line. */
export class Semaphore {
  readonly #most: number;
  readonly #perClient: number;
  readonly #waiting = new Set<{ readonly client: string; readonly enter: () => void }>();
  readonly #byClient = new Map<string, number>();
  #taken = 0;

  constructor(most: number, perClient: number = most) {
    this.#most = most;
    this.#perClient = perClient;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** True where somebody waits for whom there would be a place if another gave one back. */
  isWanted(): boolean {
    for (const { client } of this.#waiting) if (this.#takenBy(client) < this.#perClient) return true;
    return false;
  }

  /** Takes a place as soon as one is free for the client; the answer gives it back. Fails as the signal says, where it is aborted before. */
  async take(signal: AbortSignal, client = ''): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#isFreeFor(client)) this.#enter(client);
    else await this.#inLine(signal, client);
    return () => this.#leave(client);
  }

  #takenBy(client: string): number {
    return this.#byClient.get(client) ?? 0;
  }

  #isFreeFor(client: string): boolean {
    return this.#taken < this.#most && this.#takenBy(client) < this.#perClient;
  }

  #enter(client: string): void {
    this.#taken += 1;
    this.#byClient.set(client, this.#takenBy(client) + 1);
  }

  /** A place that is given back goes to the first in line who may have it, without being free in between. */
  #leave(client: string): void {
    this.#taken -= 1;
    const left = this.#takenBy(client) - 1;
    if (left > 0) this.#byClient.set(client, left);
    else this.#byClient.delete(client);
    for (const next of this.#waiting) {
      if (!this.#isFreeFor(next.client)) continue;
      this.#enter(next.client);
      next.enter();
      return;
    }
  }

  #inLine(signal: AbortSignal, client: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const leaveLine = () => {
        this.#waiting.delete(waiting);
        signal.removeEventListener('abort', giveUp);
      };
      const waiting = {
        client,
        enter: () => {
          leaveLine();
          resolve();
        },
      };
      const giveUp = () => {
        leaveLine();
        reject(signal.reason);
      };
      this.#waiting.add(waiting);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}
