/** Records as they were right after a change: what the log says now of then stays so for ever. */
import type { Change } from '../../core/change-log/change.ts';
import type { Names } from '../../core/change-log/sentences.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import { recordFromLog } from '../../core/records/logged.ts';

/** Looks records up, each that has not changed since only once. */
export class Earlier {
  readonly #store: Reading;
  readonly #current = new Map<string, Promise<Entities[Kind] | null>>();

  constructor(store: Reading) {
    this.#store = store;
  }

  /** The record as it was after the change number `seq`, under the id it had then; null where there was none. */
  async get<K extends Kind>(kind: K, id: string, seq: number): Promise<Entities[K] | null> {
    const key = `${kind} ${id}`;
    const current = this.#current.get(key) ?? this.#store.get(kind, id);
    this.#current.set(key, current);
    const record = await current;
    // The kind is part of the key.
    if (record !== null && record.revision <= seq) return record as Entities[K];
    const [last] = await this.#store.changesBefore(seq + 1, 1, { calledThen: { kind, id } });
    return last?.after == null ? null : recordFromLog(kind, last.after);
  }

  /** What those whom the change is about were called when it was made. */
  async namesAt({ entity, seq, before, after }: Change): Promise<Names> {
    const about = after ?? before ?? {};
    const named = async (kind: 'expert' | 'question') =>
      entity !== kind && typeof about[kind] === 'string' ? this.get(kind, about[kind], seq) : null;
    const [expert, question] = [await named('expert'), await named('question')];
    const scale = question === null ? null : await this.get('scale', (question as Entities['question']).scale, seq);
    return {
      expert: (id) => (expert as Entities['expert'] | null)?.name ?? id,
      question: (id) => (question as Entities['question'] | null)?.title ?? id,
      option: (_question, option) => scale?.options.find(({ id }) => id === option)?.label ?? option,
    };
  }
}
