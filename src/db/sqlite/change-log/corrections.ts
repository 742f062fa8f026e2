/** Corrections: which entries of the log correct what was public, and which published positions they touch. */
import { type RawBuilder, sql } from 'kysely';
import {
  followersOf,
  MAX_TOUCHED,
  newlyPublished,
  type Touch,
  type TouchedPositions,
} from '../../../core/change-log/correction.ts';
import type { CellCorrection } from '../../../core/matrix/corrected.ts';
import type { Kind } from '../../../core/records/kinds.ts';
import type { DecidedChange } from '../../../core/writing/decide.ts';
import { signedOtherwise } from '../../../core/writing/meaning.ts';
import { anyRedirects, idNow } from '../records/redirects.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { everNamed, given } from './ever-named.ts';

const id = () => param<string>('id');
/** What every row of a correction begins and ends with. */
const seq = () => param<number>('seq');
const day = () => param<string>('day');

/** What a correction of a record touches, once it is written, by the record's kind. */
const TOUCHED: { readonly [K in Kind]: RawBuilder<unknown> } = {
  expert: sql`SELECT ${seq()}, ${id()}, NULL, NULL, ${day()}`,
  question: sql`SELECT ${seq()}, NULL, ${id()}, NULL, ${day()}`,
  scale: sql`SELECT ${seq()}, NULL, id, NULL, ${day()} FROM questions WHERE scale = ${id()}`,
  position: sql`SELECT ${seq()}, expert, question, id, ${day()} FROM positions WHERE id = ${id()}`,
  statement: sql`SELECT ${seq()}, positions.expert, positions.question, positions.id, ${day()} FROM evidence
    CROSS JOIN positions ON positions.id = evidence.position
    WHERE evidence.statement = ${id()} AND positions.status <> 'draft'`,
  source: sql`SELECT DISTINCT ${seq()}, positions.expert, positions.question, positions.id, ${day()} FROM (
      SELECT id FROM statements WHERE source = ${id()}
      UNION ALL SELECT statement AS id FROM statement_reprints WHERE source = ${id()}) printed
    CROSS JOIN evidence ON evidence.statement = printed.id
    CROSS JOIN positions ON positions.id = evidence.position
    WHERE positions.status <> 'draft'`,
};

/** What an expert who is named otherwise touches beside their own: what others hold by words that both signed. */
const signedWith = (signed: RawBuilder<unknown>) =>
  sql`SELECT DISTINCT ${seq()}, positions.expert, positions.question, positions.id, ${day()} FROM (${signed}) signed
    CROSS JOIN evidence ON evidence.statement = signed.id
    CROSS JOIN positions ON positions.id = evidence.position
    WHERE positions.expert <> ${id()} AND positions.status <> 'draft'`;
const SIGNED = {
  all: signedWith(sql`SELECT id FROM statements WHERE expert = ${id()}
    UNION ALL SELECT statement AS id FROM statement_cosigners WHERE expert = ${id()}`),
  some: signedWith(sql`SELECT value AS id FROM json_each(${param<string>('statements')})`),
};

/** What a correction of all that was merged touched until then: the other's cells were never corrected by it. */
const mergedInto = (one: 'expert' | 'question', other: 'expert' | 'question') => sql`
  UPDATE corrections SET merged_at = ${seq()} WHERE ${sql.ref(other)} IS NULL AND merged_at IS NULL AND ${sql.ref(one)} IN (
    WITH RECURSIVE named (id) AS (
      SELECT ${id()}
      UNION SELECT changes.before ->> '$.id' FROM named CROSS JOIN changes
        WHERE changes.action = 'rename' AND changes.entity = ${one} AND changes.id = named.id AND changes.seq < ${seq()}
    ) SELECT id FROM named)`;

/** What a merger touches: what followed it. */
const FOLLOWERS = sql`SELECT ${seq()}, expert, question, id, ${day()} FROM positions
  WHERE id IN (SELECT value FROM json_each(${param<string>('positions')})) AND status <> 'draft'
  UNION SELECT ${seq()}, positions.expert, positions.question, positions.id, ${day()}
    FROM json_each(${param<string>('statements')}) CROSS JOIN evidence ON evidence.statement = value
    CROSS JOIN positions ON positions.id = evidence.position WHERE positions.status <> 'draft'`;

const OF_POSITIONS = sql`SELECT DISTINCT expert, question FROM corrections
  WHERE seq = ${seq()} AND position IS NOT NULL`;

