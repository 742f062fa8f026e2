/**
 * Floors that ask the database, on plain better-sqlite3: `table` reads a table of current cells that somebody maintains,
 * `window` finds the latest position of each cell by a window function; both send all rows as JSON.stringify writes them.
 * `texts` does what no kept cell can be sent without: it reads the texts of ours, puts them one behind the other, and hashes them.
 */
import { hash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';

const QUERIES: { readonly [mode: string]: string } = {
  table: 'SELECT * FROM current ORDER BY expert, question',
  window: `SELECT * FROM (
      SELECT *, row_number() OVER (PARTITION BY expert, question ORDER BY said_until DESC, recorded_at DESC, id) AS place
      FROM positions WHERE status = 'published')
    WHERE place = 1 ORDER BY expert, question`,
  texts: 'SELECT CAST(group_concat(cell) AS BLOB) AS cells FROM cells GROUP BY expert',
};

const [path = '', mode = ''] = process.argv.slice(2);
const statement = new Database(path, { readonly: true }).prepare(QUERIES[mode] ?? '');
const textsOf = (rows: unknown[]): Buffer => Buffer.concat((rows as { cells: Buffer }[]).map(({ cells }) => cells));
const server = createServer((_request, response) => {
  const rows = statement.all();
  const body = mode === 'texts' ? textsOf(rows) : Buffer.from(JSON.stringify(rows));
  const headers = ['content-type', 'application/json', 'content-length', String(body.length)];
  if (mode === 'texts') headers.push('etag', hash('sha256', body, 'base64url'));
  response.writeHead(200, headers).end(body);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit());
