import t from 'tap';
import { LogClock } from '../../../../src/db/shared/change-log/clock.ts';
import { connect } from '../../../../src/db/sqlite/connection.ts';
import { migrate } from '../../../../src/db/sqlite/maintenance/migrate.ts';
import { createStore } from '../../../../src/db/sqlite/store.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';
import { randomPlansContract } from '../../contract/random-plans.ts';

randomPlansContract(t, async () => storeInMemory(CLOCK));

t.test('which cells are stale is decided, and does not hang on the triggers that other programs need', async (t) => {
  randomPlansContract(t, async () => {
    const connection = connect(':memory:');
    migrate(connection, ':memory:');
    const names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'cells_*'");
    const triggers = names.pluck().all();
    t.equal(triggers.length, 4);
    for (const name of triggers) connection.exec(`DROP TRIGGER ${name}`);
    const store = createStore(connection, ':memory:', new LogClock(CLOCK));
    const ofTriggers = triggers.map((name) => `the database lacks the trigger ${name}`);
    return { ...store, check: async () => (await store.check()).filter(({ what }) => !ofTriggers.includes(what)) };
  });
});
