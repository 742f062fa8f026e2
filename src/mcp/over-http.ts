/** The entrance over HTTP: one message in, one answer out, in the protocol of 2026-07-28 or that of 2025. Who may ask is settled before. */
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { McpConnection } from './connection.ts';
import { createServer } from './server.ts';

/** What came, with its body parsed. */
export type Asked = {
  readonly url: string;
  readonly headers: Headers;
  readonly body: object;
};

/** Answers one message. */
export async function answerOverHttp(connection: McpConnection, { url, headers, body }: Asked): Promise<Response> {
  let failure: unknown;
  const handler = createMcpHandler(() => createServer(connection), {
    keepAliveMs: 0,
    maxSubscriptions: 0,
    onerror: (error) => {
      failure = error;
    },
  });
  const response = await handler.fetch(new Request(url, { method: 'POST', headers }), { parsedBody: body });
  // What it rejects it answers, and that is no failure of ours.
  if (response.status >= 500) connection.report(failure);
  return response;
}
