/** The ids that a bundle's content holds or refers to. */
import { KINDS, type Kind } from '../records/kinds.ts';
import { SUPPORT_SCALE } from '../records/scale.ts';
import { expertsOf, sourcesOf } from '../records/statement.ts';
import type { BundleContent } from './bundle/bundle.ts';

/** The ids of each kind that a bundle holds or refers to. */
export function idsIn({ entries }: BundleContent): { readonly [K in Kind]: ReadonlySet<string> } {
  const ids = Object.fromEntries(KINDS.map((kind) => [kind, new Set<string>()])) as { [K in Kind]: Set<string> };
  for (const kind of KINDS) for (const { input } of entries[kind]) ids[kind].add(input.id);
  for (const { input } of entries.question) {
    ids.scale.add(input.scale ?? SUPPORT_SCALE.id);
    if (input.succeeds !== undefined) ids.question.add(input.succeeds);
  }
  for (const { input } of entries.statement) {
    for (const id of expertsOf(input)) ids.expert.add(id);
    for (const id of sourcesOf(input)) ids.source.add(id);
  }
  for (const { input } of entries.position) {
    ids.expert.add(input.expert);
    ids.question.add(input.question);
    for (const statement of input.statements) ids.statement.add(statement);
    if (input.supersedes !== undefined) ids.position.add(input.supersedes);
  }
  return ids;
}
