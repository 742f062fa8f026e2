/** What a redaction writes into the log as any other change, and what it leaves of the entries that hold the words. */
import type { Redactor } from '../../../core/change-log/redaction.ts';
import { KINDS, type Kind } from '../../../core/records/kinds.ts';
import { idsOf, type WritePart } from '../../../core/writing/grounds.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import type { ChangeRow } from '../tables.ts';

/** What of an entry of the log may hold words of people. */
export type HoldingEntry = Pick<ChangeRow, 'seq' | 'actor' | 'entity' | 'id' | 'reason' | 'before' | 'after'>;

const entryWithout = (
  redactor: Redactor,
  { seq, entity, actor, id, reason, before, after }: HoldingEntry,
): HoldingEntry => ({
  ...{ seq, entity, actor: redactor.text(actor), id: redactor.id(id) },
  reason: reason === null ? null : redactor.text(reason),
  before: redactor.json(entity, before),
  after: redactor.json(entity, after),
});

/** Those of the entries that hold the words, each as it is and as it is to be. */
export const alterations = (
  redactor: Redactor,
  entries: readonly HoldingEntry[],
): (readonly [was: HoldingEntry, is: HoldingEntry])[] =>
  entries
    .map((entry) => [entry, entryWithout(redactor, entry)] as const)
    .filter(([was, is]) => JSON.stringify(was) !== JSON.stringify(is));

export const renamingPart = (kind: Kind, id: string, to: string): WritePart => ({
  ids: idsOf({ kind, id }, { kind, id: to }),
  plan: ({ stored }) => [{ act: 'rename', kind, id, to, expect: stored[kind].get(id)?.revision ?? 0 }],
});

/**
 * Each gets an entry of its own, also where only its past held the words: what is kept of answers is outdated by it. Those
 * of a kind are written by id, in whatever order the engine has found them.
 */
export const rewritingPart = (records: readonly AnyRecord[], redactor: Redactor): WritePart => ({
  ids: idsOf(...records.map(({ kind, record }) => ({ kind, id: record.id }))),
  plan: () =>
    inOrder(records).map(
      ({ kind, record }) => ({ kind, record: redactor.record(kind, record), again: true }) as AnyRecord,
    ),
});

const inOrder = (records: readonly AnyRecord[]): AnyRecord[] =>
  KINDS.flatMap((kind) =>
    records.filter((it) => it.kind === kind).sort((a, b) => (a.record.id < b.record.id ? -1 : 1)),
  );
