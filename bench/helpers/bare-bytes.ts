/** The floor of every answer: a server of Node's that sends the same headers and the same bytes, whatever is asked. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [file = '', fields = '[]'] = process.argv.slice(2);
const body = readFileSync(file);
const headers = (JSON.parse(fields) as [string, string][]).flat();
const server = createServer((_request, response) => {
  response.writeHead(200, headers).end(body);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit());
