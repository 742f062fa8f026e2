/** Proposals as rows: kept as they were made, and decided on once. */
import { type RawBuilder, sql } from 'kysely';
import type { ProposalFilter, ProposalStore } from '../../../core/ports/proposal-store.ts';
import { Failure } from '../../../core/values/errors.ts';
import { type Decision, type NewProposal, notOpen, type StoredProposal } from '../../../core/writing/proposal.ts';
import type { ProposalRow } from '../../shared/tables.ts';
import { proposalFromRow } from '../../shared/writing/proposal-rows.ts';
import { isIn } from '../records/filter.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';

/** The decisions on proposals, inside a transaction that the caller opens. */
export class Proposals {
  readonly #byId: Defined<ProposalRow>;
  readonly #same: Defined<ProposalRow>;
  readonly #insert: Defined<ProposalRow>;
  readonly #decide: Defined<unknown>;
  readonly #now: () => Date;

  constructor(statements: Statements, now: () => Date) {
    this.#now = now;
    this.#byId = statements.define(sql<ProposalRow>`SELECT * FROM proposals WHERE id = ${param('id')}`);
    this.#same = statements.define(
      sql<ProposalRow>`SELECT * FROM proposals WHERE entity = ${param('entity')} AND record = ${param('record')}
        AND state = 'open' AND act = ${param('act')} AND revision = ${param('revision')} AND patch IS ${param('patch')}
        AND reason IS ${param('reason')} AND key IS ${param('key')} AND proposed_by = ${param('proposed_by')} LIMIT 1`,
    );
    this.#insert = statements.define(
      sql<ProposalRow>`INSERT INTO proposals (state, act, entity, record, revision, patch, before, reason, key, proposed_by,
        proposed_at) VALUES ('open', ${param('act')}, ${param('entity')}, ${param('record')}, ${param('revision')},
        ${param('patch')}, ${param('before')}, ${param('reason')}, ${param('key')}, ${param('proposed_by')},
        ${param('proposed_at')}) RETURNING *`,
    );
    this.#decide = statements.define(
      sql`UPDATE proposals SET state = ${param('state')}, decided_by = ${param('by')}, decided_at = ${param('at')},
        decision = ${param('why')}, seq = ${param('seq')} WHERE id = ${param('id')}`,
    );
  }

  get(id: string): StoredProposal | null {
    const row = /^[1-9]\d{0,14}$/.test(id) ? this.#byId.get({ id: Number(id) }) : undefined;
    return row === undefined ? null : proposalFromRow(row);
  }

  add({ patch, before, proposedBy, ...proposal }: NewProposal): StoredProposal {
    const row = { ...proposal, patch: patch && JSON.stringify(patch), proposed_by: proposedBy };
    const known = this.#same.get(row);
    if (known !== undefined) return proposalFromRow(known);
    const made = { ...row, before: before && JSON.stringify(before), proposed_at: this.#now().toISOString() };
    const [inserted] = this.#insert.all(made);
    if (inserted === undefined) throw new RangeError('a proposal that was inserted has a row');
    return proposalFromRow(inserted);
  }

  /** Ends an open proposal; `seq` is the last entry of the log that accepting it made. Fails with `not-found` and `conflict`. */
  decide(id: string, { state, by, why }: Decision, seq: number | null): StoredProposal {
    const proposal = this.get(id);
    if (proposal === null) throw new Failure('not-found', `there is no proposal "${id}"`);
    if (proposal.state !== 'open') throw notOpen(id, proposal.state);
    const at = this.#now().toISOString();
    this.#decide.run({ id: Number(id), state, by, at, why, seq });
    return { ...proposal, state, decidedBy: by, decidedAt: at, decision: why, seq };
  }
}

export const createProposalStore = (proposals: Proposals, statements: Statements, write: RunWrite): ProposalStore => ({
  add: (proposal) => write(() => proposals.add(proposal)),
  get: async (id) => proposals.get(id),
  list: async (filter, { limit, after }) => {
    const conditions = [...conditionsOf(filter), ...(after === undefined ? [] : [sql`id < ${after}`])];
    const where = conditions.length === 0 ? sql`TRUE` : sql.join(conditions, sql` AND `);
    const rows = statements.all(
      sql<ProposalRow>`SELECT * FROM proposals WHERE ${where} ORDER BY id DESC LIMIT ${limit + 1}`,
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit).map(proposalFromRow), next: last === undefined ? null : [String(last.id)] };
  },
  decide: (id, decision) => write(() => proposals.decide(id, decision, null)),
});

const conditionsOf = (filter: ProposalFilter): RawBuilder<unknown>[] =>
  (['state', 'entity', 'record'] as const).flatMap((column) => {
    const values = filter[column];
    return values === undefined ? [] : [isIn(column, values)];
  });
