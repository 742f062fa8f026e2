/** Evidence of drafts: what is no more public than the positions that rest on it. */
import type { PositionInput } from '../records/position.ts';
import type { PublicState } from '../records/public-state.ts';
import type { BundleContent } from './bundle/bundle.ts';

/** Ids of the statements on which drafts of the content rest, and none of its other positions; `otherwise` is the state of one that does not say. */
export function evidenceOfDrafts({ entries }: BundleContent, otherwise: PublicState): ReadonlySet<string> {
  const isDraft = ({ input }: { readonly input: PositionInput }) => (input.status ?? otherwise) === 'draft';
  const citedBy = (positions: BundleContent['entries']['position']) =>
    new Set(positions.flatMap(({ input }) => input.statements));
  const drafts = entries.position.filter(isDraft);
  if (drafts.length === 0) return new Set();
  const cited = citedBy(drafts);
  for (const id of citedBy(entries.position.filter((entry) => !isDraft(entry)))) cited.delete(id);
  return cited;
}
