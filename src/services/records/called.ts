/** What the records are called that positions and statements name: read for a page of them at once. */
import type { Reading } from '../../core/ports/store.ts';
import { calledIn, type NamesById, NO_NAMES } from '../../core/records/called.ts';
import type { Expert } from '../../core/records/expert.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import type { Question } from '../../core/records/question.ts';
import type { Scale } from '../../core/records/scale.ts';
import type { Source } from '../../core/records/source.ts';

/** Names are kept from one page to the next, up to so many of a kind. */
const MAX_KEPT = 10_000;

type NamedIn = {
  readonly expert: readonly string[];
  readonly question: readonly string[];
  readonly source: readonly string[];
};

const NAMED_IN: { readonly [K in Kind]?: (records: readonly Entities[K][]) => NamedIn } = {
  position: (positions) => ({
    expert: positions.map(({ expert }) => expert),
    question: positions.map(({ question }) => question),
    source: [],
  }),
  statement: (statements) => ({
    expert: statements.flatMap(({ experts }) => experts),
    question: [],
    source: statements.flatMap(({ sources }) => sources),
  }),
};

/** Reads names for the pages of one list: of what a page names and no page before it did, in one query a kind. */
export class NameReader {
  readonly #seen: Pick<Reading, 'getMany'>;
  readonly #known = {
    expert: new Map<string, Pick<Expert, 'name'>>(),
    question: new Map<string, Pick<Question, 'title' | 'scale'>>(),
    source: new Map<string, Pick<Source, 'title'>>(),
    scale: new Map<string, Pick<Scale, 'options'>>(),
  };

  /** `seen` is what the list is read from, so that nobody is told a name that they may not see. */
  constructor(seen: Pick<Reading, 'getMany'>) {
    this.#seen = seen;
  }

  /** What the records are called that these name. */
  async of<K extends Kind>(kind: K, records: readonly Entities[K][]): Promise<NamesById> {
    const named = NAMED_IN[kind]?.(records);
    if (named === undefined || records.length === 0) return NO_NAMES;
    const { expert, question, source, scale } = this.#known;
    await this.#take('expert', named.expert, expert, ({ name }) => ({ name }));
    await this.#take('source', named.source, source, ({ title }) => ({ title }));
    await this.#take('question', named.question, question, (it) => ({ title: it.title, scale: it.scale }));
    const scales = named.question.flatMap((id) => question.get(id)?.scale ?? []);
    await this.#take('scale', scales, scale, ({ options }) => ({ options }));
    return calledIn(this.#known);
  }

  async #take<K extends Kind, V>(
    kind: K,
    ids: readonly string[],
    kept: Map<string, V>,
    of: (record: Entities[K]) => V,
  ): Promise<void> {
    const wanted = new Set(ids);
    if (kept.size + wanted.size > MAX_KEPT) kept.clear();
    const missing = [...wanted].filter((id) => !kept.has(id));
    if (missing.length === 0) return;
    for (const record of await this.#seen.getMany(kind, missing)) kept.set(record.id, of(record));
  }
}
