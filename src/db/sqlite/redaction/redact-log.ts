/** The entries of the log that hold words to be redacted: found, and altered with their leaves left as they are. */
import { type RawBuilder, sql } from 'kysely';
import { formsOf, type Redaction, type Redactor } from '../../../core/change-log/redaction.ts';
import { alterations, type HoldingEntry } from '../../shared/redaction/parts.ts';
import { createSaltEraser } from '../change-log/tree/leaf-rows.ts';
import type { Connection } from '../connection.ts';
import type { Statements } from '../statements.ts';

export class LogRedaction {
  readonly #statements: Statements;
  readonly #redactor: Redactor;
  readonly #candidates: RawBuilder<HoldingEntry>;

  constructor(statements: Statements, redaction: Redaction, redactor: Redactor) {
    this.#statements = statements;
    this.#redactor = redactor;
    const holds = formsOf(redaction).flatMap((form) =>
      ['id', 'before', 'after', 'actor', 'reason'].map((column) => sql`instr(${sql.ref(column)}, ${form}) > 0`),
    );
    this.#candidates = sql<HoldingEntry>`SELECT seq, actor, entity, id, reason, before, after FROM changes
      WHERE ${sql.join(holds, sql` OR `)} ORDER BY seq`;
  }

  /** The entries that the redaction alters, as they stand. */
  find(): readonly HoldingEntry[] {
    return this.#pairs().map(([entry]) => entry);
  }

  /** Alters them, and forgets the salts of their leaves: the tree stays as it is, and tells nothing of what was there. Answers how many there were. */
  alter(): number {
    const erase = createSaltEraser(this.#statements);
    const pairs = this.#pairs();
    for (const [{ seq }, { actor, id, reason, before, after }] of pairs) {
      this.#statements.all(sql`UPDATE changes SET actor = ${actor}, id = ${id}, reason = ${reason}, before = ${before},
        after = ${after} WHERE seq = ${seq} RETURNING 1`);
      erase(seq);
    }
    return pairs.length;
  }

  #pairs(): (readonly [HoldingEntry, HoldingEntry])[] {
    return alterations(this.#redactor, this.#statements.all(this.#candidates));
  }
}

/** Triggers that keep what was written as it was. */
const KEEPING = [
  ...['changes_are_not_updated', 'proposals_stay_decided', 'proposals_stay_as_they_were_made'],
  ...['api_keys_stay_as_they_were_made', 'api_keys_stay_revoked'],
];

/** Does what nothing else may: with those triggers away, inside a transaction that the caller opens. */
export function altered<T>(connection: Connection, alter: () => T): T {
  const sqlOf = connection.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?").pluck();
  const triggers = KEEPING.map((name) => ({ name, text: String(sqlOf.get(name)) }));
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  const done = alter();
  for (const { text } of triggers) connection.exec(text);
  return done;
}
