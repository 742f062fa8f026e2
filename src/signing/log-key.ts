/** The key that heads of the log are signed with: Ed25519, from a file in PEM. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CheckpointSigner } from '../core/change-log/tree/checkpoint.ts';
import { Failure } from '../core/values/errors.ts';

/** How a signed note calls Ed25519. */
const ED25519 = Uint8Array.of(1);
const HASH_BYTES = 4;

/** Signs with the Ed25519 key, under the name. */
export function createSigner(key: KeyObject, name: string): CheckpointSigner {
  // The last 32 bytes of the key's info are the key (RFC 8410).
  const bytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const id = createHash('sha256').update(`${name}\n`).update(ED25519).update(bytes).digest().subarray(0, HASH_BYTES);
  return {
    name,
    sign: (text) => Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64'),
    verifierKey: `${name}+${id.toString('hex')}+${Buffer.concat([ED25519, bytes]).toString('base64')}`,
  };
}

/** The signer of the log of that name, with the key in the file. Fails with `invalid` where the file has no such key. */
export const readLogKey = (path: string, name: string): CheckpointSigner => createSigner(keyIn(path), name);

function keyIn(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw refusal(`cannot be used: ${error instanceof Error ? error.message : error}`);
  }
  throw refusal('holds another key');
}

const refusal = (why: string): Failure =>
  new Failure(
    'invalid',
    `the file that STANDPOINT_LOG_KEY names ${why}; it must hold an Ed25519 private key, as "openssl genpkey -algorithm ed25519" makes it`,
  );
