/**
 * The floor of reading one question with its evidence: a program of one engine's driver and nothing else, which reads the
 * same rows in whole and makes nothing of them. All is asked for in one go.
 */
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { parseAddress } from '../../src/db/postgres/address.ts';
import type { PostgresSettings } from '../../src/db/postgres/connect.ts';

const HELD = `FROM positions JOIN evidence ON evidence.position = positions.id
  JOIN statements ON statements.id = evidence.statement`;
const OF_QUESTION = "WHERE positions.question = $1 AND positions.status <> 'draft'";

/** Each with the id of the question as its parameter. */
const READINGS = [
  'SELECT * FROM questions WHERE id = $1',
  'SELECT scales.* FROM scales JOIN questions ON questions.scale = scales.id WHERE questions.id = $1',
  'SELECT scale_options.* FROM scale_options JOIN questions ON questions.scale = scale_options.scale WHERE questions.id = $1 ORDER BY ordinal',
  'SELECT *, $1 AS asked FROM experts ORDER BY sort_key, id',
  `SELECT * FROM positions ${OF_QUESTION} ORDER BY said_until DESC, id DESC`,
  `SELECT statements.* ${HELD} ${OF_QUESTION}`,
  `SELECT DISTINCT sources.* ${HELD} JOIN sources ON sources.id = statements.source ${OF_QUESTION}`,
];

/** Reads it, and answers how many rows that was. */
export type BareReader = { read(question: string): Promise<number>; close(): Promise<void> };

export function bareFile(path: string): BareReader {
  const db = new Sqlite(path, { readonly: true });
  // The engine knows parameters by a name that follows the sign.
  const readings = READINGS.map((text) => db.prepare<[{ 1: string }]>(text));
  return {
    read: async (question) => readings.reduce((rows, it) => rows + it.all({ 1: question }).length, 0),
    close: async () => {
      db.close();
    },
  };
}

export async function bareServer({ address, schema }: PostgresSettings): Promise<BareReader> {
  const { hosts, database, user } = parseAddress(address, 'STANDPOINT_DB');
  const client = new pg.Client({
    ...hosts[0],
    database,
    user,
    pipeline: true,
    options: `-c search_path=${schema} -c jit=off`,
  });
  await client.connect();
  return {
    read: async (question) => {
      const found = await Promise.all(
        READINGS.map((text, index) => client.query({ name: `${index}`, text, values: [question], rowMode: 'array' })),
      );
      return found.reduce((rows, it) => rows + it.rows.length, 0);
    },
    close: () => client.end(),
  };
}
