/** Proposals: kept as they were made, and decided on once. */
import { type RawBuilder, sql } from 'kysely';
import type { ProposalFilter, ProposalStore } from '../../../core/ports/proposal-store.ts';
import { Failure } from '../../../core/values/errors.ts';
import { type Decision, type NewProposal, notOpen, type StoredProposal } from '../../../core/writing/proposal.ts';
import type { ProposalRow } from '../../shared/tables.ts';
import { proposalFromRow } from '../../shared/writing/proposal-rows.ts';
import type { Read } from '../reading.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';

const COLUMNS = sql.raw(`id, state, act, entity, record, revision, patch, before, reason, key, proposed_by, proposed_at,
  decided_by, decided_at, decision, seq`);

async function proposalOf(session: Session, id: string): Promise<StoredProposal | null> {
  if (!/^[1-9]\d{0,14}$/.test(id)) return null;
  const row = await session.first(sql<ProposalRow>`SELECT ${COLUMNS} FROM proposals WHERE id = ${Number(id)}`);
  return row === undefined ? null : proposalFromRow(row);
}

/** Ends an open proposal; `seq` is the last entry of the log that accepting it made. Fails with `not-found` and `conflict`. */
export async function decideProposal(
  session: Session,
  id: string,
  { state, by, why }: Decision,
  seq: number | null,
  now: Date,
): Promise<StoredProposal> {
  const proposal = await proposalOf(session, id);
  if (proposal === null) throw new Failure('not-found', `there is no proposal "${id}"`);
  if (proposal.state !== 'open') throw notOpen(id, proposal.state);
  const at = now.toISOString();
  await session.all(sql`UPDATE proposals SET state = ${state}, decided_by = ${by}, decided_at = ${at},
    decision = ${why}, seq = ${seq} WHERE id = ${Number(id)}`);
  return { ...proposal, state, decidedBy: by, decidedAt: at, decision: why, seq };
}

async function add(session: Session, proposal: NewProposal, now: Date): Promise<StoredProposal> {
  const { act, entity, record, revision, reason, key, proposedBy } = proposal;
  const [patch, before] = [proposal.patch, proposal.before].map((it) => it && JSON.stringify(it));
  const same = await session.first(sql<ProposalRow>`SELECT ${COLUMNS} FROM proposals
    WHERE entity = ${entity} AND record = ${record} AND state = 'open' AND act = ${act} AND revision = ${revision}
      AND patch IS NOT DISTINCT FROM ${patch} AND reason IS NOT DISTINCT FROM ${reason}
      AND key IS NOT DISTINCT FROM ${key} AND proposed_by = ${proposedBy} LIMIT 1`);
  if (same !== undefined) return proposalFromRow(same);
  // Whoever adds one holds the head, so that nobody takes the same number.
  const made = await session.first(sql<ProposalRow>`INSERT INTO proposals
      (id, state, act, entity, record, revision, patch, before, reason, key, proposed_by, proposed_at)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM proposals), 'open', ${act}, ${entity}, ${record}, ${revision}, ${patch},
      ${before}, ${reason}, ${key}, ${proposedBy}, ${now.toISOString()}) RETURNING ${COLUMNS}`);
  if (made === undefined) throw new RangeError('a proposal that was inserted has a row');
  return proposalFromRow(made);
}

/** `alone` is around what writes: whoever does so holds the head. */
export function createProposalStore(read: Read, alone: Read, now: () => Date): ProposalStore {
  return {
    add: (proposal) => alone((session) => add(session, proposal, now())),
    get: (id) => read((session) => proposalOf(session, id)),
    list: (filter, { limit, after }) =>
      read(async (session) => {
        const conditions = [...conditionsOf(filter), ...(after === undefined ? [] : [sql`id < ${after}`])];
        const where = conditions.length === 0 ? sql`TRUE` : sql.join(conditions, sql` AND `);
        const rows = await session.all(
          sql<ProposalRow>`SELECT ${COLUMNS} FROM proposals WHERE ${where} ORDER BY id DESC LIMIT ${limit + 1}`,
        );
        const last = rows.length > limit ? rows[limit - 1] : undefined;
        return {
          items: rows.slice(0, limit).map(proposalFromRow),
          next: last === undefined ? null : [String(last.id)],
        };
      }),
    decide: (id, decision) => alone((session) => decideProposal(session, id, decision, null, now())),
  };
}

const conditionsOf = (filter: ProposalFilter): RawBuilder<unknown>[] =>
  (['state', 'entity', 'record'] as const).flatMap((column) => {
    const values = filter[column];
    return values === undefined ? [] : [isIn(column, values)];
  });
