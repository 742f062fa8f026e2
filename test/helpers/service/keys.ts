/** Keys for tests: the header to send with each. */
import type { Scope } from '../../../src/core/access/caller.ts';
import type { NewKey } from '../../../src/core/ports/key-store.ts';
import type { Store } from '../../../src/core/ports/store.ts';

export type Authorization = { readonly authorization: string };

/** The header of a new key. */
export async function keyWith(store: Store, scope: Scope, more: Partial<NewKey> = {}): Promise<Authorization> {
  const name = `the ${scope} key`;
  const made = await store.keys.create({ name, scopes: [scope], createdBy: 'a tester', expiresAt: null, ...more });
  return { authorization: `Bearer ${made.token}` };
}

/** The public part of the token in a header. */
export const idIn = ({ authorization }: Authorization): string => authorization.slice(11, 19);

/** A header of every sort of caller there is: without a key, with each scope, with what opens nothing. */
export async function everyRole(store: Store) {
  const revoked = await keyWith(store, 'admin');
  await store.keys.revoke(idIn(revoked), 'a tester');
  return {
    nobody: {},
    read: await keyWith(store, 'read'),
    write: await keyWith(store, 'write'),
    publish: await keyWith(store, 'publish'),
    admin: await keyWith(store, 'admin'),
    expired: await keyWith(store, 'admin', { expiresAt: '2020-01-01T00:00:00Z' }),
    revoked,
    unknown: { authorization: `Bearer stp_aaaaaaaa_${'A'.repeat(43)}` },
    malformed: { authorization: 'Bearer let-me-in' },
    basic: { authorization: 'Basic cm9vdDpyb290' },
  };
}
