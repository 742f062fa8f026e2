/** The names of what is stored and of what an import makes, so that none is made that may be another spelling of one of them. */
import type { Entities } from '../../records/kinds.ts';
import { NAMES_OF, type Named, type NamedKind, type Near, NearNames } from '../../records/near.ts';

/** More are hardly typed by hand: of what is made beyond that nothing near is looked for. */
const MAX_MADE = 1_000;

const namesOf = NAMES_OF as { readonly [K in NamedKind]: (record: Entities[K]) => readonly string[] };

export class KnownNames {
  readonly #names: { readonly [K in NamedKind]: NearNames } = {
    ...{ expert: new NearNames('expert'), question: new NearNames('question'), source: new NearNames('source') },
  };
  readonly #made = { expert: 0, question: 0, source: 0 };

  /** Takes in records that are stored. */
  add(kind: NamedKind, stored: readonly Named[]): void {
    for (const named of stored) this.#names[kind].add(named);
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
