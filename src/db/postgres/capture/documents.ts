/** Documents and their candidates on a PostgreSQL database. */
import { sql } from 'kysely';
import type { Document } from '../../../core/capture/document.ts';
import type { DocumentStore } from '../../../core/ports/document-store.ts';
import { type CountedDocument, dayOf, documentFromRow, numberOf } from '../../shared/capture/document-rows.ts';
import { answersIn, draftingFromRow, draftingRow, knownAmong } from '../../shared/capture/drafting-rows.ts';
import { hasThisText } from '../../shared/capture/refusals.ts';
import type { Read } from '../reading.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { isStillKept } from './anchors.ts';
import { candidateOf, candidatesOf, changeCandidate, propose } from './candidates.ts';
import { addDrafting, countDraftings, draftingsOf } from './draftings.ts';
import { keepDecision, keptDecision } from './kept-decisions.ts';
import { keepText, takeTextsOut } from './texts.ts';

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
        const kept = await keepText(session, document, now());
        if ('same' in kept) throw hasThisText(document.source, kept.same);
        await propose(session, kept.id, proposed);
        return { document: known(await documentOf(session, String(kept.id))), untied: kept.untied };
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

/** What was just written is there. */
function known<T>(it: T | null | undefined): T {
  if (it === null || it === undefined) throw new RangeError('what was written has a row');
  return it;
}
