/** Candidates: proposing statements in a document, and deciding on them. What is accepted becomes drafts, in one commit. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { TextSpan } from '../../core/capture/candidate.ts';
import { type Acceptance, type NewCandidate, toProposed } from '../../core/capture/candidate-input.ts';
import type { DocumentCandidate, ProposedCandidate } from '../../core/capture/document.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Position, PositionInput } from '../../core/records/position.ts';
import type { StatementInput } from '../../core/records/statement.ts';
import { Failure } from '../../core/values/errors.ts';
import { commitBy } from '../../core/writing/commit.ts';
import type { Publishing } from '../../core/writing/publishing.ts';
import { importBundle } from '../import/import.ts';
import { createRecord, type Editor, removalPart } from '../records/editing.ts';
import { publishRecords } from '../records/publishing.ts';
import { getDocument, getDocumentText } from './documents.ts';

/** Proposes a statement by hand. Fails with `not-found`, `quote-not-in-text`, `quote-ambiguous` and `invalid`. */
export async function proposeCandidate(
  store: Store,
  caller: Caller,
  document: string,
  input: NewCandidate,
): Promise<DocumentCandidate> {
  demand(caller, 'write');
  const text = await getDocumentText(store, caller, document);
  return store.documents.propose(document, toProposed(text, input, { kind: 'person', name: caller.name }));
}

/** Puts other words, another speaker or day into a candidate that is open; who proposed it stays. Fails as `proposeCandidate` does, and with `stale` and `conflict`. */
export async function changeCandidate(
  store: Store,
  caller: Caller,
  id: string,
  revision: number,
  input: NewCandidate,
): Promise<DocumentCandidate> {
  demand(caller, 'write');
  const before = await openCandidate(store, id);
  const text = await getDocumentText(store, caller, before.document);
  const { rule, mention, cue, confidence } = before;
  const proposed = { ...toProposed(text, input, before.origin), rule, mention, cue, confidence };
  return store.documents.change(id, revision, { proposed });
}

/**
 * Makes drafts of a candidate: its statement, the positions that rest on it, and the expert where they are new. Sent again
 * for the same revision it makes nothing twice. Fails with `stale`, with `conflict` where it is decided, and with `invalid`.
 */
export async function acceptCandidate(
  store: Store,
  id: string,
  { revision, positions = [], ...input }: Acceptance,
  editor: Editor,
): Promise<DocumentCandidate> {
  const { caller, at, reason } = editor;
  demand(caller, 'write');
  const candidate = await openCandidate(store, id);
  if (candidate.revision !== revision) throw staleCandidate(candidate);
  const { source } = await getDocument(store, caller, candidate.document);
  const text = await getDocumentText(store, caller, candidate.document);
  const once = (what: string) => ({
    idempotency: { caller: 'candidate', key: `${id}-${revision}-${what}`, fingerprint: what },
  });
  const expert =
    input.newExpert === undefined
      ? (input.expert ?? candidate.expert)
      : (await createRecord(store, 'expert', { ...input.newExpert, status: 'draft' }, { ...editor, ...once('expert') }))
          .id;
  if (expert === null)
    throw new Failure('invalid', '/expert must be given: nobody on record is tied to the speaker', [
      { pointer: '/expert', message: 'must be given, or newExpert: nobody on record is tied to the speaker' },
    ]);
  const statement = statementOf(text, candidate, { id: `${source.slice(0, 100)}-c${id}`, expert, source, ...input });
  const bundle = {
    bundleVersion: 1,
    statements: [statement],
    ...(positions.length > 0 && {
      positions: positions.map(
        (it): PositionInput => ({
          ...it,
          id: `${expert.slice(0, 50)}-${it.question.slice(0, 50)}-c${id}`,
          expert,
          statements: [statement.id],
          status: 'draft',
        }),
      ),
    }),
  };
  await importBundle(store, bundle, { caller, at, reason, status: 'draft', ...once('drafts') });
  return store.documents.change(id, revision, { state: 'accepted', statement: statement.id, by: caller.name });
}

type About = Pick<Acceptance, 'saidOn' | 'paraphrase'> & {
  readonly id: string;
  readonly expert: string;
  readonly source: string;
};

