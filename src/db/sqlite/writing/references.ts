/** Who cites whom: the records that hold a record's id. */
import { sql } from 'kysely';
import type { Kind } from '../../../core/records/kinds.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import type { Readers } from '../records/read.ts';
import type { Statements } from '../statements.ts';

type Citing = {
  readonly kind: Kind;
  readonly column: 'scale' | 'expert' | 'source' | 'question' | 'statements';
};

/** Kinds in the order in which they may be written. */
const CITING: { readonly [K in Kind]: readonly Citing[] } = {
  scale: [{ kind: 'question', column: 'scale' }],
  expert: [
    { kind: 'statement', column: 'expert' },
    { kind: 'position', column: 'expert' },
  ],
  source: [{ kind: 'statement', column: 'source' }],
  question: [{ kind: 'position', column: 'question' }],
  statement: [{ kind: 'position', column: 'statements' }],
  position: [],
};

const TABLES = { question: 'questions', statement: 'statements', position: 'positions' } as const;

/** The records that cite a record, by kind and id, at most `limit`. */
export function citing(
  statements: Statements,
  kind: Kind,
  id: string,
  limit: number,
): { readonly kind: Kind; readonly id: string }[] {
  return CITING[kind].flatMap((by) => {
    const query =
      by.column === 'statements'
        ? sql<{
            id: string;
          }>`SELECT position AS id FROM evidence WHERE statement = ${id} ORDER BY position LIMIT ${limit}`
        : sql<{ id: string }>`SELECT id FROM ${sql.table(TABLES[by.kind as keyof typeof TABLES])}
            WHERE ${sql.ref(by.column)} = ${id} ORDER BY id LIMIT ${limit}`;
    return statements.all(query).map((row) => ({ kind: by.kind, id: row.id }));
  });
}

/** The citing record with `to` where it had `from`. */
export function citingAnew(readers: Readers, kind: Kind, by: { kind: Kind; id: string }, from: string, to: string) {
  const before = readers[by.kind].get(by.id);
  if (before === null) throw new RangeError(`${by.kind} ${by.id} is not stored`);
  const { column } = CITING[kind].find((it) => it.kind === by.kind) ?? { column: undefined };
  if (column === undefined) throw new RangeError(`a ${by.kind} does not cite a ${kind}`);
  const held = (before as { readonly [field: string]: unknown })[column];
  const record = { ...before, [column]: Array.isArray(held) ? held.map((id) => (id === from ? to : id)) : to };
  return { before, write: { kind: by.kind, record } as AnyRecord };
}
