/**
 * The store port: what the rest of Standpoint asks of a database. Every method is one whole unit of work on one
 * consistent state, and resolves only when that state is durable or read; no transaction leaves the store, but one that
 * only reads, as a snapshot.
 * All lists are in a fixed order that does not depend on the order of writing.
 */

import type { Change } from '../change-log/change.ts';
import type { TouchedPositions } from '../change-log/correction.ts';
import type { Redacted, Redaction } from '../change-log/redaction.ts';
import type { KeyedPosition, PositionKey } from '../import/table/keyed-position.ts';
import type { CellCorrection } from '../matrix/corrected.ts';
import type { CellAxes, CellVisitor, ExpertMaterial, MatrixMaterial, StoredAxes } from '../matrix/material.ts';
import type { StoredCellVisitor } from '../matrix/stored-cells.ts';
import type { StanceVisitor } from '../matrix/stored-stances.ts';
import type { Entities, Kind } from '../records/kinds.ts';
import type { Named, NamedKind } from '../records/near.ts';
import type { PositionBasis, PositionStatus } from '../records/position.ts';
import type { TopicInUse } from '../records/question.ts';
import type { SearchHit, SearchKind, SearchMatch } from '../records/search-text.ts';
import type { Attribution } from '../records/statement.ts';
import type { Failure } from '../values/errors.ts';
import type { ListOrder, Page, PageRequest } from '../values/page.ts';
import type { WritePart } from '../writing/grounds.ts';
import type { Applied, CommitOptions, Idempotency } from '../writing/plan.ts';
import type { CodingStore } from './coding-store.ts';
import type { DocumentStore } from './document-store.ts';
import type { KeyStore } from './key-store.ts';
import type { LogTree } from './log-tree.ts';
import type { MappingStore } from './mapping-store.ts';
import type { ProposalStore } from './proposal-store.ts';
import type { SessionStore } from './session-store.ts';
import type { UploadStore } from './upload-store.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Filters of a list: values of one filter widen, different filters narrow. */
export type ListFilter = {
  readonly id?: readonly string[];
  readonly expert?: readonly string[];
  /** Experts who are left out, and what is theirs. */
  readonly excludeExpert?: readonly string[];
  readonly question?: readonly string[];
  readonly option?: readonly string[];
  readonly source?: readonly string[];
  /** Statements: the positions that rest on any of them. */
  readonly statement?: readonly string[];
  readonly topic?: readonly string[];
  /** Questions that others put in other words: those others. */
  readonly succeeds?: readonly string[];
  /** Names of organizations, as they are recorded. */
  readonly affiliation?: readonly string[];
  readonly status?: readonly PositionStatus[];
  readonly basis?: readonly PositionBasis[];
  readonly attribution?: readonly Attribution[];
  /** First and last day (inclusive) of `saidOn`, or of `publishedOn` for sources; a reduced date counts from its last day. */
  readonly from?: string;
  readonly to?: string;
  /** Records whose last change was made at that instant or later, written as the log writes instants (`toISOString`). */
  readonly updatedSince?: string;
  /** Words that the record's text must all contain, in any order. */
  readonly q?: string;
};
/** Which experts and questions a matrix is made of; without a filter, all of them. */
export type MatrixSelection = {
  readonly experts: ListFilter;
  readonly questions: ListFilter;
  readonly maxCells: number;
  readonly withStatements: boolean;
  /** True where drafts are wanted among the positions; as the public sees it there are none. */
  readonly withDrafts?: boolean;
};
/** What is read of positions beside themselves, and whether drafts are among them. */
export type HeldWith = Pick<MatrixSelection, 'withStatements' | 'withDrafts'>;
/** How many experts and questions a selection has; their product is the number of its cells. */
export type MatrixExtent = { readonly experts: number; readonly questions: number };
/** Which cells are read, whether with drafts, and whether with the sources of their positions, and the organizations that were spoken for. */
export type CellSelection = Omit<MatrixSelection, 'withStatements'> & { readonly withSources: boolean };
/** A fault that `check` found; `remedy` says what to do. */
export type Finding = { readonly what: string; readonly remedy: string };

/** Which entries of the log are wanted: values of one filter widen, different filters narrow. */
export type ChangeFilter = {
  /** The expert's own entries, and those of statements and positions of theirs. */
  readonly expert?: readonly string[];
  /** The question's own entries, and those of positions on it. */
  readonly question?: readonly string[];
  /** As `question`, for every question that has the topic now. */
  readonly topic?: readonly string[];
  /** The entries of these records, under whichever id they had. */
  readonly record?: { readonly kind: Kind; readonly id: string };
  /** The entries of what had this very id when they were made: none of another record that became one with it. */
  readonly calledThen?: { readonly kind: Kind; readonly id: string };
  /** Only corrections of what was public; `expert`, `question` and `topic` then mean those whom they touch. */
  readonly corrections?: true;
};

