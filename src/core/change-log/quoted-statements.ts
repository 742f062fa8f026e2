/** Quoted statements: those whose words belong to a change, each with the sources it stands in. */
import type { Position } from '../records/position.ts';
import type { Source } from '../records/source.ts';
import type { Statement } from '../records/statement.ts';
import type { Change } from './change.ts';

/** A statement that a change is about or rests on, with where it stands. */
export type QuotedStatement = { readonly statement: Statement; readonly sources: readonly Source[] };

/** The ids of the statements whose words belong to a change: its own, or those its position rests on. */
export function statementsOf({ entity, id, after }: Change): readonly string[] {
  if (after === null) return [];
  return entity === 'statement' ? [id] : entity === 'position' ? (after as unknown as Position).statements : [];
}
