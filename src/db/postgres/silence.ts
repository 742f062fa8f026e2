/**
 * How long a connection may be silent while something is asked of it. One timer for each connection: with one for each query,
 * as the driver has it (`query_timeout`), the young generation of the heap takes what was answered for still in use, a tenth
 * to a fifth of all that is made, and only looking through the old one frees it.
 */
import pg, { type ClientBase } from 'pg';

class Clock {
  #asked = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(withinMs: number, breakOff: () => void) {
    this.#timer = setTimeout(() => this.#asked > 0 && breakOff(), withinMs).unref();
  }

  ask(): void {
    if (this.#asked === 0) this.#timer.refresh();
    this.#asked += 1;
  }

  hear(): void {
    this.#asked -= 1;
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

const clocks = new WeakMap<ClientBase, Clock>();

/** Breaks the connection off where it says nothing for so long while an answer is to come. */
export function breakOffSilent(client: ClientBase, withinMs: number): void {
  // What the driver says of it, too.
  const breakOff = () =>
    client instanceof pg.Client && client.connection.stream.destroy(new Error('Query read timeout'));
  const clock = new Clock(withinMs, breakOff);
  clocks.set(client, clock);
  client.once('end', () => clock.stop());
}

/** The clock of the connection, which is told what is asked and answered; undefined where an answer may take as long as it takes. */
export const clockOf = (client: ClientBase): Pick<Clock, 'ask' | 'hear'> | undefined => clocks.get(client);
