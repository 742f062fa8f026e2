/** Backup: a copy of a store in one file, and what its making, its examination and its restoration tell. */

export type Backup = {
  /** Sequence number of the last change in it; 0 where it has none. */
  readonly revision: number;
  readonly bytes: number;
};

export type Examined = {
  readonly revision: number;
  /** Every fault; empty where all is well. */
  readonly faults: readonly string[];
};

export type Restored = {
  readonly revision: number;
  /** Where the files that were replaced are now; empty where there were none worth keeping. */
  readonly aside: readonly string[];
  /** False where what was replaced was too damaged to tell whether another program had it open. */
  readonly exclusive: boolean;
};
