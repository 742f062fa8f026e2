/**
 * Checkpoint: a head as a note that is signed, in the form that witnesses of other logs read too
 * (https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note).
 */
import { type Digest, isDigest } from './digest.ts';
import type { TreeHead } from './verify.ts';

/** Signs notes under the name of the log. */
export type CheckpointSigner = {
  /** The origin of the log: a host and a path, without a scheme. */
  readonly name: string;
  /** Four bytes of the key's hash and the signature, in base64. */
  sign(text: string): string;
  /** What others verify with: name, hash and public key. */
  readonly verifierKey: string;
};

export function checkpointOf({ name, sign }: CheckpointSigner, { size, rootHash }: TreeHead): string {
  const text = `${name}\n${size}\n${rootHash}\n`;
  return `${text}\n— ${name} ${sign(text)}\n`;
}

const SIZE = /^(?:0|[1-9]\d{0,14})$/;

const headOf = (size: string | undefined, rootHash: Digest | undefined): TreeHead | null =>
  size !== undefined && SIZE.test(size) && rootHash !== undefined && isDigest(rootHash)
    ? { size: Number(size), rootHash }
    : null;

/**
 * The head in a text that somebody kept: `SIZE:ROOT` as its last line, as where each night adds one, a checkpoint, or the
 * answer of /v1/log/head. Null where it is none of them. What a checkpoint is signed with is not looked at.
 */
export function headIn(text: string): TreeHead | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) {
    const lines = trimmed.split('\n');
    return headOf(...pair((lines.at(-1) ?? '').trim().split(':'))) ?? headOf(lines[1], lines[2]);
  }
  try {
    const { size, rootHash } = JSON.parse(trimmed) as { readonly [name: string]: unknown };
    return typeof rootHash === 'string' ? headOf(String(size), rootHash) : null;
  } catch {
    return null;
  }
}

const pair = (parts: readonly string[]): [string | undefined, string | undefined] =>
  parts.length === 2 ? [parts[0], parts[1]] : [undefined, undefined];

/** A head as it is written down: `SIZE:ROOT`. */
export const headText = ({ size, rootHash }: TreeHead): string => `${size}:${rootHash}`;
