/** A receiver of webhooks: a real server, which knows messages by the library that receivers use. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook as Verifier } from 'standardwebhooks';
import type { Surroundings } from './bin.ts';

export type Received = {
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** Answers a message in a way of its own. */
type Reaction = (message: Received, response: ServerResponse) => void | Promise<void>;

export class Receiver {
  readonly url: string;
  readonly received: Received[] = [];
  #react: Reaction = (_message, response) => {
    response.writeHead(204).end();
  };
  #most = 0;
  #open = 0;

  constructor(port: number) {
    this.url = `http://127.0.0.1:${port}/hook`;
  }

  /** What it answers from now on: a status, perhaps by message, with headers. */
  answers(status: number | ((message: Received) => number), headers: { readonly [name: string]: string } = {}): this {
    return this.acts((message, response) => {
      response.writeHead(typeof status === 'number' ? status : status(message), headers).end();
    });
  }

  acts(reaction: Reaction): this {
    this.#react = reaction;
    return this;
  }

  /** The most messages that were under way at once. */
  get most(): number {
    return this.#most;
  }

  /** What the messages told, in the order of their arrival. */
  get payloads(): { readonly type: string; readonly data: { readonly [field: string]: unknown } }[] {
    return this.received.map(({ body }) => JSON.parse(body));
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open += 1;
    this.#most = Math.max(this.#most, this.#open);
    response.once('close', () => {
      this.#open -= 1;
    });
    const headers = request.headers as Received['headers'];
    const message = { path: request.url ?? '', headers, body: await text(request) };
    this.received.push(message);
    await this.#react(message, response);
  }
}

/** A receiver on a free port, closed when the test ends. */
export async function receiver(t: Pick<Surroundings, 'teardown'>): Promise<Receiver> {
  const server = createServer((request, response) => {
    // A sender that hangs up is none of the receiver's faults.
    taker.take(request, response).catch(() => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const taker = new Receiver((server.address() as AddressInfo).port);
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return taker;
}

/** What the message says, where its signature is right by that secret, and its time near the present; fails otherwise. */
export const verified = ({ body, headers }: Received, secret: string): unknown =>
  new Verifier(secret).verify(body, { ...headers });

/** True where the signature is right, whenever the message was sent. */
export function isSignedBy({ body, headers }: Received, secret: string): boolean {
  const { 'webhook-id': id = '', 'webhook-timestamp': seconds = '', 'webhook-signature': signatures = '' } = headers;
  return signatures.split(' ').includes(new Verifier(secret).sign(id, new Date(Number(seconds) * 1_000), body));
}
