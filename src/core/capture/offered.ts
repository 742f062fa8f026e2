/** Offered: what a person chooses from beside a candidate, as whom it is said by, and which questions it answers. */
import type { Expert } from '../records/expert.ts';
import type { Question } from '../records/question.ts';
import type { Scale } from '../records/scale.ts';

export type Offered = {
  /** Those who may have said it; all there are, where these are few. Drafts are among them. */
  readonly experts: readonly Expert[];
  /** Those chosen, near, found, or answered in this document already, in this order; all there are, where these are few. */
  readonly questions: readonly Question[];
  /** The scales of these questions, by their ids. */
  readonly scales: ReadonlyMap<string, Scale>;
  /** How many experts and questions have the words that were looked for; null where nothing was. */
  readonly found: { readonly experts: number; readonly questions: number } | null;
  /** True where more is on record than is offered. */
  readonly hasMore: boolean;
};
