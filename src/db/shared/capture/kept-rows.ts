/** What is kept of decisions that were not made yet, as the engines store it. */
import type { KeepDecision, KeptDecision } from '../../../core/capture/kept-decision.ts';
import { keptOtherwise } from './refusals.ts';

export type KeptRow = { readonly fields: string; readonly revision: number; readonly at: string };

export const keptFromRow = ({ fields, revision, at }: KeptRow): KeptDecision => ({
  fields: JSON.parse(fields),
  revision: Number(revision),
  at,
});

/** The row as it is to be, which is the one before where the same is kept already. Fails with `stale` where something else is. */
export function keptAnew(before: KeptRow | undefined, { expect, fields }: KeepDecision, now: Date): KeptRow {
  const text = JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
  if (before?.fields === text) return before;
  const revision = Number(before?.revision ?? 0);
  if (revision !== expect) throw keptOtherwise(revision);
  return { fields: text, revision: revision + 1, at: now.toISOString() };
}
