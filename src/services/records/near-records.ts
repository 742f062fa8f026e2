/** Refuses to make a record a second time: one whose name or alias may be another spelling of another's. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Inputs } from '../../core/import/bundle/bundle.ts';
import type { Reading } from '../../core/ports/store.ts';
import { aRecordOf, type Kind } from '../../core/records/kinds.ts';
import { isNamedKind, NAMES_OF, type Near, nearAmong } from '../../core/records/near.ts';
import { Failure } from '../../core/values/errors.ts';
import type { WriteGrounds, WritePart } from '../../core/writing/grounds.ts';
import { type Pause, runsOf } from '../slices.ts';

/** Of so many that are near, the first are named. */
const MAX_NAMED = 10;
/** Are looked at within a few milliseconds. */
const NAMES_OF_A_TURN = 500;

/**
 * What was near as the names were looked at, and which names the part that makes the record must ask for, to be handed
 * to `refuse` as it is planned: it fails with `conflict`, naming the records that are near, where there are any.
 */
export type NearLook = Pick<WritePart, 'names'> & { refuse(grounds: Pick<WriteGrounds, 'named'>): void };

/** There where nothing can be near, or may be. */
export const NOTHING_NEAR: NearLook = { refuse: () => undefined };

/**
 * Looks at all names for those near that of a record which is to be made, drafts among them. Of two that are made at
 * once each looks before the other is there: so what got its name since is looked at within the write, and what is near
 * is refused there, where a request that is sent again has been answered before. Statements, positions and scales bear no
 * names.
 */
export async function lookForNear<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
  input: Inputs[K],
  pause: Pause,
): Promise<NearLook> {
  demand(caller, 'write');
  if (!isNamedKind(kind)) return NOTHING_NEAR;
  // Kind and input belong together, which the compiler does not follow through the table.
  const namesOf = NAMES_OF[kind] as (input: Inputs[K]) => readonly string[];
  const own = { id: input.id, names: namesOf(input) };
  // Before the names: what is made between the two is looked at twice, and not never.
  const since = await reading.revision();
  const found: Near[] = [];
  for (const some of runsOf(await reading.names(kind), NAMES_OF_A_TURN)) {
    found.push(...nearAmong(some, kind, own));
    await pause();
  }
  return {
    names: { kind, since },
    refuse: ({ named }) => {
      const anew = new Set(named.map(({ id }) => id));
      const near = [...found.filter(({ id }) => !anew.has(id)), ...nearAmong(named, kind, own)];
      if (near.length > 0) throw refusalOf(kind, near);
    },
  };
}

function refusalOf(kind: Kind, near: readonly Near[]): Failure {
  const first = near.slice(0, MAX_NAMED).map(({ id, name }) => `"${id}" (${name})`);
  const more = near.length > MAX_NAMED ? ` and ${near.length - MAX_NAMED} more` : '';
  return new Failure(
    'conflict',
    `${aRecordOf(kind)} with this name, or one near it, is there already: ${first.join(', ')}${more}; use that one, or send ` +
      'new=true where this is another',
  );
}
