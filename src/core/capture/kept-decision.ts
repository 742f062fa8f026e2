/** KeptDecision: what somebody has chosen and typed about a candidate, and has not decided yet; theirs alone. */
export type KeptDecision = {
  /** The fields of the form by their names; those that are empty are left out. */
  readonly fields: DecisionFields;
  /** How often it was kept, from 1. */
  readonly revision: number;
  readonly at: string;
};

export type DecisionFields = { readonly [field: string]: string };

/** What is kept anew; `expect` is the revision that was looked at, 0 where nothing was kept. `key` is whose it is. */
export type KeepDecision = {
  readonly candidate: string;
  readonly key: string;
  readonly expect: number;
  readonly fields: DecisionFields;
};
