/** Documents and their candidates on an SQLite file. */
import { sql } from 'kysely';
import type { CandidateState, Document, DocumentCandidate, ProposedCandidate } from '../../../core/capture/document.ts';
import type { DocumentStore } from '../../../core/ports/document-store.ts';
import {
  type CountedDocument,
  candidateFromRow,
  dayOf,
  documentFromRow,
  numberOf,
} from '../../shared/capture/document-rows.ts';
import { answersIn, draftingFromRow, draftingRow, knownAmong } from '../../shared/capture/drafting-rows.ts';
import { hasThisText } from '../../shared/capture/refusals.ts';
import type { CandidateRow } from '../../shared/tables.ts';
import { isIn } from '../records/filter.ts';
import type { Statements } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';
import type { Candidates } from './candidates.ts';
import { addDrafting, countDraftings, draftingsOf } from './draftings.ts';
import { isStillKept } from './kept.ts';
import { keepDecision, keptDecision } from './kept-decisions.ts';
import { TextKeeper } from './texts.ts';

const COUNTED = sql`SELECT d.id, d.source, d.text_form, d.sha256, d.length, d.replaces, d.rights, d.keep_until, d.language, d.format,
  d.filename, d.file_sha256, d.extractor, d.added_by, d.added_at, d.text_removed_by, d.text_removed_at,
  (SELECT count(*) FROM candidates c WHERE c.document = d.id AND c.state = 'open') AS open,
  (SELECT count(*) FROM candidates c WHERE c.document = d.id AND c.state = 'accepted') AS accepted,
  (SELECT count(*) FROM candidates c WHERE c.document = d.id AND c.state = 'rejected') AS rejected FROM documents d`;

export function createDocumentStore(
  statements: Statements,
  candidates: Candidates,
  now: () => Date,
  write: RunWrite,
): DocumentStore {
  const texts = new TextKeeper(statements, now);
  const one = <T>(query: ReturnType<typeof sql<T>>): T | undefined => statements.all(query)[0];
  const get = (id: string): Document | null => {
    const row = one(sql<CountedDocument>`${COUNTED} WHERE d.id = ${numberOf(id)}`);
    return row === undefined ? null : documentFromRow(row);
  };
  const isKept = () => isStillKept(dayOf(now()));
  const propose = (document: number, proposed: ProposedCandidate): CandidateRow | undefined =>
    one(sql<CandidateRow>`INSERT INTO candidates (document, state, data, revision)
      VALUES (${document}, 'open', ${JSON.stringify(proposed)}, 1) RETURNING *`);
  const candidatesOf = (document: string, states?: readonly CandidateState[]): readonly DocumentCandidate[] =>
    statements
      .all(
        sql<CandidateRow>`SELECT * FROM candidates WHERE document = ${numberOf(document)}
          AND ${states === undefined ? sql`TRUE` : isIn('state', states)} ORDER BY id`,
      )
      .map(candidateFromRow);

  return {
    add: (document, proposed) =>
      write(() => {
        const kept = texts.keep(document);
        if ('same' in kept) throw hasThisText(document.source, kept.same);
        for (const it of proposed) propose(kept.id, it);
        return { document: known(get(String(kept.id))), untied: kept.untied };
      }),
    get: async (id) => get(id),
    list: async ({ limit, before }) =>
      statements
        .all(
          sql<CountedDocument>`${COUNTED} WHERE ${before === undefined ? sql`TRUE` : sql`d.id < ${numberOf(before)}`}
            ORDER BY d.id DESC LIMIT ${limit}`,
        )
        .map(documentFromRow),
    text: async (id) =>
      one(sql<{ text: string | null }>`SELECT text FROM documents WHERE id = ${numberOf(id)} AND ${isKept()}`)?.text ??
      null,
    removeText: (id, by) =>
      write(() => {
        texts.takeOut(sql`id = ${numberOf(id)}`, by);
        return get(id);
      }),
    candidates: async (document, states) => candidatesOf(document, states),
    candidate: async (id) => candidates.get(id),
    proposeNew: (document, proposed, isKnown) =>
      write(() => {
        const there = candidatesOf(document);
        return proposed
          .filter((it) => !isKnown(it, there))
          .map((it) => candidateFromRow(known(propose(numberOf(document), it))));
      }),
    addDrafting: (drafting, drafted, isKnown) =>
      write(() => {
        const sorted = knownAmong(drafted, candidatesOf(drafting.document), isKnown);
        const candidates = sorted.unknown.map(({ candidate }) =>
          candidateFromRow(known(propose(numberOf(drafting.document), candidate))),
        );
        const row = draftingRow(drafting, sorted, candidates, now());
        return { drafting: addDrafting(statements, row), candidates };
      }),
    draftings: async (document) => draftingsOf(statements, document).map(draftingFromRow),
    countDraftings: async (since) => countDraftings(statements, since),
    machineAnswers: async (document) => answersIn(draftingsOf(statements, document)),
    propose: (document, proposed) => write(() => candidateFromRow(known(propose(numberOf(document), proposed)))),
    change: (id, expect, change) =>
      write(() => {
        candidates.change({ id, expect, change });
        return known(candidates.get(id));
      }),
    rework: (document, changes, proposed) =>
      write(() => {
        for (const it of changes) candidates.change(it);
        return proposed.map((it) => candidateFromRow(known(propose(numberOf(document), it))));
      }),
    keptDecision: async (candidate, key) => keptDecision(statements, candidate, key),
    keepDecision: (kept) => write(() => keepDecision(statements, kept, now())),
    anchors: async (ids) =>
      new Map(
        statements
          .all(
            sql<{ statement: string; document: number; spans: string }>`SELECT * FROM anchors
              WHERE ${isIn('statement', ids)}`,
          )
          .map(({ statement, document, spans }) => [
            statement,
            { document: String(document), spans: JSON.parse(spans) },
          ]),
      ),
  };
}

/** What was just written is there. */
function known<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new RangeError('what was written has a row');
  return row;
}
