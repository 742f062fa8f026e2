/** The faults of something too long to keep them all: the first are listed, the others counted. */
import { Failure, type Violation } from '../values/errors.ts';
import { INPUT_LIMITS } from '../values/input-limits.ts';

/** Nobody mends more of them at a time. */
export const MAX_LISTED = 1_000;

export class Faults {
  readonly #files: (string | null)[] = [];
  readonly #listed: Violation[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Says that a file follows on those before it. */
  begin(file: string | null): void {
    this.#files.push(file);
  }

  /** Fails as `refusal` says where there are so many by now that no more are looked for. */
  add(violations: readonly Violation[]): void {
    this.#count += violations.length;
    this.#listed.push(...violations.slice(0, MAX_LISTED - this.#listed.length));
    if (this.#count >= INPUT_LIMITS.faults) throw this.refusal();
  }

  /** The failure that tells them all. */
  refusal(): Failure {
    const what = this.#count === 1 ? 'is 1 fault' : `are ${this.#count} faults`;
    const rest = this.#count - this.#listed.length;
    const listed = rest === 0 ? '' : `; the first ${this.#listed.length} are listed, and ${rest} more are not`;
    if (this.#count >= INPUT_LIMITS.faults) {
      const message = `there are ${this.#count} faults or more, and no others were looked for; nothing was imported${listed}`;
      return new Failure('invalid', message, this.#inOrder());
    }
    return new Failure('invalid', `there ${what}; nothing was imported${listed}`, this.#inOrder());
  }

  /** Files in the order in which they were read, each from its beginning to its end. */
  #inOrder(): Violation[] {
    const place = ({ file }: Violation) => this.#files.indexOf(file ?? null);
    return this.#listed.toSorted(
      (a, b) => place(a) - place(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    );
  }
}
