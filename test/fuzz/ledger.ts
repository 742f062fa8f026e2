/** What the service has acknowledged: each record at its address, as it was last told, or gone. */
import { isDeepStrictEqual } from 'node:util';
import { KINDS, type Kind, PLURALS } from '../../src/core/records/kinds.ts';
import type { FuzzAnswer } from './judge.ts';
import type { FuzzRequest } from './requests.ts';

type Told = { readonly revision: number; readonly record: unknown };
type Json = { readonly [name: string]: unknown };

/** Reads the address as an admin does. */
export type ReadBack = (address: string) => Promise<{ readonly status: number; readonly body: string }>;

const RECORDS: readonly string[] = KINDS.map((kind) => `/v1/${PLURALS[kind]}`);
/** Of what an act on it is no act on the record at the address before it. */
const ACTS = /(?<=^\/v1\/\w+\/[^/]+)\/(?:publish|retract|accept|decline|withdraw|rotate|enable|test)$/;

export class Ledger {
  readonly #told = new Map<string, Told | 'gone'>();
  readonly #keys = new Set<string>();

  get size(): number {
    return this.#told.size;
  }

  /** Takes down what an answer acknowledges. */
  note(request: FuzzRequest, answer: FuzzAnswer): void {
    const isWrite = ['post', 'patch', 'delete'].includes(request.asked);
    if (!isWrite || answer.status < 200 || answer.status > 299 || request.url.includes('dryRun=true')) return;
    // What is sent again is answered as the first time, whatever was done since.
    const key = request.headers['idempotency-key'];
    if (key !== undefined && this.#keys.has(key)) return;
    if (key !== undefined) this.#keys.add(key);
    const address = request.url.split('?', 1)[0] ?? '';
    if (answer.status === 202) this.#exists(answer.headers.location ?? 'a proposal without an address');
    else if (request.path === '/v1/import') this.#noteImport(request);
    else if (request.path.endsWith('/accept')) this.#noteAccepted(answer, address);
    else if (request.path.endsWith('/merge')) this.#noteMerger(answer, address);
    else if (request.asked === 'delete') this.#noteDeletion(request, address);
    else if (request.asked === 'patch') this.#noteChange(asJson(request.body), address, answer);
    else this.#notePost(request, answer, address);
  }

  /** What of it is not there, or not as it was told. */
  async lost(read: ReadBack): Promise<string[]> {
    const lost: string[] = [];
    for (const [address, told] of this.#told) {
      const { status, body } = await read(address);
      if (told === 'gone') {
        if (status === 200) lost.push(`${address} was deleted, and is there`);
      } else if (status !== 200)
        lost.push(`${address} was acknowledged, and reading it is ${status}: ${body.slice(0, 200)}`);
      else if (told.record !== null) lost.push(...differences(address, told, JSON.parse(body)));
    }
    return lost;
  }

  #noteImport({ body, headers }: FuzzRequest): void {
    if (headers['content-type'] !== 'application/json') return;
    const bundle = asJson(body);
    for (const kind of KINDS) {
      const list = bundle[PLURALS[kind]];
      if (!Array.isArray(list)) continue;
      for (const { id } of list) this.#exists(addressOf(kind, String(id)));
    }
  }

  #noteDeletion({ path }: FuzzRequest, address: string): void {
    // A key that is revoked stays on record.
    if (!path.startsWith('/v1/keys')) this.#told.set(address, 'gone');
  }

  /** By a merge patch, which may give it another id. */
  #noteChange({ id }: Json, address: string, answer: FuzzAnswer | null): void {
    const at = typeof id === 'string' ? address.replace(/[^/]*$/, encodeURIComponent(id)) : address;
    if (at !== address) this.#told.delete(address);
    if (answer === null) this.#exists(at);
    else this.#tell(at, answer);
  }

  /** The record in the address is one with another, which is the answer unless that is to be minimal: its own address leads there. */
  #noteMerger(answer: FuzzAnswer, address: string): void {
    const given = address.replace(/\/merge$/, '');
    this.#told.set(given, 'gone');
    const { id } = asJson(answer.body);
    if (typeof id === 'string') this.#tell(given.replace(/[^/]*$/, encodeURIComponent(id)), answer);
  }

  #noteAccepted({ body }: FuzzAnswer, address: string): void {
    this.#exists(address.replace(ACTS, ''));
    const { act, entity, record, patch } = asJson(body);
    const kind = KINDS.find((each) => each === entity);
    if (kind === undefined) return;
    const of = addressOf(kind, String(record));
    if (act === 'delete' || act === 'merge') this.#told.set(of, 'gone');
    else this.#noteChange(asJson(JSON.stringify(patch)), of, null);
  }

  #notePost({ path }: FuzzRequest, answer: FuzzAnswer, address: string): void {
    if (RECORDS.includes(path)) this.#tell(answer.headers.location ?? '', answer);
    else if (path === '/v1/keys' || path === '/v1/webhooks') this.#exists(`${path}/${asJson(answer.body).id}`);
    else if (ACTS.test(address)) this.#exists(address.replace(ACTS, ''));
  }

  #tell(address: string, { body }: FuzzAnswer): void {
    const record = asJson(body);
    if (typeof record.revision === 'number') this.#told.set(address, { revision: record.revision, record });
    else this.#exists(address);
  }

  /** There, in whatever state. */
  #exists(address: string): void {
    const told = this.#told.get(address);
    if (told === undefined || told === 'gone') this.#told.set(address, { revision: 0, record: null });
  }
}

const addressOf = (kind: Kind, id: string): string => `/v1/${PLURALS[kind]}/${encodeURIComponent(id)}`;

function asJson(text: string | null): Json {
  // What is sent may begin with a byte order mark.
  const bare = text?.replace(/^\ufeff/, '') ?? '';
  const value: unknown = bare === '' ? {} : JSON.parse(bare);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Others may have changed it since, as a source does that is dated anew; then its revision is higher. */
function differences(address: string, { revision, record }: Told, found: Json): string[] {
  if (typeof found.revision !== 'number' || found.revision < revision)
    return [`${address} was acknowledged at revision ${revision}, and is at ${found.revision}`];
  if (found.revision === revision && !isDeepStrictEqual(found, record))
    return [`${address} is not as it was acknowledged: ${JSON.stringify(record)}, and now ${JSON.stringify(found)}`];
  return [];
}
