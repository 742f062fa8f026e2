/** Refuses to make a record a second time: one whose name or alias may be another spelling of another's. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Inputs } from '../../core/import/bundle/bundle.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Kind } from '../../core/records/kinds.ts';
import { isNamedKind, NAMES_OF, nearAmong } from '../../core/records/near.ts';
import { Failure } from '../../core/values/errors.ts';

/** Of so many that are near, the first are named. */
const MAX_NAMED = 10;

/**
 * Fails with `conflict`, naming the records that are near the one that is to be made, where there are any; drafts are
 * among them. Statements, positions and scales bear no names, and pass.
 */
export async function refuseNear<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
  input: Inputs[K],
): Promise<void> {
  demand(caller, 'write');
  if (!isNamedKind(kind)) return;
  // Kind and input belong together, which the compiler does not follow through the table.
  const namesOf = NAMES_OF[kind] as (input: Inputs[K]) => readonly string[];
  const near = nearAmong(await reading.names(kind), kind, { id: input.id, names: namesOf(input) });
  if (near.length === 0) return;
  const named = near.slice(0, MAX_NAMED).map(({ id, name }) => `"${id}" (${name})`);
  const more = near.length > MAX_NAMED ? ` and ${near.length - MAX_NAMED} more` : '';
  throw new Failure(
    'conflict',
    `${kind === 'expert' ? 'an' : 'a'} ${kind} with this name, or one near it, is there already: ${named.join(', ')}${more}; use that one, or send ` +
      'new=true where this is another',
  );
}
