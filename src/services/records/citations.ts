/** Statements with those who made them and the sources they stand in. */
import { type Cited, citer } from '../../core/matrix/citation.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Statement } from '../../core/records/statement.ts';

export async function citeStatements(store: Reading, statements: readonly Statement[]): Promise<Cited> {
  const ids = (of: (statement: Statement) => readonly string[]) => [...new Set(statements.flatMap(of))];
  const [experts, sources] = await Promise.all([
    store.getMany(
      'expert',
      ids(({ experts }) => experts),
    ),
    store.getMany(
      'source',
      ids(({ sources }) => sources),
    ),
  ]);
  return { positions: [], statements: statements.map(citer(experts, sources)) };
}
