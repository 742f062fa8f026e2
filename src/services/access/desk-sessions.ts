/** Sessions of the desk: a key is shown once, and from then on its holder is known by a token that ends with the day. */
import { callerWith, keyStateAt } from '../../core/access/api-key.ts';
import type { Caller } from '../../core/access/caller.ts';
import { demand } from '../../core/access/caller.ts';
import { isRunning, SESSION_MS } from '../../core/access/desk-session.ts';
import type { Store } from '../../core/ports/store.ts';
import { type Identified, identify } from './keys.ts';

/** A session that was begun; its token can never be told again. */
export type SignedIn = { readonly caller: Caller; readonly token: string };

/**
 * Begins a session of the key with that token, or tells why the key opens nothing. Fails with `forbidden` for a key that
 * may only read.
 */
export async function signIn(
  store: Store,
  keyToken: string,
  now: Date,
): Promise<SignedIn | Extract<Identified, { refusal: string }>> {
  const identified = await identify(store, keyToken, now);
  if ('refusal' in identified) return identified;
  const { caller } = identified;
  demand(caller, 'write');
  const endsAt = new Date(now.getTime() + SESSION_MS).toISOString();
  return { caller, token: await store.sessions.begin({ key: caller.key ?? '', endsAt }, now) };
}

/** Who comes with the token of a session; null where it has ended, or its key was revoked or has expired. */
export async function callerOfSession(store: Store, token: string, now: Date): Promise<Caller | null> {
  const session = await store.sessions.find(token);
  if (session === null || !isRunning(session, now)) return null;
  const key = await store.keys.get(session.key);
  if (key === null || keyStateAt(key, now) !== 'active') return null;
  await store.keys.noteUse(key.id);
  return callerWith(key);
}

/** Ends the session with that token. */
export const signOut = (store: Store, token: string): Promise<void> => store.sessions.end(token);
