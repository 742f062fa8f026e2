/** Writes a plan: each record that differs from what is stored, its entry in the log, its words in the index. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { actionOf, type ImportCount, type ImportPlan, type ImportReport, type Write } from '../../core/bundle.ts';
import { KINDS, type Kind } from '../../core/entity.ts';
import { Failure } from '../../core/errors.ts';
import { mayBecome, type Position } from '../../core/position.ts';
import type { Source } from '../../core/source.ts';
import { latestStatement } from '../../core/statement.ts';
import type { Readers } from './read.ts';
import {
  expertToRow,
  positionToRow,
  questionToRow,
  scaleOptionRows,
  scaleToRow,
  sourceToRow,
  statementToRow,
  untilOf,
} from './rows.ts';
import { SearchIndex } from './search.ts';
import { type Defined, param, type Statements, sqlBuilder } from './statements.ts';

/** Runs inside a transaction that the caller opens: the caller's store is the unit of work. */
export class Writer {
  readonly #statements: Statements;
  readonly #readers: Readers;
  readonly #index: SearchIndex;
  readonly #upserts = new Map<string, Defined<unknown>>();
  readonly #lastSeq: Defined<{ seq: number | null }>;
  readonly #log: Defined<unknown>;
  readonly #removeEvidence: Defined<unknown>;

  constructor(statements: Statements, readers: Readers) {
    this.#statements = statements;
    this.#readers = readers;
    this.#index = new SearchIndex(statements);
    this.#lastSeq = statements.define(sqlBuilder.selectFrom('changes').select((eb) => eb.fn.max('seq').as('seq')));
    this.#log = statements.define(
      sql`INSERT INTO changes (seq, at, actor, action, entity, id, reason, before, after) VALUES (${param('seq')},
        ${param('at')}, ${param('actor')}, ${param('action')}, ${param('entity')}, ${param('id')}, ${param('reason')},
        ${param('before')}, ${param('after')})`,
    );
    this.#removeEvidence = statements.define(
      sqlBuilder.deleteFrom('evidence').where('position', '=', param<string>('position')),
    );
  }

  apply({ writes, at, actor, reason }: ImportPlan): ImportReport {
    const report = Object.fromEntries(KINDS.map((kind) => [kind, { created: 0, updated: 0, unchanged: 0 }])) as {
      [K in Kind]: ImportCount;
    };
    const redated = new Set<string>();
    let seq = this.#lastSeq.get()?.seq ?? 0;
    for (const write of writes) {
      const before = this.#readers[write.kind].get(write.record.id);
      if (before !== null && isDeepStrictEqual({ ...before, revision: 0 }, { ...write.record, revision: 0 })) {
        report[write.kind].unchanged += 1;
        continue;
      }
      refuseOutdated(before, write.record);
      seq += 1;
      const after = { ...write.record, revision: seq };
      // Spreading keeps kind and record together, which the compiler does not follow.
      this.#write({ kind: write.kind, record: after } as Write, redated);
      this.#index.put(write, before === null);
      this.#log.run({
        seq,
        at,
        actor,
        action: actionOf(before, after),
        entity: write.kind,
        id: after.id,
        reason,
        before: before === null ? null : JSON.stringify(before),
        after: JSON.stringify(after),
      });
      report[write.kind][before === null ? 'created' : 'updated'] += 1;
    }
    this.#redatePositions([...redated], seq);
    return report;
  }

  #write(write: Write, redated: Set<string>): void {
    switch (write.kind) {
      case 'scale':
        this.#upsert('scales', ['id'], scaleToRow(write.record));
        for (const row of scaleOptionRows(write.record)) this.#upsert('scale_options', ['scale', 'id'], row);
        break;
      case 'expert':
        this.#upsert('experts', ['id'], expertToRow(write.record));
        break;
      case 'source':
        this.#upsert('sources', ['id'], sourceToRow(write.record));
        for (const id of this.#redateStatements(write.record)) redated.add(id);
        break;
      case 'question':
        this.#upsert('questions', ['id'], questionToRow(write.record));
        break;
      case 'statement':
        this.#upsert('statements', ['id'], statementToRow(write.record));
        redated.add(write.record.id);
        break;
      case 'position':
        this.#writePosition(write.record);
        break;
    }
  }

  #writePosition(position: Position): void {
    const { id, expert, statements } = position;
    const scale = this.#readers.question.get(position.question)?.scale;
    const latest = latestStatement(this.#readers.statement.getMany(statements));
    if (scale === undefined || latest === null) throw new RangeError(`position ${id} refers to what is not stored`);
    this.#upsert('positions', ['id'], positionToRow(position, scale, latest.id));
    this.#removeEvidence.run({ position: id });
    statements.forEach((statement, ordinal) => {
      this.#upsert('evidence', ['position', 'statement'], { position: id, statement, expert, ordinal });
    });
  }

  /** Statements that count on the day their source was published move with it; answers with their ids. */
  #redateStatements({ id, publishedOn, revision }: Source): string[] {
    return this.#statements
      .all(
        sqlBuilder
          .updateTable('statements')
          .set({ said_on: publishedOn, said_until: untilOf(publishedOn), revision })
          .where('source', '=', id)
          .where('said_on_from', '=', 'source')
          .where('said_on', '<>', publishedOn)
          .returning('id'),
      )
      .map((statement) => statement.id);
  }

  /** A position's day is derived: it follows when a statement's day moved. */
  #redatePositions(statements: readonly string[], revision: number): void {
    if (statements.length === 0) return;
    const cited = this.#statements.all(
      sql<{ position: string }>`SELECT DISTINCT position FROM evidence
        WHERE statement IN (SELECT value FROM json_each(${JSON.stringify(statements)}))`,
    );
    for (const { position: id } of cited) {
      const position = this.#readers.position.get(id);
      const latest = position && latestStatement(this.#readers.statement.getMany(position.statements));
      if (!position || !latest) throw new RangeError(`position ${id} has lost its evidence`);
      if (latest.saidOn === position.saidOn && latest.saidOnFrom === position.saidOnFrom) continue;
      this.#writePosition({ ...position, saidOn: latest.saidOn, saidOnFrom: latest.saidOnFrom, revision });
    }
  }

  #upsert(table: string, key: readonly string[], row: { readonly [column: string]: unknown }): void {
    let statement = this.#upserts.get(table);
    if (statement === undefined) {
      const columns = Object.keys(row);
      const refs = columns.map((column) => sql.ref(column));
      const updates = columns
        .filter((column) => !key.includes(column))
        .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
      statement = this.#statements.define(
        sql`INSERT INTO ${sql.table(table)} (${sql.join(refs)}) VALUES (${sql.join(columns.map((column) => param(column)))})
          ON CONFLICT (${sql.join(key.map((column) => sql.ref(column)))}) DO UPDATE SET ${sql.join(updates)}`,
      );
      this.#upserts.set(table, statement);
    }
    statement.run(row);
  }
}

/** A plan is made before its transaction begins: what was made public meanwhile must not be undone by it. */
function refuseOutdated(before: Write['record'] | null, after: Write['record']): void {
  if (before === null || !('status' in before) || !('status' in after) || mayBecome(before.status, after.status))
    return;
  const what = `position "${after.id}" became ${before.status} meanwhile`;
  throw new Failure('invalid', `${what}; nothing was written, try again`);
}
