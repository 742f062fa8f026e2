/** What records are called in lists of the desk, and which ids are suggested in its forms. */
import type { Store } from '../../../core/ports/store.ts';
import type { Entities, Kind } from '../../../core/records/kinds.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import { toPublishedRecord } from '../../../core/writing/publishing.ts';
import type { FormField } from '../../../core/writing/record-form.ts';
import type { Suggestions } from '../../../pages/desk/record-fields.ts';

/** Of more than these the first are suggested; others are found by their lists. */
const SUGGESTED = 500;

/** The name, title, label, summary or words of a record. */
export const recordText = <K extends Kind>(kind: K, record: Entities[K]): string =>
  // Kind and record belong together, which the compiler does not follow through the union.
  toPublishedRecord({ kind, record } as AnyRecord).text;

/** The ids of records that fields of the form refer to. */
export async function suggestionsFor(store: Store, fields: readonly FormField[]): Promise<Suggestions> {
  const names = new Set(fields.map(({ name }) => name));
  const has = (...wanted: readonly string[]) => wanted.some((name) => names.has(name));
  const named = async (kind: Kind) =>
    (await store.list(kind, {}, { limit: SUGGESTED })).items.map((it) => ({
      id: it.id,
      label: recordText(kind, it),
    }));
  const options = async () =>
    (await store.list('scale', {}, { limit: SUGGESTED })).items.flatMap((scale) =>
      scale.options.map(({ id, label }) => ({ id, label: `${label} (${scale.label})` })),
    );
  return {
    ...(has('expert', 'experts') && { experts: await named('expert') }),
    ...(has('source', 'sources') && { sources: await named('source') }),
    ...(has('question', 'succeeds') && { questions: await named('question') }),
    ...(has('scale') && { scales: await named('scale') }),
    ...(has('option') && { options: await options() }),
  };
}
