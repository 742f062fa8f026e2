/** A load: more than can be planned at once, in parts that plan themselves one after the other, all of it or nothing. */

import type { Kind } from '../records/kinds.ts';
import type { Violation } from '../values/errors.ts';
import type { Write } from '../writing/plan.ts';
import { type Redirects, withCurrentIds } from '../writing/redirects.ts';
import type { BundleContent } from './bundle/bundle.ts';
import { idsIn, planImport, type Stored } from './plan-import.ts';

/** Ids of records of each kind. */
export type RecordIds = { readonly [K in Kind]: ReadonlySet<string> };

/** What is stored of the records that a part names, what the parts before it wrote among it, under their present ids. */
export type Grounds = { readonly stored: Stored; readonly redirects: Redirects };

export type WritePart = {
  /** All that it holds or refers to. The scales of questions that are stored need not be named. */
  readonly ids: RecordIds;
  /** The writes, in an order as that of a plan. What it throws ends the load, and nothing is written. */
  plan(grounds: Grounds): readonly Write[];
};

/** What a bundle holds as a part; its faults go to `refuse`. */
export const partOfContent = (
  content: BundleContent,
  recorded: { readonly at: string; readonly by: string },
  refuse: (violations: readonly Violation[]) => void,
): WritePart => ({
  ids: idsIn(content),
  plan: ({ stored, redirects }) => {
    const { plan, violations } = planImport(withCurrentIds(content, redirects), stored, recorded);
    refuse(violations);
    return plan.writes;
  },
});

const NOTHING: ReadonlySet<string> = new Set();
export const NO_IDS: RecordIds = {
  ...{ scale: NOTHING, expert: NOTHING, source: NOTHING, question: NOTHING, statement: NOTHING, position: NOTHING },
};
