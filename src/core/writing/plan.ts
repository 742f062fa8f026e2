/** Plan: the acts of a commit, under which conditions they are done, and what came of them. */
import { type Static, Type } from 'typebox';
import type { UnitDecision } from '../capture/coding.ts';
import type { CandidateDecision } from '../capture/document.ts';
import type { Action } from '../change-log/change.ts';
import type { Entities, Kind } from '../records/kinds.ts';
import { Id, Record } from '../values/schema.ts';
import { ImportTrial } from './import-trial.ts';

/** A record of any kind. */
export type AnyRecord = { [K in Kind]: { readonly kind: K; readonly record: Entities[K] } }[Kind];

/**
 * A record to be written. `expect` is the revision the writer last saw, or `absent` for a new record. `again`: it gets an
 * entry in the log although it says what it said, because what the log says of it is altered. `completes`: the same
 * commit has made it, so that nobody has seen it yet, and nothing is corrected.
 */
export type Write = AnyRecord & {
  readonly act?: 'put';
  readonly expect?: number | 'absent';
  readonly again?: true;
  readonly completes?: true;
};

/** A record to be called `to`, with all that refer to it; the old id leads to the new one for ever. */
export type Renaming = {
  readonly act: 'rename';
  readonly kind: Kind;
  readonly id: string;
  readonly to: string;
  readonly expect: number;
};

/** A record that is one with another of its kind: its id leads to that for ever, and all that refer to it follow. */
export type Merger = {
  readonly act: 'merge';
  readonly kind: Kind;
  readonly id: string;
  readonly into: string;
  readonly expect: number;
};

/** A record to be taken out of the present; the log keeps it. */
export type Removal = { readonly act: 'remove'; readonly kind: Kind; readonly id: string; readonly expect: number };

export type WriteAct = Write | Renaming | Merger | Removal;

/** A request that may be sent again: `fingerprint` tells whether it is the same one. */
export type Idempotency = { readonly caller: string; readonly key: string; readonly fingerprint: string };

/** Who writes, with which right, and why. */
export type Commit = {
  readonly actor: string;
  /** May what the public sees be made, corrected, retracted? */
  readonly mayPublish: boolean;
  /** There where what is public must stay as it is, additions included. */
  readonly leavesPublic?: true;
  readonly reason: string | null;
  readonly idempotency?: Idempotency;
  /** The id of an open proposal that the commit carries out: it is accepted with it, or stays open. */
  readonly accepts?: string;
  /** What becomes of a candidate with it: of one that is at another revision nothing does, and nothing is written. */
  readonly candidate?: CandidateDecision;
  /** What goes on record with it of that which several people have coded; where that is decided, nothing is written. */
  readonly adjudication?: UnitDecision;
};

/** A commit that may be a trial: answered as if it had been written. */
export type CommitOptions = Commit & { readonly dryRun?: boolean };

const count = Type.Integer({ minimum: 0 });
const ImportCount = Record({ created: count, updated: count, unchanged: count });
export type ImportCount = Static<typeof ImportCount>;

const KeptTexts = Record(
  {
    kept: count,
    known: count,
    untied: Type.Array(Id, { description: 'Statements on record whose quotes are not in them.' }),
  },
  { description: 'Texts that came along; known are those that their sources have, or had.' },
);
export type KeptTexts = Static<typeof KeptTexts>;

export const ImportReport = Record(
  {
    scale: ImportCount,
    expert: ImportCount,
    source: ImportCount,
    question: ImportCount,
    statement: ImportCount,
    position: ImportCount,
    texts: Type.Optional(KeptTexts),
    drafts: Type.Optional(
      Type.Literal(true, { description: 'There where drafts were asked for: what was created is a draft.' }),
    ),
    trial: Type.Optional(ImportTrial),
  },
  { $id: 'ImportReport', description: 'How many records of each kind were created, updated or left as they were.' },
);
export type ImportReport = Static<typeof ImportReport>;

/** The log entries that came of it, `first` to `last`; both null where everything was so already. */
export type Applied = {
  readonly report: ImportReport;
  readonly first: number | null;
  readonly last: number | null;
};

/** The log's word for a write: a record that comes out of draft is published, a position taken back is retracted. */
export function actionOf(before: AnyRecord['record'] | null, after: AnyRecord['record']): Action {
  if (before === null) return 'create';
  if (before.status === after.status) return 'update';
  return after.status === 'retracted' ? 'retract' : 'publish';
}

export const emptyReport = (): { [K in Kind]: { -readonly [C in keyof ImportCount]: number } } => ({
  scale: { created: 0, updated: 0, unchanged: 0 },
  expert: { created: 0, updated: 0, unchanged: 0 },
  source: { created: 0, updated: 0, unchanged: 0 },
  question: { created: 0, updated: 0, unchanged: 0 },
  statement: { created: 0, updated: 0, unchanged: 0 },
  position: { created: 0, updated: 0, unchanged: 0 },
});
