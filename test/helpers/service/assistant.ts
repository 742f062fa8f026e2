/** Assistants' programs: the official client, over HTTP or the standard streams, in either era of the protocol. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { App } from '../../../src/http/fastify-app.ts';
import { PROGRAM, PROGRAM_CACHE, type Surroundings, type Workplace } from './bin.ts';

export const ERAS = { modern: '2026-07-28', legacy: '2025-11-25' } as const;
export type Era = keyof typeof ERAS;

export const ASSISTANT = { name: 'trial-assistant', version: '1.2.3' };

const clientOf = (era: Era): Client =>
  new Client(ASSISTANT, { versionNegotiation: { mode: era === 'modern' ? { pin: ERAS.modern } : 'legacy' } });

/** A client that asks a service over sockets; closed when the test has ended. */
export async function clientOver(
  t: Pick<Surroundings, 'teardown'>,
  app: App,
  era: Era,
  headers: { readonly [name: string]: string } = {},
): Promise<Client> {
  const address = app.server.listening ? addressOf(app) : await app.listen({ port: 0, host: '127.0.0.1' });
  const client = clientOf(era);
  await client.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`), { requestInit: { headers } }));
  t.teardown(() => client.close());
  return client;
}

function addressOf(app: App): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new TypeError('it listens on no port');
  return `http://127.0.0.1:${address.port}`;
}

/** A client that has started "standpoint mcp" on the database of a workplace, by the `bin` of this checkout or another one. */
export async function clientOfCommand(
  t: Pick<Surroundings, 'teardown'>,
  { database, folder, bin = PROGRAM }: Pick<Workplace, 'database' | 'folder'> & { readonly bin?: string },
  era: Era,
  settings: { readonly [name: string]: string } = {},
): Promise<Client> {
  const client = clientOf(era);
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, NODE_COMPILE_CACHE: PROGRAM_CACHE, STANDPOINT_DB: database, ...settings };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [bin, 'mcp'], env, cwd: folder, stderr: 'pipe' }),
  );
  t.teardown(() => client.close());
  return client;
}

type Called = Awaited<ReturnType<Client['callTool']>>;

/** What a tool says in words. */
export const textOf = ({ content }: Pick<Called, 'content'>): string =>
  content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
