/** A bundle's content as one part of a commit. */
import type { Violation } from '../values/errors.ts';
import type { WritePart } from '../writing/grounds.ts';
import { withCurrentIds } from '../writing/redirects.ts';
import type { BundleContent } from './bundle/bundle.ts';
import { idsIn } from './ids-in.ts';
import { planImport } from './plan-import.ts';
import type { Recorded } from './planner.ts';

/** What a bundle holds as a part; its faults go to `refuse`, which may throw them. */
export const partOfContent = (
  content: BundleContent,
  recorded: Recorded,
  refuse: (violations: readonly Violation[]) => void,
): WritePart => ({
  ids: idsIn(content),
  plan: ({ stored, redirects }) => {
    const { plan, violations } = planImport(withCurrentIds(content, redirects), stored, recorded);
    refuse(violations);
    return plan.writes;
  },
});
