/** Proposals as rows. */
import type { StoredProposal } from '../../../core/writing/proposal.ts';
import type { ProposalRow } from '../tables.ts';

export const proposalFromRow = (row: ProposalRow): StoredProposal => ({
  id: String(row.id),
  state: row.state,
  act: row.act,
  entity: row.entity,
  record: row.record,
  patch: row.patch === null ? null : JSON.parse(row.patch),
  before: row.before === null ? null : JSON.parse(row.before),
  reason: row.reason,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  decision: row.decision,
  seq: row.seq,
  revision: row.revision,
  key: row.key,
});
