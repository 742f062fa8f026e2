/** Documents and their candidates on an SQLite file. */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { TEXT_FORM } from '../../../core/capture/article-text.ts';
import type {
  CandidateState,
  Document,
  DocumentCandidate,
  NewDocument,
  ProposedCandidate,
} from '../../../core/capture/document.ts';
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
import { Anchors } from './anchors.ts';
import type { Candidates } from './candidates.ts';
import { addDrafting, countDraftings, draftingsOf } from './draftings.ts';
import { isStillKept } from './kept.ts';
import { keepDecision, keptDecision } from './kept-decisions.ts';

/** Runs a write as a unit of work, and tells its failure in the domain's words. */
type Write = <T>(work: () => T) => Promise<T>;

const COUNTED = sql`SELECT d.id, d.source, d.text_form, d.sha256, d.length, d.replaces, d.rights, d.keep_until, d.language, d.format,
  d.filename, d.file_sha256, d.extractor, d.added_by, d.added_at, d.text_removed_by, d.text_removed_at,
  (SELECT count(*) FROM candidates c WHERE c.document = d.id AND c.state = 'open') AS open,
  (SELECT count(*) FROM candidates c WHERE c.document = d.id AND c.state = 'accepted') AS accepted,
  (SELECT count(*) FROM candidates c WHERE c.document = d.id AND c.state = 'rejected') AS rejected FROM documents d`;

export function createDocumentStore(
  statements: Statements,
  candidates: Candidates,
  now: () => Date,
  write: Write,
): DocumentStore {
  const anchors = new Anchors(statements, now);
  const one = <T>(query: ReturnType<typeof sql<T>>): T | undefined => statements.all(query)[0];
  const get = (id: string): Document | null => {
    const row = one(sql<CountedDocument>`${COUNTED} WHERE d.id = ${numberOf(id)}`);
    return row === undefined ? null : documentFromRow(row);
  };
  const blank = (where: ReturnType<typeof sql>, by: string): void =>
    statements.run(sql`UPDATE documents SET text = NULL, text_removed_by = ${by}, text_removed_at = ${now().toISOString()}
      WHERE text IS NOT NULL AND ${where}`);
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
  /** Ties the statements on record of the source to the text; answers those whose quotes are not in it. */
  const tie = (source: string, document: number, text: string): string[] =>
    statements
      .all(sql<{ id: string; quotes: string }>`SELECT id, quotes FROM statements WHERE source = ${source}
        AND quotes <> '[]' ORDER BY id`)
      .flatMap(({ id, quotes }) => (anchors.tieTo({ id, quotes: JSON.parse(quotes) }, document, text) ? [] : [id]));

  return {
    add: (document, proposed) =>
      write(() => {
        blank(sql`NOT (${isKept()})`, 'keepUntil');
        const id = insert(document);
        for (const it of proposed) propose(id, it);
        const untied = tie(document.source, id, document.text);
        return { document: known(get(String(id))), untied };
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
        blank(sql`id = ${numberOf(id)}`, by);
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

  function insert({ source, text, addedBy, ...document }: NewDocument): number {
    const sha256 = hash('sha256', text, 'hex');
    const same = one(
      sql<{
        id: number;
        text: string | null;
      }>`SELECT id, text FROM documents WHERE source = ${source} AND sha256 = ${sha256}`,
    );
    if (same !== undefined) throw hasThisText(source, same);
    const before = one(sql<{ id: number }>`SELECT id FROM documents WHERE source = ${source} ORDER BY id DESC LIMIT 1`);
    const row = one(sql<{
      id: number;
    }>`INSERT INTO documents (source, text, text_form, sha256, length, replaces, rights,
      keep_until, language, format, filename, file_sha256, extractor, added_by, added_at) VALUES (${source}, ${text},
      ${TEXT_FORM}, ${sha256}, ${text.length}, ${before?.id ?? null}, ${document.rights}, ${document.keepUntil},
      ${document.language}, ${document.format}, ${document.filename}, ${document.fileSha256}, ${document.extractor},
      ${addedBy}, ${now().toISOString()}) RETURNING id`);
    return known(row).id;
  }
}

/** What was just written is there. */
function known<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new RangeError('what was written has a row');
  return row;
}
