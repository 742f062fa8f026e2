/** Caller: who asks, and what they may do. */
import { Failure } from '../values/errors.ts';
import { OneOf } from '../values/schema.ts';

/** What a key may do. Each scope includes those before it. */
export const SCOPES = ['read', 'write', 'publish', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const ScopeName = OneOf(
  SCOPES,
  'read: what is public, also where reading is closed. write: drafts, and the records they rest on. ' +
    'publish: what is public may be made, corrected and retracted. admin: keys and webhooks. Each includes those before it.',
);

export type Caller = {
  /** As the change log names them. */
  readonly name: string;
  /** The id of the key they came with; null without one. */
  readonly key: string | null;
  readonly scopes: readonly Scope[];
  /** There where nobody publishes what they wrote themselves. */
  readonly twoPeople?: true;
};

/** Somebody without a key. */
export const ANONYMOUS: Caller = { name: 'anonymous', key: null, scopes: [] };

/** Somebody without a key, where reading is open to everybody. */
export const PUBLIC_READER: Caller = { name: 'anonymous', key: null, scopes: ['read'] };

/** The service itself, where nobody asks: it tells receivers of webhooks what has changed. */
export const SERVICE: Caller = { name: 'standpoint', key: null, scopes: ['admin'] };

/** Whoever works on the database itself, at the command line. */
export const operator = (name: string): Caller => ({ name, key: null, scopes: ['admin'] });

export const may = ({ scopes }: Caller, scope: Scope): boolean =>
  scopes.some((own) => SCOPES.indexOf(own) >= SCOPES.indexOf(scope));

/** True where what the caller writes may be public at once, without somebody else. */
export const mayAlone = (caller: Caller): boolean => may(caller, 'publish') && caller.twoPeople !== true;

/** By whom, as a record is planned. */
export const recordedBy = (caller: Caller) => ({ by: caller.name, mayPublish: mayAlone(caller) });

/** The right that an act needs: every use case demands one of its caller, below whichever entrance. Fails with `forbidden`. */
export function demand(caller: Caller, scope: Scope): void {
  if (!may(caller, scope)) throw new Failure('forbidden', `this needs a key with the scope "${scope}"`);
}

/** Drafts are for those who write. */
export const seesDrafts = (caller: Caller): boolean => may(caller, 'write');
