import type { Statement } from 'better-sqlite3';
import Database from 'better-sqlite3';
import t from 'tap';
import type { ChangeFilter } from '../../../../src/core/ports/store.ts';
import type { Sight } from '../../../../src/db/shared/sights.ts';
import { createChangeReader } from '../../../../src/db/sqlite/change-log/changes.ts';
import type { Connection } from '../../../../src/db/sqlite/connection.ts';
import { Statements } from '../../../../src/db/sqlite/statements.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { newPath } from '../../../helpers/store/database.ts';

const path = newPath(t);
await openSqliteStore(path).close();
const raw = new Database(path);
t.teardown(() => raw.close());

/** How SQLite would find the entries, in its own words, forwards and backwards. */
function plansOf(filter: ChangeFilter, sight: Sight = 'all'): string[] {
  const plans: string[] = [];
  const planning = {
    prepare: (sql: string): Pick<Statement, 'all'> => ({
      all: (...values) => {
        const steps = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
        plans.push(steps.map(({ detail }) => detail).join('\n'));
        return [];
      },
    }),
  };
  const changes = createChangeReader(new Statements(planning as unknown as Connection), sight);
  changes.after(5, 10, filter);
  changes.before(5, 10, filter);
  return plans;
}

const INDEXES: readonly [string, ChangeFilter, string, Sight?][] = [
  ['without a filter', {}, 'USING INTEGER PRIMARY KEY'],
  ['by experts', { expert: ['ada', 'ben'] }, 'USING INDEX changes_by_expert (expert=? AND seq'],
  ['what is public, by experts,', { expert: ['ada'] }, 'USING INDEX changes_by_expert (expert=? AND seq', 'public'],
  ['public', {}, 'USING INDEX public_changes (seq', 'public'],
  ['public, of the corrections,', { corrections: true }, 'USING COVERING INDEX corrections_in_order (seq', 'public'],
  ['by questions', { question: ['bridge'] }, 'USING INDEX changes_by_question (question=? AND seq'],
  ['by topics', { topic: ['traffic'] }, 'USING INDEX changes_by_question (question=? AND seq'],
  [
    'by record',
    { record: { kind: 'expert', id: 'ada' } },
    'USING COVERING INDEX changes_by_entity (entity=? AND id=? AND seq',
  ],
  ['corrections', { corrections: true }, 'USING COVERING INDEX corrections_in_order (seq'],
];

for (const [name, filter, index, sight] of INDEXES)
  t.test(`${name} entries are found by an index`, async (t) => {
    const plans = plansOf(filter, sight);
    t.equal(plans.length, 2);
    for (const plan of plans) {
      t.equal(plan.includes(index), true, plan);
      t.notMatch(plan, /SCAN changes/);
    }
  });

t.test('the other ids of a record are found by an index, those before it and those after', async (t) => {
  for (const plan of plansOf({ expert: ['ada'] })) {
    t.equal(plan.includes('SEARCH redirects USING COVERING INDEX redirects_by_id (entity=? AND id=?)'), true, plan);
    t.equal(plan.includes('SEARCH redirects USING PRIMARY KEY (entity=? AND old_id=?)'), true, plan);
  }
});
