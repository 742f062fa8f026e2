/** Documents and their candidates on a PostgreSQL database. */
import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { TEXT_FORM } from '../../../core/capture/article-text.ts';
import type { Document, NewDocument } from '../../../core/capture/document.ts';
import type { DocumentStore } from '../../../core/ports/document-store.ts';
import { type CountedDocument, dayOf, documentFromRow, numberOf } from '../../shared/capture/document-rows.ts';
import { answersIn, draftingFromRow, draftingRow, knownAmong } from '../../shared/capture/drafting-rows.ts';
import { hasThisText } from '../../shared/capture/refusals.ts';
import type { Read } from '../reading.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { insert } from '../writing/row-writer.ts';
import { isStillKept, tieTo } from './anchors.ts';
import { candidateOf, candidatesOf, changeCandidate, propose } from './candidates.ts';
import { addDrafting, countDraftings, draftingsOf } from './draftings.ts';
import { keepDecision, keptDecision } from './kept-decisions.ts';
import { lastIn } from './numbers.ts';

const COUNTED = sql`SELECT d.id, d.source, d.text_form, d.sha256, d.length, d.replaces, d.rights, d.keep_until, d.language,
  d.format, d.filename, d.file_sha256, d.extractor, d.added_by, d.added_at, d.text_removed_by, d.text_removed_at,
  c.open, c.accepted, c.rejected FROM documents d, LATERAL (
    SELECT count(*) FILTER (WHERE state = 'open') AS open, count(*) FILTER (WHERE state = 'accepted') AS accepted,
      count(*) FILTER (WHERE state = 'rejected') AS rejected FROM candidates WHERE document = d.id) AS c`;

/** `alone` is around what writes: whoever does so holds the head, so that no statement changes while its text comes. */
export function createDocumentStore(read: Read, alone: Read, now: () => Date): DocumentStore {
  const isKept = () => isStillKept(dayOf(now()));
  return {
    add: (document, proposed) =>
      alone(async (session) => {
        const at = now().toISOString();
        await takeTextsOut(session, sql`NOT (${isKept()})`, 'keepUntil', at);
        const id = await add(session, document, at);
        await propose(session, id, proposed);
        const quoting = await session.all(sql<{ id: string; quotes: string }>`SELECT id, quotes FROM statements
          WHERE source = ${document.source} AND quotes <> '[]' ORDER BY id`);
        const statements = quoting.map((it) => ({ id: it.id, quotes: JSON.parse(it.quotes) }));
        const untied = await tieTo(session, statements, id, document.text);
        return { document: known(await documentOf(session, String(id))), untied };
      }),
    get: (id) => read((session) => documentOf(session, id)),
    list: ({ limit, before }) =>
      read(async (session) => {
        const rows = await session.all(sql<CountedDocument>`${COUNTED}
          WHERE ${before === undefined ? sql`TRUE` : sql`d.id < ${numberOf(before)}`} ORDER BY d.id DESC LIMIT ${limit}`);
        return rows.map(documentFromRow);
      }),
    text: (id) =>
      read(async (session) => {
        const row = sql<{ text: string }>`SELECT text FROM documents WHERE id = ${numberOf(id)} AND ${isKept()}`;
        return (await session.first(row))?.text ?? null;
      }),
    removeText: (id, by) =>
      alone(async (session) => {
        await takeTextsOut(session, sql`id = ${numberOf(id)}`, by, now().toISOString());
        return documentOf(session, id);
      }),
    candidates: (document, states) => read((session) => candidatesOf(session, document, states)),
    candidate: (id) => read((session) => candidateOf(session, id)),
    propose: (document, proposed) =>
      alone(async (session) => known((await propose(session, numberOf(document), [proposed]))[0])),
    proposeNew: (document, proposed, isKnown) =>
      alone(async (session) => {
        const there = await candidatesOf(session, document);
        const unknown = proposed.filter((it) => !isKnown(it, there));
        return propose(session, numberOf(document), unknown);
      }),
    addDrafting: (drafting, drafted, isKnown) =>
      alone(async (session) => {
        const sorted = knownAmong(drafted, await candidatesOf(session, drafting.document), isKnown);
        const proposed = sorted.unknown.map(({ candidate }) => candidate);
        const candidates = await propose(session, numberOf(drafting.document), proposed);
        return { drafting: await addDrafting(session, draftingRow(drafting, sorted, candidates, now())), candidates };
      }),
    draftings: (document) => read(async (session) => (await draftingsOf(session, document)).map(draftingFromRow)),
    countDraftings: (since) => read((session) => countDraftings(session, since)),
    machineAnswers: (document) => read(async (session) => answersIn(await draftingsOf(session, document))),
    change: (id, expect, change) =>
      alone(async (session) => {
        await changeCandidate(session, { id, expect, change }, now());
        return known(await candidateOf(session, id));
      }),
    rework: (document, changes, proposed) =>
      alone(async (session) => {
        for (const it of changes) await changeCandidate(session, it, now());
        return propose(session, numberOf(document), proposed);
      }),
    keptDecision: (candidate, key) => read((session) => keptDecision(session, candidate, key)),
    keepDecision: (kept) => alone((session) => keepDecision(session, kept, now())),
    anchors: (ids) =>
      read(async (session) => {
        const rows = await session.all(sql<{ statement: string; document: number; spans: string }>`
          SELECT statement, document, spans FROM anchors WHERE ${isIn('statement', ids)}`);
        return new Map(
          rows.map(({ statement, document, spans }) => [
            statement,
            { document: String(document), spans: JSON.parse(spans) },
          ]),
        );
      }),
  };
}

async function documentOf(session: Session, id: string): Promise<Document | null> {
  const row = await session.first(sql<CountedDocument>`${COUNTED} WHERE d.id = ${numberOf(id)}`);
  return row === undefined ? null : documentFromRow(row);
}

async function takeTextsOut(session: Session, which: RawBuilder<unknown>, by: string, at: string): Promise<void> {
  await session.all(sql`UPDATE documents SET text = NULL, text_removed_by = ${by}, text_removed_at = ${at}
    WHERE text IS NOT NULL AND ${which}`);
}

async function add(session: Session, document: NewDocument, at: string): Promise<number> {
  const { source, text } = document;
  const sha256 = hash('sha256', text, 'hex');
  const [same, before, last] = await Promise.all([
    session.first(sql<{ id: number; text: string | null }>`SELECT id, text FROM documents
      WHERE source = ${source} AND sha256 = ${sha256}`),
    session.first(sql<{ id: number }>`SELECT id FROM documents WHERE source = ${source} ORDER BY id DESC LIMIT 1`),
    lastIn(session, 'documents'),
  ]);
  if (same !== undefined) throw hasThisText(source, same);
  const row = {
    ...{ id: last + 1, source, text, text_form: TEXT_FORM, sha256, length: text.length, replaces: before?.id ?? null },
    ...{
      rights: document.rights,
      keep_until: document.keepUntil,
      language: document.language,
      format: document.format,
    },
    ...{ filename: document.filename, file_sha256: document.fileSha256, extractor: document.extractor },
    ...{ added_by: document.addedBy, added_at: at },
  };
  await insert(session, 'documents', [row]);
  return row.id;
}

/** What was just written is there. */
function known<T>(it: T | null | undefined): T {
  if (it === null || it === undefined) throw new RangeError('what was written has a row');
  return it;
}
