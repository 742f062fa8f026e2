/** The times that a model was asked, as the engines store them. */
import type { DocumentCandidate, ProposedCandidate } from '../../../core/capture/document.ts';
import type {
  DraftedCandidate,
  Drafting,
  MachineAnswer,
  NewDrafting,
} from '../../../core/capture/drafting/drafting.ts';
import type { DraftingRow } from '../tables.ts';
import { numberOf } from './document-rows.ts';

export const draftingFromRow = (row: DraftingRow): Drafting => ({
  id: String(row.id),
  document: String(row.document),
  ...JSON.parse(row.data),
  askedBy: row.asked_by,
  askedAt: row.asked_at,
});

export type Sorted = { readonly unknown: readonly DraftedCandidate[]; readonly known: number };

/** Those that nothing there is like, nor one of the same draft before them; and how many are. */
export function knownAmong(
  drafted: readonly DraftedCandidate[],
  there: readonly DocumentCandidate[],
  isKnown: (candidate: ProposedCandidate, there: readonly ProposedCandidate[]) => boolean,
): Sorted {
  const unknown: DraftedCandidate[] = [];
  for (const it of drafted)
    if (!isKnown(it.candidate, [...there, ...unknown.map(({ candidate }) => candidate)])) unknown.push(it);
  return { unknown, known: drafted.length - unknown.length };
}

/** The row without its number; the candidates are those that were made, in the order of what was drafted. */
export function draftingRow(
  { document, askedBy, ...drafting }: NewDrafting,
  { unknown, known }: Sorted,
  candidates: readonly DocumentCandidate[],
  now: Date,
): Omit<DraftingRow, 'id'> {
  const dropped = [...drafting.dropped, ...(known === 0 ? [] : [{ why: 'known', count: known }])];
  const said = unknown.flatMap(({ answer }, index) =>
    answer === null ? [] : [{ candidate: Number(candidates[index]?.id), ...answer }],
  );
  return {
    document: numberOf(document),
    data: JSON.stringify({ ...drafting, dropped, proposed: candidates.length }),
    said: JSON.stringify(said),
    asked_by: askedBy,
    asked_at: now.toISOString(),
  };
}

/** By candidate. */
export function answersIn(rows: readonly DraftingRow[]): ReadonlyMap<string, MachineAnswer> {
  const said = rows.flatMap((row): (MachineAnswer & { readonly candidate: number })[] => JSON.parse(row.said));
  return new Map(said.map(({ candidate, question, option }) => [String(candidate), { question, option }]));
}
