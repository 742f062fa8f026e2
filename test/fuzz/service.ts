/** A service to be fuzzed: a process with a database of its own, which can be killed and started again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCOPES } from '../../src/core/access/caller.ts';
import { SEED, Workplace } from '../helpers/service/bin.ts';
import { OutsideTests } from '../helpers/service/outside-tests.ts';
import { type Served, serve } from '../helpers/service/served.ts';
import type { FuzzAnswer } from './judge.ts';
import type { FuzzRequest, Role } from './requests.ts';

/** Beyond which an answer counts as none. */
const TIMEOUT_MS = 30_000;

export type Asked = Pick<FuzzRequest, 'url' | 'asked' | 'role' | 'headers' | 'body'>;

export class FuzzedService {
  readonly #outside = new OutsideTests();
  readonly #place = new Workplace(this.#outside);
  readonly #log = join(this.#place.folder, 'log');
  readonly #tokens = new Map<Role, string>([['unknown', `stp_aaaaaaaa_${'A'.repeat(43)}`]]);
  #served: Served | null = null;

  /** With the first data set in it, and a key of every scope. */
  static async open(): Promise<FuzzedService> {
    const service = new FuzzedService();
    await service.#run('import', SEED);
    for (const scope of SCOPES)
      service.#tokens.set(scope, (await service.#run('keys', 'add', '--name', scope, '--scope', scope)).trim());
    await service.start();
    return service;
  }

  async start(): Promise<void> {
    this.#served = await serve(this.#outside, this.#place, { args: [], log: this.#log });
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    await this.#served?.end('SIGKILL');
  }

  async close(): Promise<void> {
    await this.kill();
    await this.#outside.end();
  }

  /** What the service logged of the failures of its own. */
  get logged(): readonly string[] {
    return readFileSync(this.#log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"level":50') || line.includes('"level":60'));
  }

  /** Asks, and reads the answer; of a stream of events its head alone. */
  async ask({ url, asked, role, headers, body }: Asked): Promise<FuzzAnswer> {
    const token = this.#tokens.get(role);
    const response = await fetch(`${this.#served?.url}${url}`, {
      method: asked.toUpperCase(),
      headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answered = { status: response.status, headers: Object.fromEntries(response.headers) };
    if (!answered.headers['content-type']?.startsWith('text/event-stream'))
      return { ...answered, body: await response.text() };
    await response.body?.cancel();
    return { ...answered, body: '' };
  }

  async #run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#place.run(args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }
}

/** The request as a line for a shell, with keys as variables. */
export function curl({ url, asked, role, headers, body }: Asked): string {
  const given = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const key = role === 'nobody' ? [] : [`-H "authorization: Bearer $${role.toUpperCase()}"`];
  const sent = body === null ? [] : [`--data-binary ${quoted(body)}`];
  const method = asked === 'head' ? '--head' : `-X ${asked.toUpperCase()}`;
  return ['curl', method, ...given, ...key, ...sent, `"$SERVICE"${quoted(url)}`].join(' ');
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
