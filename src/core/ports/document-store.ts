/** The part of the store port that keeps texts and candidates. They are no records: the change log and the revision know nothing of them, and the public never does. */
import type { TextSpan } from '../capture/candidate.ts';
import type {
  CandidateChange,
  CandidateDecision,
  CandidateState,
  Document,
  DocumentCandidate,
  NewDocument,
  ProposedCandidate,
} from '../capture/document.ts';
import type { DraftedCandidate, Drafting, MachineAnswer, NewDrafting } from '../capture/drafting/drafting.ts';
import type { KeepDecision, KeptDecision } from '../capture/kept-decision.ts';

export interface DocumentStore {
  /**
   * Keeps a text with its candidates, and ties the statements on record of its source to it whose quotes are in it; those
   * whose quotes are not are told as `untied`. Fails with `conflict` where the same source has, or had, the same text.
   */
  add(
    document: NewDocument,
    candidates: readonly ProposedCandidate[],
  ): Promise<{ readonly document: Document; readonly untied: readonly string[] }>;
  get(id: string): Promise<Document | null>;
  /** The newest first; `before` is an id. */
  list(page: { readonly limit: number; readonly before?: string }): Promise<readonly Document[]>;
  /** The text; null where there is none, or none any more. */
  text(id: string): Promise<string | null>;
  /** Takes the text out for ever; one that is gone stays so. Null where there is no such document. */
  removeText(id: string, by: string): Promise<Document | null>;
  /** In the order in which they were proposed. */
  candidates(document: string, states?: readonly CandidateState[]): Promise<readonly DocumentCandidate[]>;
  candidate(id: string): Promise<DocumentCandidate | null>;
  propose(document: string, candidate: ProposedCandidate): Promise<DocumentCandidate>;
  /** Proposes those of the candidates that are not known by what the document has; answers them. */
  proposeNew(
    document: string,
    candidates: readonly ProposedCandidate[],
    isKnown: (candidate: ProposedCandidate, there: readonly DocumentCandidate[]) => boolean,
  ): Promise<readonly DocumentCandidate[]>;
  /**
   * Keeps that a model was asked, and proposes what it drafted and is not known by what the document has, or by what was
   * drafted before it: that is dropped as `known`. One act.
   */
  addDrafting(
    drafting: NewDrafting,
    drafted: readonly DraftedCandidate[],
    isKnown: (candidate: ProposedCandidate, there: readonly ProposedCandidate[]) => boolean,
  ): Promise<{ readonly drafting: Drafting; readonly candidates: readonly DocumentCandidate[] }>;
  /** The times that a model was asked about a document, the newest first. */
  draftings(document: string): Promise<readonly Drafting[]>;
  /** How often a model was asked since that instant, about any document. */
  countDraftings(since: string): Promise<number>;
  /** What models took the words of candidates of a document for, by the ids of the candidates. */
  machineAnswers(document: string): Promise<ReadonlyMap<string, MachineAnswer>>;
  /** Changes a candidate that is at revision `expect`. Fails with `not-found`, and with `stale`. */
  change(id: string, expect: number, change: CandidateChange): Promise<DocumentCandidate>;
  /** Changes some candidates of a document and proposes others, all or nothing; answers those proposed. Fails as `change` does. */
  rework(
    document: string,
    changes: readonly CandidateDecision[],
    proposed: readonly ProposedCandidate[],
  ): Promise<readonly DocumentCandidate[]>;
  /** What the holder of a key has kept of a candidate, not decided yet; null where that is nothing. */
  keptDecision(candidate: string, key: string): Promise<KeptDecision | null>;
  /** Keeps it anew; the same again changes nothing. Fails with `stale` where something else was kept since. */
  keepDecision(kept: KeepDecision): Promise<KeptDecision>;
  /** Where the quotes of statements stand: of those that are tied to a document. */
  anchors(
    statements: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly document: string; readonly spans: readonly TextSpan[] }>>;
}
