/** Acts written straight through the port, as one commit of one part. */
import type { Store } from '../../../src/core/ports/store.ts';
import type { Kind } from '../../../src/core/records/kinds.ts';
import { idsOf, type RecordId } from '../../../src/core/writing/grounds.ts';
import type { Applied, CommitOptions, WriteAct } from '../../../src/core/writing/plan.ts';
import { referencesIn } from '../../../src/core/writing/references.ts';

/** Writes the acts as they are, whatever the rules of a bundle would say of them. */
export const writeActs = (store: Store, commit: CommitOptions, ...acts: readonly WriteAct[]): Promise<Applied> =>
  store.write(commit, [{ ids: idsOf(...acts.flatMap(named)), plan: () => acts }]);

const named = (act: WriteAct): RecordId[] => {
  if (act.act === 'rename') return [act, { kind: act.kind, id: act.to }];
  if (act.act === 'merge') return [act, { kind: act.kind, id: act.into }];
  if (act.act === 'remove') return [act];
  return [{ kind: act.kind, id: act.record.id }, ...referencesIn(act.kind, act.record)];
};

/** Gives a record a new id. */
export const rename = (
  store: Store,
  kind: Kind,
  id: string,
  to: string,
  expect: number,
  commit: CommitOptions,
): Promise<Applied> => writeActs(store, commit, { act: 'rename', kind, id, to, expect });

/** Takes a record out of the present. */
export const remove = (store: Store, kind: Kind, id: string, expect: number, commit: CommitOptions): Promise<Applied> =>
  writeActs(store, commit, { act: 'remove', kind, id, expect });