/** What can be read in two ways: all of it, and what the public sees. */
type Sighted<R> = {
  /**
   * The same as the public sees it, drafts left out of everything: lists, ids, topics, what an id leads to, the log (each
   * entry in its public form), and the revision, which is that of the last entry the public sees. It is itself of itself.
   */
  readonly publicly: R;
};

/** What can be read of one state of the store: the present one, or one that was. */
export interface Reading extends Sighted<Reading> {
  /** The sequence number of the last change; grows with every write, by whichever process. 0 where there is none. */
  revision(): Promise<number>;
  /** When the change with that number was made; null where there is none to be seen. */
  changedAt(seq: number): Promise<string | null>;

  get<K extends Kind>(kind: K, id: string): Promise<Entities[K] | null>;
  /** All that exist of `ids`, in no particular order. */
  getMany<K extends Kind>(kind: K, ids: readonly string[]): Promise<readonly Entities[K][]>;
  list<K extends Kind>(kind: K, filter: ListFilter, page: PageRequest): Promise<Page<Entities[K]>>;
  /** Positions that were recorded after the entry `seq` of the log, drafts among them, in the order of recording. */
  recordedAfter(seq: number, limit: number): Promise<readonly Entities['position'][]>;
  /** Every id of a kind, for suggestions and checks. */
  ids(kind: Kind): Promise<readonly string[]>;
  /** Of ids that were given up by a renaming, those that lead to another now: from the old to the new. */
  redirects(kind: Kind, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Every record of a kind under the names that it is known by. */
  names(kind: NamedKind): Promise<readonly Named[]>;
  /** Every organization that an expert ever belonged to, that is one, or that was spoken for. */
  organizations(): Promise<readonly string[]>;
  /** Every topic in use with the number of its questions, by its name. */
  topics(): Promise<readonly TopicInUse[]>;

  /** How large a selection is, without reading it. */
  extent(selection: Pick<MatrixSelection, 'experts' | 'questions'>): Promise<MatrixExtent>;
  /** Fails with `too-large` where the selection has more than `maxCells` cells. */
  matrixMaterial(selection: MatrixSelection): Promise<MatrixMaterial>;
  /** The last correction of each cell on these questions, of each of these questions and of each of these experts. */
  corrected(experts: readonly string[], questions: readonly string[]): Promise<readonly CellCorrection[]>;
  /**
   * Reads every cell that has positions once, in any order, without keeping them: for selections too large for
   * `matrixMaterial`. The reader must not ask the store for anything. Fails with `too-large` as that does.
   */
  readCells<T>(selection: CellSelection, begin: (ground: CellAxes) => CellVisitor<T>): Promise<T>;

  /** Log entries after `seq` that pass the filter, oldest first. */
  changes(after: number, limit: number, filter?: ChangeFilter): Promise<readonly Change[]>;
  /** Log entries before `seq` that pass the filter, newest first. */
  changesBefore(seq: number, limit: number, filter?: ChangeFilter): Promise<readonly Change[]>;
  /** What the corrections with these numbers touch: of each the first MAX_TOUCHED, and how much there is. */
  touchedBy(seqs: readonly number[]): Promise<ReadonlyMap<number, TouchedPositions>>;
}

/** The first `limit` questions on which at least so many experts took a place. */
export type DivisiveSelection = { readonly minValued: number; readonly limit: number };

/**
 * One state of the store, for as long as it is read: all readings of it agree, whatever is written meanwhile. It must be
 * closed, and soon: what it holds on to cannot be tidied up by the engine.
 */
export interface Snapshot extends Reading {
  readonly publicly: Snapshot;
  /**
   * All records that pass the filter, ordered as those of `list`, some hundreds at a time. To make the next piece takes a few
   * milliseconds, so that others can be served in between; for that, a piece may be empty.
   */
  pieces<K extends Kind>(kind: K, filter: ListFilter, order?: ListOrder): AsyncIterable<readonly Entities[K][]>;
  /** Published and retracted positions of these experts on these questions; with drafts, and with their statements and sources, where asked for. */
  held(experts: readonly string[], questions: readonly string[], how: HeldWith): Promise<ExpertMaterial>;
  close(): Promise<void>;
}

/** All that can be read of the store: the present state, those that were, and what follows from them. */
export interface StoreReading extends Reading {
  readonly publicly: StoreReading;

  /**
   * Reads the cells of a selection as they stand, judged when they were written, without keeping them. Null where some
   * are still to be judged, or `begin` will not have them: then they must be made from `matrixMaterial`. Fails with
   * `too-large` as that does.
   */
  readStoredCells<T>(
    selection: Omit<MatrixSelection, keyof HeldWith>,
    begin: (ground: StoredAxes) => StoredCellVisitor<T> | null,
  ): Promise<T | null>;

