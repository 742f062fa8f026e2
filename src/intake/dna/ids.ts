/** Ids of what comes from a DNA database: the same at every import, and unlike those of other databases. */
import { createHash } from 'node:crypto';
import { slugOf } from '../../core/values/slug.ts';
import type { DnaDocument, DnaEntity } from './read.ts';
import type { Coded } from './selection.ts';

const DIGITS = 10;

export class IdMaker {
  readonly #persons: ReadonlyMap<string, string>;
  readonly #concepts: ReadonlyMap<string, string>;
  readonly #texts = new Map<DnaDocument, string>();

  constructor(coded: readonly Coded[]) {
    this.#persons = idsByName(coded.map(({ person }) => person));
    this.#concepts = idsByName(coded.map(({ concept }) => concept));
  }

  person(name: string): string {
    return this.#persons.get(name) ?? '';
  }

  concept(name: string): string {
    return this.#concepts.get(name) ?? '';
  }

  document(document: DnaDocument): string {
    return `dna-document-${document.id}-${this.#digestOf(document)}`;
  }

  /** Of a statement and the position it makes: who said which words, and on what. A change of these makes another. */
  statement({ statement: { id, start, stop }, document, person, concept }: Coded): string {
    return `dna-${id}-${digest([this.#digestOf(document), start, stop, person.value, concept.value])}`;
  }

  #digestOf(document: DnaDocument): string {
    const found = this.#texts.get(document) ?? digest(document.text);
    this.#texts.set(document, found);
    return found;
  }
}

const digest = (of: unknown): string => createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, DIGITS);

/** An id for each name. Of names that would have the same, the one with the smallest number in the file has it as it is. */
function idsByName(entities: readonly DnaEntity[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, value } of entities.toSorted((a, b) => a.id - b.id)) {
    if (ids.has(value)) continue;
    let slug = slugOf(value) ?? `dna-${id}`;
    while (taken.has(slug)) slug += `-${id}`;
    ids.set(value, slug);
    taken.add(slug);
  }
  return ids;
}
