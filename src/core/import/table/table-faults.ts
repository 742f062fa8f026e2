/**
 * The faults of tables of any length: each cause is one fault, with how often it is there and where first, and of many
 * causes of one kind the first are listed, so that no others are hidden behind them.
 */
import { Failure, type Violation } from '../../values/errors.ts';

/** Of one kind, such as names that are not stored; the others are counted. */
const MAX_OF_A_KIND = 50;
const MAX_LISTED = 1_000;
/** In so many places nothing is right, and no more are looked for: a file of a million of them costs a moment only. */
const MAX_PLACES = 50_000;
/** Where it is, beside the first place. */
const MORE_PLACES = 2;

type Cause = { readonly first: Violation; count: number; readonly next: Violation[] };
type Kind = { readonly causes: Map<string, Cause>; others: number };

/** What was given in place of what is right says nothing about the cause. */
const GIVEN = /, not "(?:[^"\\]|\\.)*"/g;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

export class TableFaults {
  readonly #files: (string | null)[] = [];
  readonly #kinds = new Map<string, Kind>();
  #listed = 0;
  #unlisted = 0;
  #count = 0;

  /** How many cells, rows or places of the mapping are at fault. */
  get count(): number {
    return this.#count;
  }

  /** True where no more are looked for. */
  get isFull(): boolean {
    return this.#count >= MAX_PLACES;
  }

  /** Says that a file follows on those before it. */
  begin(file: string | null): void {
    this.#files.push(file);
  }

  /** Fails as `refusal` says where there are so many by now that no more are looked for. */
  add(violations: readonly Violation[]): void {
    for (const violation of violations) this.#add(violation);
    if (this.isFull) throw this.refusal();
  }

  #add(violation: Violation): void {
    const { file = '', columnName = '', pointer = '', message } = violation;
    this.#count += 1;
    const cause = JSON.stringify([file, columnName, pointer, message.replaceAll(GIVEN, '')]);
    const kind = this.#kindOf(JSON.stringify([columnName, pointer, message.replaceAll(QUOTED, '')]));
    const known = kind.causes.get(cause);
    if (known !== undefined) {
      known.count += 1;
      if (known.next.length < MORE_PLACES) known.next.push(violation);
    } else if (kind.causes.size < MAX_OF_A_KIND && this.#listed < MAX_LISTED) {
      kind.causes.set(cause, { first: violation, count: 1, next: [] });
      this.#listed += 1;
    } else {
      kind.others += 1;
      this.#unlisted += 1;
    }
  }

  /** Kinds beyond those that can be listed share one place: they are only counted. */
  #kindOf(key: string): Kind {
    const known = this.#kinds.get(key);
    if (known !== undefined || this.#kinds.size > MAX_LISTED) return known ?? { causes: new Map(), others: 0 };
    const kind: Kind = { causes: new Map(), others: 0 };
    this.#kinds.set(key, kind);
    return kind;
  }

  /** The failure that tells them all. */
  refusal(): Failure {
    const causes = this.#listed;
    const what = causes === 1 ? 'is 1 fault' : `are ${inDigits(causes)} faults`;
    const places = this.#count - this.#unlisted;
    const where = places === causes ? '' : `, in ${inDigits(places)} places`;
    const rest = this.#unlisted === 0 ? '' : `; ${inDigits(this.#unlisted)} more of the same kinds are not listed`;
    const end = this.isFull ? ', and no others were looked for' : '';
    return new Failure('invalid', `there ${what}${where}${end}; nothing was imported${rest}`, this.#inOrder());
  }

  /** Files in the order in which they were read, each from its beginning to its end. */
  #inOrder(): Violation[] {
    const place = ({ file }: Violation) => this.#files.indexOf(file ?? null);
    const listed = [...this.#kinds.values()].flatMap(({ causes, others }) => {
      const told = [...causes.values()].map(inWords);
      const last = told.at(-1);
      if (last === undefined || others === 0) return told;
      return [...told.slice(0, -1), { ...last, message: `${last.message}; and ${inDigits(others)} more of this kind` }];
    });
    return listed.toSorted(
      (a, b) => place(a) - place(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    );
  }
}

/** The first of them, with how many there are and where to look next. */
function inWords({ first, count, next }: Cause): Violation {
  if (count === 1) return first;
  const lines = next.map(({ line }) => line).filter((line) => line !== undefined);
  const where = lines.length === 0 ? '' : `, next in line${lines.length === 1 ? '' : 's'} ${lines.join(' and ')}`;
  return { ...first, message: `${first.message}; ${inDigits(count)} times${where}` };
}

const inDigits = (count: number): string => count.toLocaleString('en');
