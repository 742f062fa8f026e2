/**
 * What a distributed engine (Citus, a schema for each newsroom) asks of migrations and statements, held by a look at their
 * texts: few servers that tests have offer the engine (citus.test.ts).
 */
import { globSync, readFileSync } from 'node:fs';
import t from 'tap';

const ROOT = new URL('../../../', import.meta.url);

type Text = { readonly path: string; readonly text: string };

const read = (pattern: string, comments: RegExp): Text[] =>
  globSync(pattern, { cwd: ROOT }).map((path) => ({
    path,
    text: readFileSync(new URL(path, ROOT), 'utf8').replace(comments, ''),
  }));

const migrations = read('db/postgres/*.sql', /--.*$/gm);
/** With `?` for what is bound. */
const statements = read('src/db/postgres/**/*.ts', /\/\*[\s\S]*?\*\/|\/\/.*$/gm).map(({ path, text }) => ({
  path,
  text: text.replace(/\$\{[^}]*\}/g, '?'),
}));

/** The bodies of functions. */
const bodies = (text: string): string[] => [...text.matchAll(/\$\$([\s\S]*?)\$\$/g)].map(([, body = '']) => body);

const NAMED = /\b(?:FROM|JOIN|UPDATE|INSERT\s+INTO)\s+([a-z_]+)\b(?!\s*\()/g;

/** Tables that a function names without a schema; rows that its trigger is handed are none. */
function namedAlone(text: string): string[] {
  const handed = [...text.matchAll(/\bNEW TABLE AS (\w+)/g)].map(([, name]) => name);
  const named = bodies(text).flatMap((body) => [...body.matchAll(NAMED)].map(([, name = '']) => name));
  return named.filter((name) => !handed.includes(name));
}

type Rule = {
  readonly name: string;
  readonly of: readonly Text[];
  readonly isBroken: (text: string) => boolean;
  /** What breaks it, so that it is known to be looked for. */
  readonly example: string;
};

const found =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

const RULES: readonly Rule[] = [
  {
    name: 'a function names no table without the schema it was called for',
    of: migrations,
    isBroken: (text) => namedAlone(text).length > 0,
    example: '$$ BEGIN SELECT seq FROM head; END $$',
  },
  {
    name: 'triggers are made in files that make no tables, and can run alone',
    of: migrations,
    isBroken: (text) => /\bCREATE TRIGGER\b/.test(text) && /\bCREATE TABLE\b/.test(text),
    example: 'CREATE TABLE a (b text); CREATE TRIGGER c BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION d();',
  },
  {
    name: 'what is added to a table by itself has a name',
    of: migrations,
    isBroken: found(/\bADD\s+(?:FOREIGN KEY|CHECK|UNIQUE|PRIMARY KEY)\b/),
    example: 'ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c (d);',
  },
  {
    name: 'one thing is altered at a time',
    of: migrations,
    isBroken: found(/\bALTER TABLE\b[^;]*\b(?:ADD|DROP|ALTER)\b[^;]*,\s*(?:ADD|DROP|ALTER)\b/),
    example: 'ALTER TABLE a ADD COLUMN b text, DROP COLUMN c;',
  },
  {
    name: 'no constraint is renamed, and nothing merged',
    of: [...migrations, ...statements],
    isBroken: found(/\bRENAME CONSTRAINT\b|\bMERGE INTO\b/),
    example: 'ALTER TABLE a RENAME CONSTRAINT b TO c;',
  },
  {
    name: 'the past is asked for by parameters, and not by views',
    of: migrations,
    isBroken: found(/\bCREATE (?:OR REPLACE )?(?:TEMP )?VIEW\b/),
    example: "CREATE VIEW a AS SELECT current_setting('b');",
  },
  {
    name: 'what is random, or the time, comes as a parameter',
    of: [...migrations, ...statements],
    isBroken: found(/\b(?:UPDATE|INSERT INTO)\b[^;`]*\b(?:now|random|gen_random_uuid|clock_timestamp)\s*\(/),
    example: 'UPDATE a SET b = now();',
  },
  {
    name: 'a signal is selected from nothing, or it is lost',
    of: statements,
    isBroken: found(/pg_notify\([^`;]*\)\s*FROM\b/),
    example: "SELECT pg_notify('a', 'b') FROM head",
  },
  {
    name: 'there are no cursors, no exported snapshots and no temporary tables',
    of: [...migrations, ...statements],
    isBroken: found(/\bDECLARE \w+ CURSOR\b|pg-cursor|pg_export_snapshot|\bCREATE TEMP/),
    example: 'CREATE TEMP TABLE a (b text)',
  },
  {
    name: 'no failure is known by the name of its constraint',
    of: statements,
    isBroken: found(/\.constraint\b/),
    example: "if (error.constraint === 'a') throw error;",
  },
  {
    name: 'whoever defers references has them looked at before the end',
    of: statements,
    isBroken: (text) => /SET CONSTRAINTS ALL DEFERRED/.test(text) && !/check_references\(\)/.test(text),
    example: 'SET CONSTRAINTS ALL DEFERRED',
  },
];

t.ok(migrations.length > 0 && statements.length > 50, 'there is something to look at');
for (const { name, of, isBroken, example } of RULES)
  t.test(name, async (t) => {
    t.ok(isBroken(example), 'it would be found');
    for (const { path, text } of of) t.notOk(isBroken(text), path);
  });
