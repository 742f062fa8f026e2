/** Refuses to make a record a second time: one whose name or alias may be another spelling of another's. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Inputs } from '../../core/import/bundle/bundle.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Kind } from '../../core/records/kinds.ts';
import { isNamedKind, NAMES_OF, type Near, nearAmong } from '../../core/records/near.ts';
import { Failure } from '../../core/values/errors.ts';
import { type Pause, runsOf } from '../slices.ts';

/** Of so many that are near, the first are named. */
const MAX_NAMED = 10;
/** Are looked at within a few milliseconds. */
const NAMES_OF_A_TURN = 500;

/**
 * Fails with `conflict`, naming the records that are near the one that is to be made, where there are any; drafts are
 * among them. Statements, positions and scales bear no names, and pass.
 */
export async function refuseNear<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
  input: Inputs[K],
  pause: Pause,
): Promise<void> {
  demand(caller, 'write');
  if (!isNamedKind(kind)) return;
  // Kind and input belong together, which the compiler does not follow through the table.
  const namesOf = NAMES_OF[kind] as (input: Inputs[K]) => readonly string[];
  const named = { id: input.id, names: namesOf(input) };
  const near: Near[] = [];
  for (const some of runsOf(await reading.names(kind), NAMES_OF_A_TURN)) {
    near.push(...nearAmong(some, kind, named));
    await pause();
  }
  if (near.length === 0) return;
  const first = near.slice(0, MAX_NAMED).map(({ id, name }) => `"${id}" (${name})`);
  const more = near.length > MAX_NAMED ? ` and ${near.length - MAX_NAMED} more` : '';
  throw new Failure(
    'conflict',
    `${kind === 'expert' ? 'an' : 'a'} ${kind} with this name, or one near it, is there already: ${first.join(', ')}${more}; use that one, or send ` +
      'new=true where this is another',
  );
}
