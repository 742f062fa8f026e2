/** A mock of the service that another's program makes of a document. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export const READ = [
  ['/v1/questions/red-line/matrix', ({ experts, cells }) => experts.length > 0 && cells.length > 0],
  ['/v1/experts/davis', ({ name }) => name === 'Paul Davis'],
  ['/v1/compare?expert=davis&expert=turner', ({ experts }) => experts.length === 2],
];

const EXPERT = { method: 'POST', body: JSON.stringify({ name: 'Ada Example' }) };
export const WRITTEN = [['/v1/experts', ({ name }) => name === 'Paul Davis', EXPERT]];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Asks the mock for what a newcomer asks for first, and fails where it has no sensible data. */
export async function askMock(document, folder, expected) {
  const port = await freePort();
  const mock = spawn(`${folder}/node_modules/.bin/prism`, ['mock', '-p', String(port), document]);
  try {
    await new Promise((resolve, reject) => {
      let said = '';
      // It goes on telling of each request: nobody may stop listening.
      mock.stdout.on('data', (text) => {
        said += text;
        if (said.includes('is listening on')) resolve();
      });
      mock.once('exit', () => reject(new Error(`the mock ended: ${said}`)));
    });
    for (const [path, isSensible, request = {}] of expected) {
      const headers = { accept: 'application/json', authorization: 'Bearer any', 'content-type': 'application/json' };
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { ...request, headers });
      const body = await answer.json();
      if (!isSensible(body)) throw new Error(`the mock answers ${path} with ${JSON.stringify(body).slice(0, 200)}`);
    }
  } finally {
    mock.kill();
    await once(mock, 'exit');
  }
}
