/** A client that asks for one address over many connections and does as little as it can beside. */
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { median, quantile } from './figures.ts';

export type Loaded = {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly mostMs: number;
};

type Asked = {
  readonly url: string;
  readonly connections: number;
  /** Ends it: nothing new is asked then. */
  readonly until: AbortSignal;
  readonly headers?: { readonly [name: string]: string };
  /** The status that every answer must have. */
  readonly status?: number;
};

const NS_PER_MS = 1e6;

/** Keep-alive connections, one request at a time on each. Fails where an answer has another status. */
export async function load({ url, connections, until, headers = {}, status = 200 }: Asked): Promise<Loaded> {
  const { hostname, port, pathname, search, host } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const times: number[] = [];
  const start = process.hrtime.bigint();
  const client = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: Number(port), host: hostname, noDelay: true });
      const reader = new AnswerReader(status);
      let sent = process.hrtime.bigint();
      const ask = (): void => {
        sent = process.hrtime.bigint();
        socket.write(request);
      };
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        try {
          if (!reader.read(chunk)) return;
        } catch (error) {
          socket.destroy();
          return reject(error);
        }
        const now = process.hrtime.bigint();
        times.push(Number(now - sent) / NS_PER_MS);
        if (!until.aborted) return ask();
        finish(socket);
        resolve();
      });
      ask();
    });
  await Promise.all(Array.from({ length: connections }, client));
  const seconds = Number(process.hrtime.bigint() - start) / NS_PER_MS / 1000;
  const [medianMs, p99Ms, mostMs] = [median(times), quantile(times, 0.99), quantile(times, 1)];
  return { perSecond: times.length / seconds, medianMs, p99Ms, mostMs };
}

const finish = (socket: Socket): void => {
  socket.removeAllListeners('data').end();
};

const HEAD_END = '\r\n\r\n';

/** Knows when an answer is whole, by its Content-Length. */
class AnswerReader {
  readonly #status: string;
  #missing = 0;
  #head = '';

  constructor(status: number) {
    this.#status = `HTTP/1.1 ${status} `;
  }

  /** Takes a piece of what was received; true where the answer is whole with it. */
  read(chunk: Buffer): boolean {
    if (this.#missing > 0) {
      this.#missing -= chunk.length;
      return this.#missing === 0;
    }
    this.#head += chunk.toString('latin1');
    const end = this.#head.indexOf(HEAD_END);
    if (end === -1) return false;
    const head = this.#head.slice(0, end);
    if (!head.startsWith(this.#status)) throw new Error(`an answer began with ${head.split('\r\n', 1)[0]}`);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? '0';
    this.#missing = Number(length) - (this.#head.length - end - HEAD_END.length);
    this.#head = '';
    return this.#missing === 0;
  }
}

/** Downloads all of it and counts the bytes. Fails where it is cut off. */
export const download = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => (response.complete ? resolve(bytes) : reject(new Error('it was cut off'))));
      response.on('error', reject);
    }).on('error', reject);
  });
