/** The names of what is stored and of what an import makes, so that none is made that may be another spelling of one of them. */
import type { Entities } from '../../records/kinds.ts';
import { NAMES_OF, type Named, type NamedKind, type Near, NearNames } from '../../records/near.ts';

/** More are hardly typed by hand: of what is made beyond that nothing near is looked for. */
const MAX_MADE = 1_000;
/** Of a kind with more that are stored, near ones are looked for among those of the import alone. */
const MAX_STORED = 50_000;

const namesOf = NAMES_OF as { readonly [K in NamedKind]: (record: Entities[K]) => readonly string[] };

export class KnownNames {
  readonly #names: { readonly [K in NamedKind]: NearNames };
  readonly #made = { expert: 0, question: 0, source: 0 };

  constructor(stored: { readonly [K in NamedKind]: readonly Named[] }) {
    const of = (kind: NamedKind) => new NearNames(kind, stored[kind].length > MAX_STORED ? [] : stored[kind]);
    this.#names = { expert: of('expert'), question: of('question'), source: of('source') };
  }

  /** Takes in a record that is made. Answers with those that are near it. */
  make<K extends NamedKind>(kind: K, record: Entities[K]): readonly Near[] {
    this.#made[kind] += 1;
    if (this.#made[kind] > MAX_MADE) return [];
    const named = { id: record.id, names: namesOf[kind](record) };
    const near = this.#names[kind].near(named);
    this.#names[kind].add(named);
    return near;
  }
}
