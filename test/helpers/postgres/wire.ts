/** A way to a server that counts what is said on it, and can be cut. */
import { connect, createServer, type Socket } from 'node:net';
import type { Test } from 'tap';

export class Wire {
  readonly port: number;
  readonly #asked: string[];
  #cutAt: string | null = null;

  static async to(t: Test, serverPort: number): Promise<Wire> {
    const open = new Set<Socket>();
    const asked: string[] = [];
    const server = createServer((client) => {
      const upstream = connect(serverPort, '127.0.0.1');
      let isCut = false;
      for (const socket of [client, upstream]) {
        open.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          client.destroy();
          upstream.destroy();
        });
      }
      client.on('data', (bytes) => {
        const text = bytes.toString('latin1');
        asked.push(text);
        if (wire.#isCutAt(text)) isCut = true;
        upstream.write(bytes);
      });
      upstream.on('data', (bytes) => {
        if (isCut) client.destroy();
        else client.write(bytes);
      });
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const wire = new Wire(port, asked);
    t.teardown(() => {
      server.close();
      for (const socket of open) socket.destroy();
    });
    return wire;
  }

  private constructor(port: number, asked: string[]) {
    this.port = port;
    this.#asked = asked;
  }

  /** How often these words were said to the server. */
  count(words: string): number {
    return this.#asked.join('').split(words).length - 1;
  }

  /** How many prepared statements the server was asked to execute: what begins and ends transactions is none. */
  get executed(): number {
    return this.count('E\0\0\0\t\0\0\0\0\0');
  }

  /** Cuts the next connection on which these words are said, when the server has answered them and nobody has heard it. */
  cutAt(words: string): void {
    this.#cutAt = words;
  }

  /** True where the connection that was to be cut is. */
  get isCut(): boolean {
    return this.#cutAt === null;
  }

  #isCutAt(text: string): boolean {
    if (this.#cutAt === null || !text.includes(this.#cutAt)) return false;
    this.#cutAt = null;
    return true;
  }
}
