/** SHA-256 for the tree over the log. */
import { hash } from 'node:crypto';
import type { TreeHash } from '../../../core/change-log/tree/digest.ts';

const NODE_BYTES = 65;
const LEFT = 1;
const RIGHT = 33;

/** Reused: nothing waits between its filling and its hashing. */
const node = Buffer.alloc(NODE_BYTES, 1);

export const sha256: TreeHash = {
  text: (text) => hash('sha256', text, 'base64'),
  node: (left, right) => {
    node.write(left, LEFT, 'base64');
    node.write(right, RIGHT, 'base64');
    return hash('sha256', node, 'base64');
  },
};
