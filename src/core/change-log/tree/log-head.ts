/** Head of the tree over the log, and the proofs that go with it, as they are answered. */
import { type Static, Type } from 'typebox';
import { Instant, Nullable, Record } from '../../values/schema.ts';

const digest = (description: string) =>
  Type.String({ minLength: 44, maxLength: 44, description: `${description} SHA-256 in base64.` });
const size = Type.Integer({ minimum: 0, description: 'How many entries of the change log are its leaves.' });
const rootHash = digest('The root of the tree.');
const path = (description: string) => Type.Array(digest('A node.'), { description });
const salt = Type.String({ description: '128 random bits in base64.' });

export const LogHead = Record(
  {
    size,
    rootHash,
    at: Nullable({ ...Instant, description: 'When its last entry was made; null where there is none.' }),
    checkpoint: Nullable(
      Type.String({
        description: 'Size and root as a signed note (C2SP tlog-checkpoint); null where no key is configured.',
      }),
    ),
    verifierKey: Nullable(
      Type.String({
        description: 'The key that the note is verified with (C2SP signed-note); null with the checkpoint.',
      }),
    ),
  },
  { $id: 'LogHead', description: 'The Merkle tree over the change log as it is (RFC 9162).' },
);
export type LogHead = Static<typeof LogHead>;

export const InclusionProof = Record(
  {
    seq: Type.Integer({ minimum: 1, description: 'Number of the entry in the change log.' }),
    leafIndex: Type.Integer({ minimum: 0, description: 'Number of its leaf, from 0.' }),
    leafHash: digest('HASH(0x00 || salt || content), the salt as it is written here.'),
    size,
    rootHash,
    inclusionPath: path('From the leaf to the root: RFC 9162, section 2.1.3.'),
    salt: Nullable(salt),
    content: Nullable(
      Type.String({
        description:
          'The entry as a text of JSON, character for character as it was hashed; null where it was redacted, and where ' +
          'not all of it is public. "before" in it is a digest.',
      }),
    ),
    before: Nullable(
      Record(
        { salt, text: Type.String({ description: 'The record before the entry, as a text of JSON.' }) },
        {
          description:
            'What "before" of the content is HASH(salt || text) of; null where there is nothing, or nothing public.',
        },
      ),
    ),
  },
  { $id: 'InclusionProof', description: 'What proves an entry of the change log to be in the tree over it.' },
);
export type InclusionProof = Static<typeof InclusionProof>;

const head = Record({ size, rootHash });

export const ConsistencyProof = Record(
  {
    first: head,
    second: head,
    consistencyPath: path('RFC 9162, section 2.1.4; empty where the two are the same, or the first is empty.'),
  },
  { $id: 'ConsistencyProof', description: 'What proves that the log was only added to from one head to another.' },
);
export type ConsistencyProof = Static<typeof ConsistencyProof>;
