/** API keys: making, reading and revoking them, and knowing a caller by one. */
import {
  type ApiKey,
  ApiKeyInput,
  type ApiKeyWithToken,
  callerWith,
  keyStateAt,
  type StoredKey,
  shownAt,
} from '../../core/access/api-key.ts';
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { unseenIn } from '../../core/values/unseen.ts';
import { validator } from '../../core/values/validation.ts';
import { decodeCursor, encodeCursor } from '../records/cursor.ts';
import type { List } from '../records/records.ts';

const readInput = validator(ApiKeyInput);
const LIST = 'keys';
/** An instant and an id. */
const CURSOR = [/^\S+$/, /^\S+$/];

/** Makes a key; the only time that its token can be told. Fails with `invalid` and every fault. */
export async function createKey(store: Store, caller: Caller, input: unknown, now: Date): Promise<ApiKeyWithToken> {
  demand(caller, 'admin');
  const read = readInput(input);
  const faults = read.ok ? [...pastFaults(read.value, now), ...unseenFaults(read.value)] : read.violations;
  const [first] = faults;
  if (!read.ok || first !== undefined)
    throw new Failure('invalid', `no key was made: ${first?.pointer?.slice(1)} ${first?.message}`, faults);
  const { name, scopes, expiresAt = null } = read.value;
  const { key, token } = await store.keys.create({ name, scopes, expiresAt, createdBy: caller.name });
  return { ...shownAt(key, now), token };
}

const pastFaults = ({ expiresAt }: ApiKeyInput, now: Date) =>
  expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime()
    ? [{ pointer: '/expiresAt', message: `must be an instant to come, not "${expiresAt}"` }]
    : [];

/** The log names whoever writes, so that no key is called what looks like another. */
function unseenFaults({ name }: ApiKeyInput) {
  const message = unseenIn(name);
  return message === null ? [] : [{ pointer: '/name', message }];
}

/** One page of the keys, the oldest first. Fails with `invalid` on a cursor of something else. */
export async function listKeys(
  store: Store,
  caller: Caller,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  now: Date,
): Promise<List<ApiKey>> {
  demand(caller, 'admin');
  const after = cursor === undefined ? {} : { after: decodeCursor(cursor, LIST, CURSOR) };
  const { items, next } = await store.keys.list({ limit, ...after });
  return { items: items.map((key) => shownAt(key, now)), next: next === null ? null : encodeCursor(next, LIST) };
}

/** The key; fails with `not-found`. */
export const getKey = async (store: Store, caller: Caller, id: string, now: Date): Promise<ApiKey> => {
  demand(caller, 'admin');
  return shownAt(found(await store.keys.get(id), id), now);
};

/** Ends the key for ever; one that is revoked stays as it is. Fails with `not-found`. */
export const revokeKey = async (store: Store, caller: Caller, id: string, now: Date): Promise<ApiKey> => {
  demand(caller, 'admin');
  return shownAt(found(await store.keys.revoke(id, caller.name), id), now);
};

function found(key: StoredKey | null, id: string): StoredKey {
  if (key === null) throw new Failure('not-found', `there is no key "${id}"`);
  return key;
}

/** Who comes with a token, or why it opens nothing, as the end of a sentence that begins with the key. */
export type Identified = { readonly caller: Caller } | { readonly refusal: string };

export async function identify(store: Store, token: string, now: Date): Promise<Identified> {
  const key = await store.keys.find(token);
  if (key === null) return { refusal: 'is not known here' };
  const state = keyStateAt(key, now);
  if (state !== 'active') return { refusal: `${key.id} ${state === 'revoked' ? 'was revoked' : 'has expired'}` };
  await store.keys.noteUse(key.id);
  return { caller: callerWith(key) };
}
