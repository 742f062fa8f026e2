/** A real socket to a service that really listens. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Test } from 'tap';
import type { AppOptions } from '../../../src/http/app.ts';
import { seededService } from './service.ts';

/** Starts the service on a free port of this machine. */
export async function listening(t: Test, options: Partial<AppOptions> = {}): Promise<number> {
  const app = await seededService(t, options);
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
}

export type Received = {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** Sends bytes as they are, and reads what comes back until the other side closes. */
export async function exchange(port: number, sent: string): Promise<Received> {
  const socket = connect(port, '127.0.0.1');
  socket.write(sent);
  const received = await text(socket);
  const [head = '', body = ''] = received.split('\r\n\r\n', 2);
  const [status = '', ...fields] = head.split('\r\n');
  const headers = fields.map((field) => /^([^:]+): *(.*)$/.exec(field) ?? []);
  return {
    statusCode: Number(status.split(' ')[1]),
    headers: Object.fromEntries(headers.map(([, name = '', value = '']) => [name.toLowerCase(), value])),
    body,
  };
}
