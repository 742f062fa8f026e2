/** From a bundle to a plan of writes: every rule that ties records to each other, with every fault at its place. */

import { toExpert } from '../records/expert.ts';
import { SUPPORT_SCALE, toScale } from '../records/scale.ts';
import { toSource } from '../records/source.ts';
import type { Violation } from '../values/errors.ts';
import type { Stored } from '../writing/grounds.ts';
import type { Write } from '../writing/plan.ts';
import type { BundleContent } from './bundle/bundle.ts';
import { namedFirst } from './named-first.ts';
import { planPosition, planStatement } from './plan-evidence.ts';
import { planQuestion } from './plan-question.ts';
import { Planner, type Recorded } from './planner.ts';
import { checkScale } from './scale-faults.ts';

/**
 * The writes that make the store hold what the bundle says, or every rule it breaks. `stored` holds what `idsIn`
 * names, the scales of stored questions among it; `recorded` stands in where a record says not when, by whom or whether
 * it is public. A statement on which nothing but drafts rest here is a draft as they are.
 * `lacking` says which of the faults are references to what is not there, and to what, as "kind id".
 */
export function planImport(
  content: BundleContent,
  stored: Stored,
  recorded: Recorded,
): {
  plan: { readonly writes: readonly Write[]; readonly reason: string | null };
  violations: Violation[];
  lacking: ReadonlyMap<Violation, string>;
} {
  const { entries } = content;
  const planner = new Planner(stored, content, recorded);
  if (needsSupportScale(content, stored))
    planner.add('scale', toScale({ ...SUPPORT_SCALE, status: planner.otherwise }));
  planner.checkNames();
  for (const { input, place } of entries.scale) {
    checkScale(planner, input, place);
    planner.add('scale', toScale(planner.stated('scale', input, place)), place);
  }
  for (const { input, place } of entries.expert)
    planner.add('expert', toExpert(planner.stated('expert', input, place)), place);
  for (const { input, place } of entries.source)
    planner.add('source', toSource(planner.stated('source', input, place)), place);
  for (const { input, place } of namedFirst(entries.question, ({ succeeds }) => succeeds))
    planQuestion(planner, input, place);
  for (const { input, place } of entries.statement) if (!planner.isFull) planStatement(planner, input, place);
  for (const { input, place } of namedFirst(entries.position, ({ supersedes }) => supersedes))
    if (!planner.isFull) planPosition(planner, input, place);
  return {
    plan: { writes: planner.writes, reason: content.reason },
    violations: planner.violations,
    lacking: planner.lacking,
  };
}

/** The default scale need not be written down: it comes with the first question that uses it. */
function needsSupportScale({ entries }: BundleContent, stored: Stored): boolean {
  const { id } = SUPPORT_SCALE;
  if (stored.scale.has(id) || entries.scale.some(({ input }) => input.id === id)) return false;
  return entries.question.some(({ input }) => input.scale === undefined || input.scale === id);
}
