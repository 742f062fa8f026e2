/** The entrance over the standard streams: one connection for as long as they are open, in the protocol of 2026-07-28 or that of 2025. */
import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { McpConnection } from './connection.ts';
import { createServer } from './server.ts';

/** Serves until the input ends, or the signal is given. Nothing but the protocol is written to the output. */
export async function serveOverStdio(
  connection: McpConnection,
  input: Readable,
  output: Writable,
  signal: AbortSignal,
): Promise<void> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  input.once('close', end).once('end', end);
  output.once('close', end).once('error', end);
  signal.addEventListener('abort', () => end());
  const { close } = serveStdio(() => createServer(connection), {
    transport: new StdioServerTransport(input, output),
    onerror: connection.report,
    maxSubscriptions: 0,
  });
  await ended;
  await close();
}
