/** A script in a process of its own, which tells what it does line by line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Test } from 'tap';

export type Script = {
  readonly lines: readonly string[];
  /** Resolves when a line has come for which that is true. */
  until(wanted: (line: string) => boolean): Promise<void>;
  /** Ends it by force. */
  kill(): Promise<unknown>;
};

/** Starts a script of this folder. */
export function startScript(t: Test, name: string, ...args: string[]): Script {
  const path = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn('env', ['-u', 'NODE_OPTIONS', process.execPath, path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  const over = once(child, 'close');
  return {
    lines,
    until: (wanted) =>
      new Promise((resolve, reject) => {
        if (lines.some(wanted)) resolve();
        reader.on('line', (line) => wanted(line) && resolve());
        over.then(() => reject(new Error(`${name} ended`)), reject);
      }),
    kill: () => {
      child.kill('SIGKILL');
      return over;
    },
  };
}
