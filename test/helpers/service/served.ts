/** The service in a process of its own, on a free port. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ended, ended, type Settings, type StartOptions, type Surroundings, type Workplace } from './bin.ts';

export type Served = {
  readonly url: string;
  /** What it has printed once it listens. */
  readonly greeting: string;
  readonly child: ChildProcess;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
  /** Asks for a path as a program would. */
  json(path: string): Promise<{ readonly status: number; readonly body: ReturnType<typeof JSON.parse> }>;
};

/** Starts the service, an empty database filled with the first data set unless `args` say otherwise, and waits until it tells its address. Fails where it ends instead. */
export async function serve(
  t: Pick<Surroundings, 'teardown'>,
  place: Workplace,
  { args = ['--demo'], settings = {}, ...how }: { args?: readonly string[]; settings?: Settings } & StartOptions = {},
): Promise<Served> {
  const child = place.start(['serve', ...args], { PORT: '0', ...settings }, how);
  t.teardown(() => child.kill('SIGKILL'));
  const over = ended(child);
  const greeted = new Promise<string>((resolve) => {
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
      if (said.endsWith('Press Ctrl+C to stop.\n')) resolve(said);
    });
  });
  const greeting = await Promise.race([
    greeted,
    over.then(({ code, stderr }) => Promise.reject(new Error(`it ended with ${code}: ${stderr}`))),
  ]);
  const url = /is listening on (\S+)/.exec(greeting)?.[1] ?? '';
  return {
    url,
    greeting,
    child,
    end(signal) {
      child.kill(signal);
      return over;
    },
    async json(path) {
      const response = await fetch(`${url}${path}`, { headers: { accept: 'application/json' } });
      return { status: response.status, body: await response.json() };
    },
  };
}

/** Begins to ask for a path; `finish` sends the last line and reads what comes back. */
export async function begin({ url, json }: Served, path: string): Promise<{ finish(): Promise<string> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n`);
  // What is asked and answered after it proves that it has arrived.
  await json('/healthz');
  return {
    finish() {
      socket.write('\r\n');
      return text(socket);
    },
  };
}

/** Waits until the service takes no connection any more. */
export async function closing({ url }: Served): Promise<void> {
  for (;;) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    try {
      await once(socket, 'connect');
    } catch {
      return;
    } finally {
      socket.destroy();
    }
    await wait(10);
  }
}
