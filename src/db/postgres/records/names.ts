/** Names: every record of a kind under those that it is known by, without the rest of it, in the order of ids. */
import { sql } from 'kysely';
import { NAMES_OF, type Named, type NamedKind } from '../../../core/records/near.ts';
import type { ExpertRow, QuestionRow, SourceRow } from '../../shared/tables.ts';
import type { Session } from '../statements.ts';
import { type State, seen, tableAt } from './tables.ts';

export async function namesOf(session: Session, kind: NamedKind, state: State): Promise<readonly Named[]> {
  const of = (table: string) => sql`FROM ${tableAt(table, state)} WHERE ${seen(table, state)} ORDER BY id`;
  if (kind === 'expert') {
    const rows = await session.all(
      sql<Pick<ExpertRow, 'id' | 'name' | 'aliases'>>`SELECT id, name, aliases ${of('experts')}`,
    );
    return rows.map(({ id, name, aliases }) => ({
      id,
      names: NAMES_OF.expert({ name, aliases: JSON.parse(aliases) }),
    }));
  }
  if (kind === 'question') {
    const rows = await session.all(
      sql<Pick<QuestionRow, 'id' | 'title' | 'aliases'>>`SELECT id, title, aliases ${of('questions')}`,
    );
    return rows.map(({ id, title, aliases }) => ({
      id,
      names: NAMES_OF.question({ title, aliases: JSON.parse(aliases) }),
    }));
  }
  const rows = await session.all(
    sql<Pick<SourceRow, 'id' | 'title' | 'publisher' | 'published_on' | 'url'>>`
      SELECT id, title, publisher, published_on, url ${of('sources')}`,
  );
  return rows.map(({ id, published_on: publishedOn, ...it }) => ({
    id,
    names: NAMES_OF.source({ ...it, publishedOn }),
  }));
}
