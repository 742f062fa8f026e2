/** Digest: 32 bytes of SHA-256 in base64, and how a tree of them is hashed (RFC 9162, section 2.1.1). */

/** 44 characters of base64, the last one "=". Two digests are the same where their texts are. */
export type Digest = string;

/** SHA-256, given by whoever has one: the core knows none. */
export type TreeHash = {
  /** The digest of the text's bytes in UTF-8. */
  text(text: string): Digest;
  /** The digest of a node: HASH(0x01 || left || right). */
  node(left: Digest, right: Digest): Digest;
};

export const isDigest = (text: string): boolean => /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(text);
