/** The experts, questions and sources that rows refer to: found as they are stored, or made on the way. */

import { toExpert } from '../../records/expert.ts';
import type { Entities } from '../../records/kinds.ts';
import type { NamedKind, Near } from '../../records/near.ts';
import { toQuestion } from '../../records/question.ts';
import { toSource } from '../../records/source.ts';
import { show, suggest } from '../../values/validation.ts';
import type { Inputs } from '../bundle/bundle.ts';
import type { Draft } from './draft.ts';
import type { CodedEntry } from './entry.ts';
import { contradictions, MAKING } from './facts.ts';

const TO_RECORD = { expert: toExpert, question: toQuestion, source: toSource } as {
  readonly [K in NamedKind]: (input: Inputs[K]) => Entities[K];
};

export class Referred {
  readonly #draft: Draft;
  readonly #made: { readonly [K in NamedKind]: Map<string, Entities[K]> } = {
    ...{ expert: new Map(), question: new Map(), source: new Map() },
  };

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** The record with that id, as it is stored, or made by a row before. */
  get<K extends NamedKind>(kind: K, id: string): Entities[K] | undefined {
    const { stored } = this.#draft.grounds;
    return this.#made[kind].get(id) ?? (stored[kind] as ReadonlyMap<string, Entities[K]>).get(id);
  }

  /** Sees to it that there is what the row refers to, and that both say the same of it. */
  settle<K extends NamedKind>(kind: K, entry: CodedEntry, place: string): void {
    const id = this.#draft.now(kind, entry.refers[kind].id);
    const known = this.get(kind, id);
    if (known === undefined) {
      this.#make(kind, id, entry, place);
      return;
    }
    const otherwise = () => {
      const line = this.#draft.coding.seen.lineOf(`${kind} ${id}`);
      return line === undefined ? 'what is stored says' : `${this.#draft.lineInWords(line)} says`;
    };
    const isMade = kind === 'expert' && this.#draft.coding.memberships.has(id);
    for (const { column, message } of contradictions(kind, entry, known, otherwise, isMade ? CHANGING : []))
      this.#draft.faultAt(entry, [column], message);
  }

  #make<K extends NamedKind>(kind: K, id: string, entry: CodedEntry, place: string): void {
    const { coding, broken, faultCount, grounds } = this.#draft;
    broken.add(`${kind} ${id}`);
    // Said once, of the first row that names it.
    if (coding.seen.lineOf(`lacking ${kind} ${id}`) !== undefined) return;
    const { create, scale } = coding.options;
    const { input, lacking } = MAKING[kind](entry, scale);
    const line = this.#draft.lineOf(entry);
    if (!create || lacking.length > 0) {
      const known = [...this.#made[kind].keys(), ...grounds.stored[kind].keys()];
      const remedy = create ? `to make it takes ${lacking.join(', ')}` : '"create" makes what is missing';
      const unknown = `names the ${kind} "${id}", which is not stored${suggest(id, known, false)}`;
      this.#draft.faultAt(entry, [kind], `${unknown}; ${remedy}`);
    } else {
      const valid = this.#draft.read(kind, entry, place, { ...input, id });
      if (valid !== null) {
        const record = TO_RECORD[kind](valid);
        this.#made[kind].set(id, record);
        const near = coding.options.near?.make(kind, record) ?? [];
        if (near.length > 0) this.#draft.faultAt(entry, [kind], whyNear(kind, entry, near));
        if (kind === 'expert') coding.memberships.begin(id, entry.row.expert_affiliation);
        broken.delete(`${kind} ${id}`);
        coding.seen.note(`${kind} ${id}`, line);
      }
    }
    if (this.#draft.faultCount > faultCount) coding.seen.note(`lacking ${kind} ${id}`, line);
  }
}

/** What may be another one on another day, of an expert whom the table makes. */
const CHANGING = ['expert_affiliation', 'expert_affiliation_from', 'expert_affiliation_to'] as const;

/** So many are named of those that are near. */
const MAX_NEAR = 3;

function whyNear(kind: NamedKind, { row }: CodedEntry, near: readonly Near[]): string {
  const [first] = near;
  const others = near.slice(0, MAX_NEAR).map(({ id, name }) => `${show(name)} (${id})`);
  const which = `${kind}s: { ${show(row[kind] ?? '')}: ${first?.id} }`;
  return `would make another ${kind} with a name near ${others.join(', ')}; if it is the same, say so in a mapping, as ${which}; if not, "new" allows it`;
}
