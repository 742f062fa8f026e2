/** The part of the store port that keeps texts and candidates. They are no records: the change log and the revision know nothing of them, and the public never does. */
import type { TextSpan } from '../capture/candidate.ts';
import type {
  CandidateChange,
  CandidateState,
  Document,
  DocumentCandidate,
  NewDocument,
  ProposedCandidate,
} from '../capture/document.ts';

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
  /** Proposes those of the candidates that are one with none that the document has; answers them. */
  proposeNew(
    document: string,
    candidates: readonly ProposedCandidate[],
    isOne: (candidate: ProposedCandidate, there: DocumentCandidate) => boolean,
  ): Promise<readonly DocumentCandidate[]>;
  /** Changes a candidate that is at revision `expect`. Fails with `not-found`, and with `stale`. */
  change(id: string, expect: number, change: CandidateChange): Promise<DocumentCandidate>;
  /** Where the quotes of statements stand: of those that are tied to a document. */
  anchors(
    statements: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly document: string; readonly spans: readonly TextSpan[] }>>;
}
