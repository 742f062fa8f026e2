/**
 * Schemas for stores that are to be empty: one that a test has done with is emptied and lent to the next, as to make all
 * tables and indexes takes several times as long. For tests that know nothing of the schema but the store on it.
 */
import type { Test } from 'tap';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import { newSchema, type Server } from './server.ts';

/** What a schema begins with is taken from it; nobody writes there. */
const FIRST = 'first';

let first: Promise<unknown> | undefined;
const emptied: string[] = [];

/** The name of a schema that has nothing in it, until the test ends: close the stores on it first. */
export async function lentSchema(t: Pick<Test, 'teardown'>, server: Server): Promise<string> {
  first ??= openPostgresStore(server.settings(FIRST)).then((store) => store.close());
  await first;
  const schema = emptied.pop() ?? newSchema();
  t.teardown(async () => {
    await server.ask(emptying(schema));
    emptied.push(schema);
  });
  return schema;
}

/** Rules hold no more, and what refers to what does not matter, where a session says that it copies. */
const emptying = (schema: string): string => `
  DO $$
  DECLARE it regclass;
  BEGIN
    SET LOCAL session_replication_role = replica;
    FOR it IN SELECT oid FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relkind = 'r'
      AND relname <> 'migrations' AND pg_relation_size(oid) > 0
    LOOP
      EXECUTE format('DELETE FROM %s', it);
    END LOOP;
    PERFORM setval(oid, 1, FALSE) FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relkind = 'S';
    INSERT INTO ${schema}.head SELECT * FROM ${FIRST}.head;
  END $$`;
