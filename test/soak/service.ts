/** The service that is soaked: started again and again on one database, which may lie on a disk that can be filled. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type SmallDisk, smallDisk } from '../faults/small-disk.ts';
import { story } from '../helpers/fixtures/story.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { clockAt, type SetClock, withoutFaketime } from '../helpers/service/faketime.ts';
import { OutsideTests } from '../helpers/service/outside-tests.ts';
import { type Served, serve } from '../helpers/service/served.ts';

const SETTINGS = { LOG_LEVEL: 'info', STANDPOINT_CACHE_MB: '16', STANDPOINT_WEBHOOK_PRIVATE: 'true' };
const KIB = 1024;
const MAX_WORDS = 2_000;

/** What a process holds: resident bytes of memory, and open files, sockets included. */
export type Held = { readonly bytes: number; readonly handles: number };

export class SoakedService {
  readonly place: Workplace;
  /** Null where none can be mounted here, or no clock set: then that is left out, and said. */
  readonly disk: SmallDisk | null;
  readonly clock: SetClock | null;
  readonly leftOut: readonly string[];
  readonly #outside = new OutsideTests();
  #served: Served | null = null;

  constructor(megabytes: number) {
    const disk = smallDisk(this.#outside, megabytes);
    const folder = typeof disk === 'string' ? this.#outside.testdir({}) : disk.folder;
    const noClock = withoutFaketime();
    this.place = new Workplace({ testdir: () => folder, teardown: (act) => this.#outside.teardown(act) });
    this.disk = typeof disk === 'string' ? null : disk;
    // The file that sets the clock must be writable while the disk is full.
    this.clock = noClock === false ? clockAt(join(this.#outside.testdir({}), 'clock'), 0) : null;
    this.leftOut = [disk, noClock].filter((why) => typeof why === 'string');
  }

  get url(): string {
    return this.#served?.url ?? 'http://127.0.0.1:9';
  }

  /** Makes the database, with something to read in it, and keys of a writer and a publisher. */
  async prepare(receiver: string): Promise<{ readonly writer: string; readonly publisher: string }> {
    const told = story().says('ada', 'bridge', 'support').says('ben', 'bridge', 'oppose').bundle();
    await this.#run(['import', '-'], JSON.stringify(told));
    await this.#run(['webhooks', 'add', receiver]);
    const key = (scope: string) => this.#run(['keys', 'add', '--name', scope, '--scope', scope]);
    return { writer: (await key('write')).trim(), publisher: (await key('publish')).trim() };
  }

  async start(): Promise<void> {
    const log = this.#log;
    rmSync(log, { force: true });
    const settings = { ...SETTINGS, ...this.clock?.settings };
    this.#served = await serve(this.#outside, this.place, { args: [], settings, log });
  }

  /** Ends the process, and answers with its exit code; null where it was ended by force. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const code = (await this.#served?.end(signal))?.code ?? null;
    this.#served = null;
    return code;
  }

  /** What the process said last that was more than that it answered. */
  lastWords(): string {
    const lines = readFileSync(this.#log, 'utf8').trim().split('\n');
    const told = lines.filter((line) => !line.startsWith('{"level":30'));
    return told.slice(-3).join(' ').slice(0, MAX_WORDS) || 'nothing';
  }

  get #log(): string {
    return join(this.place.folder, 'log');
  }

  get lives(): boolean {
    return this.#served !== null && this.#served.child.exitCode === null && this.#served.child.signalCode === null;
  }

  /** Null where the system does not tell. */
  held(): Held | null {
    try {
      const process = `/proc/${this.#served?.child.pid}`;
      const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`${process}/status`, 'utf8'))?.[1];
      return { bytes: Number(kib) * KIB, handles: readdirSync(`${process}/fd`).length };
    } catch {
      return null;
    }
  }

  /** An export by another process: null where it was made, or what was said instead. */
  async exportAll(): Promise<string | null> {
    const { code, stderr } = await this.place.run(['export', '--format', 'ndjson'], this.clock?.settings);
    return code === 0 ? null : stderr;
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    await this.#outside.end();
  }

  async #run(args: readonly string[], stdin = ''): Promise<string> {
    const { code, stdout, stderr } = await this.place.run(args, { ...SETTINGS, stdin });
    if (code !== 0) throw new Error(`${args[0]} failed: ${stderr}`);
    return stdout;
  }
}