/** The statement of a candidate; what is retold is as the text has it where nobody put it in words of their own. */
function statementOf(text: string, candidate: ProposedCandidate, about: About): StatementInput {
  const words = ({ start, end }: TextSpan) => text.slice(start, end);
  const { quotes, content, attribution } = candidate;
  const { saidOn = candidate.saidOn ?? undefined, id, expert, source } = about;
  const paraphrase = about.paraphrase ?? (content.length > 0 ? content.map(words).join(' … ') : undefined);
  return {
    ...{ id, expert, source, attribution, status: 'draft' as const },
    ...(saidOn !== undefined && { saidOn }),
    ...(quotes.length > 0 && { quotes: quotes.map(words) }),
    ...(paraphrase !== undefined && { paraphrase }),
  };
}

/** Sets a candidate aside. Fails with `stale`, and with `conflict` where it is decided. */
export async function rejectCandidate(
  store: Store,
  caller: Caller,
  id: string,
  revision: number,
  reason: string | null,
): Promise<DocumentCandidate> {
  demand(caller, 'write');
  await openCandidate(store, id);
  return store.documents.change(id, revision, { state: 'rejected', reason, by: caller.name });
}

/** Undoes the decision on a candidate; drafts that were made of it are deleted. Fails with `stale`, and with `conflict` where they are public or cited elsewhere. */
export async function reopenCandidate(
  store: Store,
  id: string,
  revision: number,
  editor: Editor,
): Promise<DocumentCandidate> {
  demand(editor.caller, 'write');
  const candidate = await anyCandidate(store, id);
  if (candidate.revision !== revision) throw staleCandidate(candidate);
  const statement = candidate.statement === null ? null : await store.get('statement', candidate.statement);
  if (statement !== null) {
    if (statement.status !== 'draft')
      throw new Failure('conflict', `the statement "${statement.id}" is public: correct or retract it instead`);
    const resting = await draftsOn(store, statement.source, new Set([statement.id]));
    const parts = [
      ...resting.map((it) => removalPart('position', it.id, it.revision)),
      removalPart('statement', statement.id, statement.revision),
    ];
    await store.write(commitBy(editor.caller, editor), parts);
  }
  return store.documents.change(id, revision, { state: 'open' });
}

/** Drafts of positions that rest on any of these statements, all of one source. */
async function draftsOn(store: Store, source: string, statements: ReadonlySet<string>) {
  const drafts: Position[] = [];
  let after: readonly string[] | undefined;
  do {
    const page = await store.list(
      'position',
      { source: [source], status: ['draft'] },
      { limit: 500, ...(after && { after }) },
    );
    drafts.push(...page.items.filter((it) => it.statements.some((id) => statements.has(id))));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return drafts;
}

/** The drafts of positions that came of a document, in the order of the store. Fails with `not-found`. */
export async function draftsOfDocument(store: Store, caller: Caller, document: string) {
  demand(caller, 'write');
  const { source } = await getDocument(store, caller, document);
  const accepted = await store.documents.candidates(document, ['accepted']);
  return draftsOn(store, source, new Set(accepted.flatMap(({ statement }) => statement ?? [])));
}

/**
 * Publishes the drafts of positions that came of a document with all that they need, in one commit; or, on a trial, tells
 * what would become public. Fails with `conflict` where candidates are open or there is nothing, and as `publishRecords` does.
 */
export async function publishDocument(
  store: Store,
  document: string,
  editor: Editor,
  options: { readonly dryRun?: boolean } = {},
): Promise<Publishing> {
  demand(editor.caller, 'publish');
  const { candidates } = await getDocument(store, editor.caller, document);
  if (candidates.open > 0)
    throw new Failure('conflict', `${candidates.open} candidates of the document "${document}" are still open`);
  const drafts = await draftsOfDocument(store, editor.caller, document);
  if (drafts.length === 0)
    throw new Failure('conflict', `no draft of a position rests on what was accepted in the document "${document}"`);
  const wanted = drafts.map(({ id, revision }) => ({ kind: 'position' as const, id, expect: revision }));
  return publishRecords(store, wanted, editor, options);
}

async function openCandidate(store: Store, id: string): Promise<DocumentCandidate> {
  const candidate = await anyCandidate(store, id);
  if (candidate.state !== 'open')
    throw new Failure('conflict', `the candidate "${id}" is ${candidate.state}: undo that first`);
  return candidate;
}

async function anyCandidate(store: Store, id: string): Promise<DocumentCandidate> {
  const candidate = await store.documents.candidate(id);
  if (candidate === null) throw new Failure('not-found', `there is no candidate "${id}"`);
  return candidate;
}

const staleCandidate = ({ id, revision }: DocumentCandidate): Failure =>
  new Failure('stale', `the candidate "${id}" was changed since: it is at revision ${revision}; nothing was written`);
