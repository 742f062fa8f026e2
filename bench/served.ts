/** The real service in a process of its own, and programs that ask it for much: what benchmarks of it begin with. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';

export type Served = {
  readonly url: string;
  /** The most memory that it had resident since this was asked last, in bytes; Linux tells, others do not. */
  peakMemory(): number;
  end(): Promise<void>;
};

/** Starts the service on a database and waits until it listens. */
export async function serve(database: string): Promise<Served> {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', 'bin/standpoint.mjs', 'serve', '--no-seed'], {
    env: { ...process.env, STANDPOINT_DB: database, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.once('exit', () => reject(new Error('the service has ended')));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, found] = /listening on (\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    url,
    peakMemory() {
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      // "5" begins the count anew: see proc(5), clear_refs.
      writeFileSync(`/proc/${child.pid}/clear_refs`, '5');
      return Number(kilobytes) * 1024;
    },
    end: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit').once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
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

/**
 * Asks for the same again and again on so many connections that are kept, each as soon as it is answered, until the
 * signal; answers with the milliseconds that each took. Raw sockets, so that little of the time is that of the client.
 */
export async function ask(url: string, connections: number, signal: AbortSignal): Promise<number[]> {
  const { hostname, port, pathname, search } = new URL(url);
  const request = `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`;
  const times: number[] = [];
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let [began, size, received] = [0, 0, 0];
      const next = () => {
        if (signal.aborted) {
          socket.destroy();
          resolve();
          return;
        }
        [began, received] = [performance.now(), 0];
        socket.write(request);
      };
      socket.once('connect', next).once('error', reject);
      socket.on('data', (chunk: Buffer) => {
        // Every answer is as long as the first, whose head comes in one piece.
        if (size === 0) size = sizeOf(chunk);
        received += chunk.length;
        if (received < size) return;
        times.push(performance.now() - began);
        next();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return times;
}

function sizeOf(chunk: Buffer): number {
  const head = chunk.subarray(0, chunk.indexOf('\r\n\r\n') + 4).toString('latin1');
  const [, length] = /content-length: (\d+)/i.exec(head) ?? [];
  if (!head.startsWith('HTTP/1.1 200') || length === undefined) throw new Error(`that is no answer: ${head}`);
  return head.length + Number(length);
}
