/** Names: every record of a kind under those that it is known by, without the rest of it. */
import { sql } from 'kysely';
import { NAMES_OF, type Named, type NamedKind } from '../../../core/records/near.ts';
import type { Sight } from '../../shared/sights.ts';
import type { ExpertRow, QuestionRow, SourceRow } from '../../shared/tables.ts';
import type { Statements } from '../statements.ts';
import { seen } from './filter.ts';

/** Reads them in the order of ids. */
export function namesOf(statements: Statements, sight: Sight): (kind: NamedKind) => readonly Named[] {
  const visible = (table: string) => seen(table, sight) ?? sql`TRUE`;
  const experts = statements.define<Pick<ExpertRow, 'id' | 'name' | 'aliases'>>(
    sql`SELECT id, name, aliases FROM experts WHERE ${visible('experts')} ORDER BY id`,
  );
  const questions = statements.define<Pick<QuestionRow, 'id' | 'title' | 'aliases'>>(
    sql`SELECT id, title, aliases FROM questions WHERE ${visible('questions')} ORDER BY id`,
  );
  const sources = statements.define<Pick<SourceRow, 'id' | 'title' | 'publisher' | 'published_on' | 'url'>>(
    sql`SELECT id, title, publisher, published_on, url FROM sources WHERE ${visible('sources')} ORDER BY id`,
  );
  const read: { readonly [K in NamedKind]: () => readonly Named[] } = {
    expert: () =>
      experts
        .all()
        .map(({ id, name, aliases }) => ({ id, names: NAMES_OF.expert({ name, aliases: JSON.parse(aliases) }) })),
    question: () =>
      questions
        .all()
        .map(({ id, title, aliases }) => ({ id, names: NAMES_OF.question({ title, aliases: JSON.parse(aliases) }) })),
    source: () =>
      sources
        .all()
        .map(({ id, published_on: publishedOn, ...it }) => ({ id, names: NAMES_OF.source({ ...it, publishedOn }) })),
  };
  return (kind) => read[kind]();
}
