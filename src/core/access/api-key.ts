/** API key: who may do what, and until when. What is shown of one never holds its secret, nor the hash of it. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, OneOf, Record, Text } from '../values/schema.ts';
import { type Caller, ScopeName } from './caller.ts';

export const KEY_STATES = ['active', 'expired', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

const MAX_SCOPES = 4;

const name = Text(200, 'Whose key it is. The public change log names those who write by it.');
const scopes = Type.Array(ScopeName, { minItems: 1, maxItems: MAX_SCOPES, uniqueItems: true });
const expiresAt = { ...Instant, description: 'From this instant on the key is good for nothing.' };

const made = {
  id: { ...Id, description: 'The public part of the token, between its two underscores.' },
  name,
  scopes,
  createdAt: Instant,
  createdBy: Text(200),
  expiresAt: Nullable({ ...expiresAt, description: `${expiresAt.description} Null: it does not expire.` }),
  revokedAt: Nullable(Instant),
  revokedBy: Nullable(Text(200)),
  lastUsedAt: Nullable({ ...Instant, description: 'To the minute or so; null where it was never used.' }),
};

export const ApiKey = Record(
  { ...made, state: OneOf(KEY_STATES, 'What the key is good for now: only an active one opens anything.') },
  { $id: 'ApiKey', description: 'An API key, as far as it may be shown.' },
);
export type ApiKey = Static<typeof ApiKey>;

export const ApiKeyWithToken = Record(
  {
    ...ApiKey.properties,
    token: Type.String({ maxLength: 100, description: 'To be sent as Authorization: Bearer. It is shown this once.' }),
  },
  { $id: 'ApiKeyWithToken', description: 'A new API key with its token.' },
);
export type ApiKeyWithToken = Static<typeof ApiKeyWithToken>;

/** A key as it is kept; its state follows from the instant at which it is asked for. */
export type StoredKey = Omit<ApiKey, 'state'>;

export const ApiKeyInput = Record({ name, scopes, expiresAt: Type.Optional(expiresAt) });
export type ApiKeyInput = Static<typeof ApiKeyInput>;

/** `stp_`, the id of the key, `_`, and 256 random bits in base64url. */
const TOKEN = /^stp_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/;

/** The token of a key with that id; `secret` is 256 random bits in base64url. */
export const tokenOf = (id: string, secret: string): string => `stp_${id}_${secret}`;

/** The id of the key that a token claims to be of, or null where it is no token. */
export const keyIdOf = (token: string): string | null => TOKEN.exec(token)?.[1] ?? null;

/** The state of a key at that instant. A revoked one stays revoked, whether or not it would have expired since. */
export function keyStateAt(
  { expiresAt: end, revokedAt }: Pick<StoredKey, 'expiresAt' | 'revokedAt'>,
  at: Date,
): KeyState {
  if (revokedAt !== null) return 'revoked';
  return end !== null && Date.parse(end) <= at.getTime() ? 'expired' : 'active';
}

export const shownAt = (key: StoredKey, at: Date): ApiKey => ({ ...key, state: keyStateAt(key, at) });

export const callerWith = ({ id, name: actor, scopes: granted }: StoredKey): Caller => ({
  name: actor,
  key: id,
  scopes: granted,
});
