/** The tables of db/sqlite as Kysely sees them. */

import type { Generated } from 'kysely';
import type { CandidateState, Rights } from '../../core/capture/document.ts';
import type { Action } from '../../core/change-log/change.ts';
import type { ExpertKind } from '../../core/records/expert.ts';
import type { Kind } from '../../core/records/kinds.ts';
import type { PublicState } from '../../core/records/public-state.ts';
import type { OptionRole } from '../../core/records/scale.ts';
import type { Attribution } from '../../core/records/statement.ts';
import type { ProposalState, ProposedAct } from '../../core/writing/proposal.ts';

/** Of every kind but positions, which can be retracted as well. */
type Stated = { status: PublicState };
type Dated = {
  said_on: string;
  said_until: string;
  said_on_from: 'statement' | 'source';
  said_at: string | null;
};

export type ScaleRow = Stated & { id: string; label: string; revision: number };
export type ScaleOptionRow = {
  scale: string;
  id: string;
  ordinal: number;
  label: string;
  value: number | null;
  role: OptionRole | null;
};

export type ExpertRow = Stated & {
  id: string;
  kind: ExpertKind;
  name: string;
  sort_name: string;
  sort_key: string;
  description: string | null;
  aliases: string;
  affiliations: string;
  links: string;
  revision: number;
};

export type SourceRow = Stated & {
  id: string;
  title: string;
  publisher: string;
  url: string | null;
  archived_url: string | null;
  published_on: string;
  published_until: string;
  retrieved_on: string | null;
  language: string;
  note: string | null;
  revision: number;
};

export type QuestionRow = Stated & {
  id: string;
  title: string;
  sort_key: string;
  proposition: string;
  scale: string;
  coding_rule: string;
  topics: string;
  aliases: string;
  language: string | null;
  /** A list of them as JSON; null where there are none. */
  translations: string | null;
  succeeds: string | null;
  revision: number;
};

export type StatementRow = Dated &
  Stated & {
    id: string;
    expert: string;
    source: string;
    attribution: Attribution;
    quotes: string;
    paraphrase: string | null;
    selector: string | null;
    venue: string | null;
    reported_by: string | null;
    language: string | null;
    translations: string;
    capacity: string | null;
    revision: number;
  };

/** Experts and sources of a statement behind the first, which stands in its own row. */
export type CosignerRow = { statement: string; expert: string; ordinal: number };
export type ReprintRow = { statement: string; source: string; ordinal: number };

export type PositionRow = Dated & {
  id: string;
  expert: string;
  question: string;
  scale: string;
  option: string;
  summary: string;
  condition: string | null;
  basis: 'stated' | 'inferred';
  latest_statement: string;
  /** How many statements it rests on: where it is one, none need be looked for beside the latest. */
  evidence_count: number;
  supersedes: string | null;
  status: 'draft' | 'published' | 'retracted';
  recorded_at: string;
  recorded_by: string;
  recorded_seq: number;
  note: string | null;
  confidence: number | null;
  revision: number;
};

type EvidenceRow = { position: string; statement: string; expert: string; ordinal: number };

export type ChangeRow = {
  seq: number;
  at: string;
  actor: string;
  action: Action;
  entity: Kind;
  id: string;
  reason: string | null;
  before: string | null;
  after: string | null;
  readonly expert: Generated<string | null>;
  readonly question: Generated<string | null>;
};

type RedirectRow = { entity: Kind; old_id: string; id: string; seq: number; is_public: 0 | 1 };
type IdempotencyRow = { caller: string; key: string; fingerprint: string; result: string; at: string };

export type KeyRow = {
  id: string;
  name: string;
  hash: Buffer;
  scopes: string;
  created_at: string;
  created_by: string;
  expires_at: string | null;
  revoked_at: string | null;
  revoked_by: string | null;
  last_used_at: string | null;
};

type SessionRow = { hash: Buffer; key: string; ends_at: string };

export type DocumentRow = {
  id: number;
  source: string;
  text: string | null;
  text_form: number;
  sha256: string;
  length: number;
  replaces: number | null;
  rights: Rights;
  keep_until: string | null;
  language: string;
  format: string;
  filename: string | null;
  file_sha256: string | null;
  extractor: string;
  added_by: string;
  added_at: string;
  text_removed_by: string | null;
  text_removed_at: string | null;
};

export type CandidateRow = {
  id: number;
  document: number;
  state: CandidateState;
  data: string;
  statement: string | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: string | null;
  revision: number;
};

/** `data` and `said` are JSON. */
export type DraftingRow = {
  id: number;
  document: number;
  data: string;
  said: string;
  asked_by: string;
  asked_at: string;
};

export type ProposalRow = {
  id: number;
  state: ProposalState;
  act: ProposedAct;
  entity: Kind;
  record: string;
  revision: number;
  patch: string | null;
  before: string | null;
  reason: string | null;
  key: string | null;
  proposed_by: string;
  proposed_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision: string | null;
  seq: number | null;
};

export type Tables = {
  scales: ScaleRow;
  scale_options: ScaleOptionRow;
  experts: ExpertRow;
  sources: SourceRow;
  questions: QuestionRow;
  statements: StatementRow;
  statement_cosigners: CosignerRow;
  statement_reprints: ReprintRow;
  positions: PositionRow;
  evidence: EvidenceRow;
  changes: ChangeRow;
  redirects: RedirectRow;
  idempotency: IdempotencyRow;
  api_keys: KeyRow;
  desk_sessions: SessionRow;
  search_documents: { key: Generated<number>; kind: 'expert' | 'question' | 'position' | 'statement'; id: string };
  search_index: { rowid: number; title: string; body: string };
};
