/** The part of the store port that keeps proposals. They are no records: the change log and the revision know nothing of them. */
import type { Kind } from '../records/kinds.ts';
import type { Page } from '../values/page.ts';
import type { Decision, NewProposal, ProposalState, StoredProposal } from '../writing/proposal.ts';

export type ProposalFilter = {
  readonly state?: readonly ProposalState[];
  readonly entity?: readonly Kind[];
  readonly record?: readonly string[];
};

export interface ProposalStore {
  /** Keeps a proposal; an open one that says the same and has the same proposer is given back instead. */
  add(proposal: NewProposal): Promise<StoredProposal>;
  get(id: string): Promise<StoredProposal | null>;
  /** The newest first. `after` is the end of the page before. */
  list(
    filter: ProposalFilter,
    page: { readonly limit: number; readonly after?: number },
  ): Promise<Page<StoredProposal>>;
  /** Declines or withdraws an open proposal. Fails with `not-found`, and with `conflict` where it is not open. */
  decide(id: string, decision: Decision): Promise<StoredProposal>;
}