/** The cells of what it touches beside positions, which are stale since; those of positions are so by themselves. */
const STALE: { readonly [K in Exclude<Kind, 'position'>]: RawBuilder<unknown> } = {
  expert: sql`SELECT expert, question FROM positions WHERE expert = ${id()} UNION ${OF_POSITIONS}`,
  question: sql`SELECT DISTINCT expert, question FROM positions WHERE question = ${id()}`,
  scale: sql`SELECT DISTINCT expert, question FROM positions WHERE scale = ${id()}`,
  statement: OF_POSITIONS,
  source: OF_POSITIONS,
};

const INTO = sql`INSERT INTO corrections (seq, expert, question, position, day)`;

type Noting = { readonly touch: Defined<unknown>; readonly makeStale: Defined<unknown> | null };

const entryOf = ({ kind, before, after }: DecidedChange) => ({ kind, before, after: after?.record ?? null });

/** Notes corrections, inside the transaction that makes them. */
export class CorrectionWriter {
  readonly #statements: Statements;
  readonly #noting = new Map<Kind, Noting>();
  readonly #alone: Defined<unknown>;
  readonly #touched: Defined<{ position: string }>;
  readonly #untouch: Defined<unknown>;
  readonly #followers: Defined<unknown>;
  readonly #merged: { readonly expert: Defined<unknown>; readonly question: Defined<unknown> };
  readonly #signed: { readonly all: Defined<unknown>; readonly some: Defined<unknown> };

  constructor(statements: Statements) {
    this.#statements = statements;
    this.#alone = statements.define(
      sql`${INTO} SELECT ${seq()}, NULL, NULL, NULL, ${day()}
        WHERE NOT EXISTS (SELECT 1 FROM corrections WHERE seq = ${seq()})`,
    );
    this.#touched = statements.define(
      sql<{ position: string }>`SELECT position FROM corrections WHERE seq = ${seq()} AND position IS NOT NULL`,
    );
    this.#untouch = statements.define(
      sql`DELETE FROM corrections WHERE seq = ${seq()} AND position = ${param<string>('position')}`,
    );
    this.#followers = statements.define(sql`${INTO} ${FOLLOWERS}`);
    this.#merged = {
      expert: statements.define(mergedInto('expert', 'question')),
      question: statements.define(mergedInto('question', 'expert')),
    };
    this.#signed = {
      all: statements.define(sql`${INTO} ${SIGNED.all}`),
      some: statements.define(sql`${INTO} ${SIGNED.some}`),
    };
  }

  /** To be told of what was written at that instant when its rows and its entries in the log are there. */
  note(changes: readonly DecidedChange[], at: string): void {
    const day = at.slice(0, DAY);
    const published = new Map(newlyPublished(changes).map(({ id, seq }) => [id, seq]));
    for (const change of changes) {
      if (!change.corrects) continue;
      const { seq, kind, before, after } = change;
      const id = after?.record.id ?? before?.id;
      const { touch, makeStale } = this.#notingOf(kind);
      if (change.isMerger) {
        const { positions, statements } = followersOf(change, changes);
        if (kind === 'expert' || kind === 'question') this.#merged[kind].run({ seq, id: before?.id });
        this.#followers.run({ seq, day, positions: JSON.stringify(positions), statements: JSON.stringify(statements) });
      } else {
        touch.run({ seq, id, day });
        this.#touchSigned(change, changes, day);
      }
      for (const { position } of published.size === 0 ? [] : this.#touched.all({ seq }))
        if ((published.get(position) ?? 0) > seq) this.#untouch.run({ seq, position });
      this.#alone.run({ seq, day });
      makeStale?.run({ seq, id });
    }
  }

  /** Those whose words somebody signed who is called otherwise since. */
  #touchSigned(change: DecidedChange, changes: readonly DecidedChange[], day: string): void {
    const { seq, before, after } = change;
    const id = after?.record.id ?? before?.id;
    const signed = signedOtherwise(entryOf(change), () => changes.map(entryOf));
    if (signed === 'all') this.#signed.all.run({ seq, id, day });
    else if (signed.length > 0) this.#signed.some.run({ seq, id, day, statements: JSON.stringify(signed) });
  }

  #notingOf(kind: Kind): Noting {
    const known = this.#noting.get(kind) ?? {
      touch: this.#statements.define(sql`${INTO} ${TOUCHED[kind]}`),
      makeStale:
        kind === 'position'
          ? null
          : this.#statements.define(sql`INSERT OR IGNORE INTO cells_to_judge (expert, question) ${STALE[kind]}`),
    };
    this.#noting.set(kind, known);
    return known;
  }
}

const DAY = '2024-10-23'.length;

