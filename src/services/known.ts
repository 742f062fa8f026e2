/** Refuses ids and topics that nothing stored bears, and says which are near: a filter that matches nothing by mistake is no answer. */
import type { Kind } from '../core/entity.ts';
import { Failure, type Violation } from '../core/errors.ts';
import type { Store } from '../core/store.ts';
import { suggest } from '../core/validation.ts';

export type References = { readonly [K in Extract<Kind, 'expert' | 'question' | 'source'>]?: readonly string[] } & {
  readonly topic?: readonly string[];
};

/** Fails with `invalid`, naming the parameter, where one of the ids or topics does not exist. */
export async function requireKnown(store: Store, references: References): Promise<void> {
  const violations: Violation[] = [];
  for (const kind of ['expert', 'question', 'source'] as const) {
    const ids = references[kind] ?? [];
    if (ids.length === 0) continue;
    const found = new Set((await store.getMany(kind, ids)).map(({ id }) => id));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) violations.push(...unknown(kind, missing, await store.ids(kind)));
  }
  const wanted = references.topic ?? [];
  if (wanted.length > 0) {
    const topics = await store.topics();
    violations.push(
      ...unknown(
        'topic',
        wanted.filter((topic) => !topics.includes(topic)),
        topics,
      ),
    );
  }
  const [first] = violations;
  if (first !== undefined) throw new Failure('invalid', `${first.parameter} ${first.message}`, violations);
}

const unknown = (parameter: string, missing: readonly string[], known: readonly string[]): Violation[] =>
  missing.map((name) => ({ parameter, message: `"${name}" does not exist${suggest(name, known)}` }));