  /** As `readStoredCells`, question by question and without the cells themselves. */
  readStances<T>(
    selection: Omit<MatrixSelection, keyof HeldWith>,
    begin: (ground: CellAxes) => StanceVisitor<T> | null,
  ): Promise<T | null>;

  /**
   * The ids of the questions on which somebody is on each side, in the order of `byRank('divisive')`, as things stand. Null
   * where they are not kept, or some are still to be measured: then the cells must be read.
   */
  mostDivisive(selection: DivisiveSelection): Promise<readonly string[] | null>;

  /** The store as it was at that instant. Fails with `invalid` on an instant that is not past. */
  asKnownAt(instant: string): Promise<Reading>;
  /** The store as it is, or as it was at that instant; it stays so until it is closed. Fails as `asKnownAt` does. */
  snapshot(knownAt: string | null): Promise<Snapshot>;

  /**
   * The best hits first. `match` says whether every word must be found, the last perhaps only begun; every word, as it is
   * or within a longer one, which takes a look at all words there are; or any.
   * Drafts and retracted positions are not found.
   */
  search(
    words: string,
    options: { kinds: readonly SearchKind[]; match: SearchMatch; limit: number },
  ): Promise<readonly SearchHit[]>;
}

/** `log` is null where the engine keeps what was written last for all its databases together. */
export type DatabaseSize = { readonly records: number; readonly log: number | null };

export interface Store extends StoreReading {
  /** The tree over the change log, which tells whether it was rewritten. */
  readonly log: LogTree;
  readonly keys: KeyStore;
  /** The texts of sources, and what is proposed in them. */
  readonly documents: DocumentStore;
  readonly codings: CodingStore;
  /** Who is signed in at the desk. */
  readonly sessions: SessionStore;
  /** How kinds of tables are read. */
  readonly mappings: MappingStore;
  /** Tables that somebody at the desk is about to import. */
  readonly uploads: UploadStore;
  /** Who is told of changes, and what is to be sent to them. */
  readonly webhooks: WebhookStore;
  /** Changes to what is public that wait for somebody who may publish. */
  readonly proposals: ProposalStore;

  /**
   * Writes all parts of a commit or nothing, one after the other, each planned and decided on what those before it left;
   * records that are already so are left alone and not logged. What is derived from what was written (the day of a
   * position) is written and logged with it. A list of parts is written at once; between parts that come one by one,
   * others are answered, and those who want to write wait: `alone` says that there are none, so that a step may take long.
   * Fails with `stale`, `not-found` or `conflict` where a record is not as its writer expects it, with `forbidden` where
   * what is public is touched without the right to, with `invalid` where that lacks a reason, with `key-reused`, with
   * `no-space`, `no-primary`, `unknown-outcome`, and with whatever a part throws.
   */
  write(
    commit: CommitOptions & { readonly alone?: boolean },
    parts: readonly WritePart[] | AsyncIterable<WritePart>,
  ): Promise<Applied>;
  /**
   * Takes words, or a name, out of every record and every entry of the log, and out of the files, on a legal demand: the
   * one act that alters the log. Its tree stays as it is. Fails as `write` does.
   */
  redact(commit: CommitOptions, redaction: Redaction): Promise<Redacted>;
  /** All positions of these experts on these questions by these sources, in the order of recording. */
  keyedPositions(keys: readonly PositionKey[]): Promise<readonly KeyedPosition[]>;
  /** What was applied for that idempotency key, if anything was. Fails with `key-reused`. */
  appliedFor(idempotency: Idempotency): Promise<Applied | null>;

  /**
   * Calls at once whenever somebody, in whichever process, may have written records, until the answer is called. An engine
   * that hears of no other process never calls: whoever waits for changes looks for them now and then as well.
   */
  onChange(told: () => void): () => void;

  /**
   * The number of the last change that this store has written, read or heard of: nothing is read that is older, also where
   * an engine reads from copies of its database. 0 before the first.
   */
  known(): Promise<number>;
  /**
   * Resolves when nothing is read from now on that is older than the change with that number, or than the last one that
   * anybody made. Fails with `invalid` where there never was such a change.
   */
  atLeast(seq: number | 'latest'): Promise<void>;

  /** True where nothing was ever written. */
  isEmpty(): Promise<boolean>;
  /**
   * Why nothing can be written at present, as `wrong-clock`, `read-only` or `no-primary`; null where everything can. Fails with
   * `unusable-database` or `replaced-database` where the store cannot serve.
   */
  ready(): Promise<Failure | null>;
  /** What the database takes on its disk, in bytes: its records, and what was written and is not yet put among them. */
  size(): Promise<DatabaseSize>;
  /** Every fault of the file and every broken invariant; empty where all is well. */
  check(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}