/** Was anything ever corrected? */
export const anyCorrections = (statements: Statements): boolean =>
  statements.all(sql`SELECT 1 FROM corrections LIMIT 1`).length > 0;

/** The last correction of single cells. */
export class LastCorrections {
  readonly #last: Defined<{ day: string | null }>;

  constructor(statements: Statements) {
    const named = (kind: 'expert' | 'question') =>
      sql`(SELECT ${param(kind)} UNION ALL SELECT old_id FROM redirects WHERE entity = ${kind} AND id = ${param(kind)})`;
    this.#last = statements.define(
      sql<{ day: string | null }>`SELECT max(day) AS day FROM (
        SELECT day FROM corrections WHERE expert IN ${named('expert')} AND question IN ${named('question')}
        UNION ALL SELECT day FROM corrections WHERE expert IN ${named('expert')} AND question IS NULL AND merged_at IS NULL
        UNION ALL SELECT day FROM corrections WHERE question IN ${named('question')} AND expert IS NULL AND merged_at IS NULL)`,
    );
  }

  /** The day of the last of the cell of an expert on a question; null where there was none. */
  of(cell: { readonly expert: string; readonly question: string }): string | null {
    return this.#last.get(cell)?.day ?? null;
  }
}

/** The last correction of each cell, of each expert and of each question among these, under the ids of today. */
export function correctionsOf(
  statements: Statements,
  experts: readonly string[],
  questions: readonly string[],
): readonly CellCorrection[] {
  if (!anyCorrections(statements)) return [];
  const among = (kind: 'expert' | 'question', ids: readonly string[]) => everNamed(kind, given(ids), 'all');
  // To follow each id costs more than all the rest, and most records never gave one up.
  const now = anyRedirects(statements) ? idNow : (_: Kind, column: string) => sql.ref(column);
  return statements.all(
    sql<CellCorrection>`SELECT ${now('expert', 'c.expert')} AS expert,
        ${now('question', 'c.question')} AS question, max(c.day) AS "on", max(c.seq) AS seq FROM (
        SELECT expert, question, day, seq FROM corrections
          WHERE question IN (${among('question', questions)}) AND merged_at IS NULL
        UNION ALL SELECT expert, question, day, seq FROM corrections
          WHERE question IS NULL AND merged_at IS NULL AND expert IN (${among('expert', experts)})) c
      GROUP BY 1, 2`,
  );
}

/** Of each of the corrections the first MAX_TOUCHED of what it touches, and how much that is. */
export function touchedBy(statements: Statements, seqs: readonly number[]): ReadonlyMap<number, TouchedPositions> {
  if (seqs.length === 0) return new Map();
  const rows = statements.all(
    sql<Touch & { seq: number; touched: number }>`SELECT * FROM (
      SELECT seq, expert, question, position, count(*) OVER (PARTITION BY seq) AS touched,
        row_number() OVER (PARTITION BY seq ORDER BY question, expert, position) AS place
      FROM corrections WHERE seq IN (SELECT value FROM json_each(${JSON.stringify(seqs)})) AND (expert IS NOT NULL OR question IS NOT NULL)
    ) WHERE place <= ${MAX_TOUCHED} ORDER BY seq, place`,
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.seq)].map(([seq, of]) => [
      seq,
      {
        touches: of.map(({ expert, question, position }) => ({ expert, question, position })),
        touched: of[0]?.touched ?? 0,
      },
    ]),
  );
}

type Whom = {
  readonly experts: RawBuilder<unknown> | null;
  readonly questions: RawBuilder<unknown> | null;
  /** Which part of the log, in terms of `c.seq`. */
  readonly among: RawBuilder<unknown>;
};

/** The numbers of the corrections that touch any of these experts, or of these questions, whatever they are called now. */
export function correctionsTouching({ experts, questions, among }: Whom): RawBuilder<unknown> {
  const conditions = [
    among,
    ...(experts === null ? [] : [touches('expert', 'question', experts)]),
    ...(questions === null ? [] : [touches('question', 'expert', questions)]),
  ];
  return sql`SELECT c.seq FROM corrections c WHERE ${sql.join(conditions, sql` AND `)}`;
}

/** A correction of all on a question touches the experts who hold a position there, and the other way round. */
function touches(
  one: 'expert' | 'question',
  other: 'expert' | 'question',
  ids: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const mine = sql.ref(`c.${one}`);
  return sql`(${mine} IN (${ids}) OR (${mine} IS NULL AND EXISTS (SELECT 1 FROM positions
    WHERE positions.${sql.ref(one)} IN (${ids}) AND positions.status <> 'draft' AND positions.${sql.ref(other)} = ${idNow(other, `c.${other}`)})))`;
}
