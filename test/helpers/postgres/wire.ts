/** A way to a server that counts what is said on it, and can be cut. */
import { connect, createServer, type Socket } from 'node:net';
import type { Test } from 'tap';

/** What a server says when it is ready for a query. */
const READY = 'Z\0\0\0\x05I';

/** An error after which a server closes the connection. */
function fatal(code: string, message: string): Buffer {
  const fields = `SFATAL\0VFATAL\0C${code}\0M${message}\0\0`;
  const length = Buffer.alloc(4);
  length.writeInt32BE(length.length + fields.length);
  return Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)]);
}

const ENDED = fatal('57P01', 'terminating connection due to administrator command');
/** As PgBouncer refuses what it does not know, and what it has dropped where it is to ignore it: a name as long that nobody looks at. */
const REFUSED = fatal('08P01', 'unsupported startup parameter: statement_timeout');
const [SEARCH_PATH, DROPPED] = ['search_path=', 'x.arch_path='];

export class Wire {
  readonly port: number;
  readonly #asked: string[];
  #cutAt: string | null = null;
  #isEndedWhenReady = false;
  /** What becomes of the settings that a connection is begun with. */
  settings: 'passed' | 'refused' | 'dropped' = 'passed';

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
        if (wire.settings === 'passed' || !text.includes(SEARCH_PATH)) upstream.write(bytes);
        else if (wire.settings === 'refused') client.end(REFUSED);
        else upstream.write(Buffer.from(text.replace(SEARCH_PATH, DROPPED), 'latin1'));
      });
      upstream.on('data', (bytes) => {
        if (isCut) client.destroy();
        else if (wire.#isEndedWhenReady && bytes.includes(READY)) {
          wire.#isEndedWhenReady = false;
          client.end(Buffer.concat([bytes, ENDED]));
        } else client.write(bytes);
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

  /** The next connection on which the server says that it is ready hears in the same breath that it is ended. */
  endWhenReady(): void {
    this.#isEndedWhenReady = true;
  }

  /** True where the connection that was to be ended so is. */
  get isEnded(): boolean {
    return !this.#isEndedWhenReady;
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
