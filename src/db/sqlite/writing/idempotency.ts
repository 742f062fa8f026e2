/** What was applied for a request that may be sent again. Kept in the transaction of what it applied. */
import { sql } from 'kysely';
import type { Applied, Idempotency } from '../../../core/writing/plan.ts';
import { KEPT_MS, sameRequest } from '../../shared/writing/idempotency.ts';
import { type Defined, param, type Statements } from '../statements.ts';

export class IdempotencyKeys {
  readonly #find: Defined<{ fingerprint: string; result: string }>;
  readonly #keep: Defined<unknown>;
  readonly #forget: Defined<unknown>;
  readonly #now: () => Date;

  constructor(statements: Statements, now: () => Date) {
    this.#now = now;
    this.#find = statements.define(
      sql<{ fingerprint: string; result: string }>`SELECT fingerprint, result FROM idempotency
        WHERE caller = ${param('caller')} AND key = ${param('key')}`,
    );
    this.#keep = statements.define(
      sql`INSERT INTO idempotency (caller, key, fingerprint, result, at) VALUES (${param('caller')}, ${param('key')},
        ${param('fingerprint')}, ${param('result')}, ${param('at')})`,
    );
    this.#forget = statements.define(sql`DELETE FROM idempotency WHERE at < ${param('before')}`);
  }

  /** What was applied for the key. Fails with `key-reused` where that was another request. */
  find(idempotency: Idempotency | undefined): Applied | null {
    if (idempotency === undefined) return null;
    const { caller, key } = idempotency;
    const found = this.#find.get({ caller, key });
    return found === undefined ? null : sameRequest(idempotency, found);
  }

  keep(idempotency: Idempotency | undefined, applied: Applied): void {
    if (idempotency === undefined) return;
    const now = this.#now();
    this.#forget.run({ before: new Date(now.getTime() - KEPT_MS).toISOString() });
    this.#keep.run({ ...idempotency, result: JSON.stringify(applied), at: now.toISOString() });
  }
}
