/** The names of what is stored and of what an import makes, so that none is made that may be another spelling of one of them. */
import type { Entities } from '../../records/kinds.ts';
import { NAMES_OF, type Named, type NamedKind, type Near, NearNames } from '../../records/near.ts';
import { foldedReference } from './name-index.ts';

/** More are hardly typed by hand: of what is made beyond that nothing near is looked for. */
const MAX_MADE = 1_000;

const namesOf = NAMES_OF as { readonly [K in NamedKind]: (record: Entities[K]) => readonly string[] };

/** Names that a person has looked at, and that are of somebody or something else than what they are near. */
export type FreshNames = { readonly [K in NamedKind]?: readonly string[] };

export class KnownNames {
  readonly #fresh: ReadonlySet<string>;
  readonly #names: { readonly [K in NamedKind]: NearNames } = {
    ...{ expert: new NearNames('expert'), question: new NearNames('question'), source: new NearNames('source') },
  };
  readonly #allowed: readonly NamedKind[];
  readonly #made = { expert: 0, question: 0, source: 0 };

  /** `allowed`: kinds of which anything near may be made. */
  constructor(fresh: FreshNames = {}, allowed: readonly NamedKind[] = []) {
    this.#allowed = allowed;
    this.#fresh = new Set(Object.entries(fresh).flatMap(([kind, names]) => names.map((name) => freshKey(kind, name))));
  }

  /** Takes in records that are stored. */
  add(kind: NamedKind, stored: readonly Named[]): void {
    for (const named of stored) this.#names[kind].add(named);
  }

  /** Takes in a record that is made. Answers with those that are near it, unless its name is known to be another's. */
  make<K extends NamedKind>(kind: K, record: Entities[K]): readonly Near[] {
    this.#made[kind] += 1;
    if (this.#made[kind] > MAX_MADE) return [];
    const named = { id: record.id, names: namesOf[kind](record) };
    const near = this.#names[kind].near(named);
    this.#names[kind].add(named);
    const isAllowed = this.#allowed.includes(kind) || named.names.some((name) => this.#fresh.has(freshKey(kind, name)));
    return isAllowed ? [] : near;
  }
}

const freshKey = (kind: string, name: string): string => `${kind} ${foldedReference(name)}`;
