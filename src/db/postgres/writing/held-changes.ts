/** Held changes: decided and with their places in the log, written together with those of the commits that follow. */
import type { Decided } from '../../../core/writing/decide.ts';
import type { EnteredChanges } from '../change-log/log-writer.ts';

const DAY = '2024-10-23'.length;

/** Changes of positions that are there before and after, under one id: by these nothing is found but what they change. */
export const mayWait = ({ changes, redirects }: Decided): boolean =>
  redirects.length === 0 &&
  changes.every(({ kind, before, after }) => kind === 'position' && before !== null && before.id === after?.record.id);

export class HeldChanges {
  #held: EnteredChanges[] = [];
  #ids = new Set<string>();
  #at = '';

  /** Is one of the positions among them? What is stored of it is not what it is. */
  hasAny(positions: Iterable<string>): boolean {
    return this.#ids.size > 0 && [...positions].some((id) => this.#ids.has(id));
  }

  /** Can what is written at that instant wait with them? A correction counts by its day. */
  areOf(at: string): boolean {
    return this.#held.length === 0 || this.#at.slice(0, DAY) === at.slice(0, DAY);
  }

  add(entered: EnteredChanges, at: string): void {
    if (entered.changes.length === 0) return;
    this.#held.push(entered);
    this.#at = at;
    for (const { before } of entered.changes) if (before !== null) this.#ids.add(before.id);
  }

  /** All of them, to be written now; null where there are none. */
  take(): { readonly entered: EnteredChanges; readonly at: string } | null {
    if (this.#held.length === 0) return null;
    const held = this.#held;
    this.#held = [];
    this.#ids = new Set();
    return {
      entered: {
        changes: held.flatMap(({ changes }) => changes),
        entries: held.flatMap(({ entries }) => entries),
        nodes: held.flatMap(({ nodes }) => nodes),
      },
      at: this.#at,
    };
  }
}
