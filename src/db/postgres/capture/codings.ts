/** What several people code; what writes does so inside a transaction that holds the head. */
import { type RawBuilder, sql } from 'kysely';
import { type OpenUnit, refuseSeen } from '../../../core/capture/blindness.ts';
import type { Coding, CodingRound, CodingUnit, UnitDecision } from '../../../core/capture/coding.ts';
import type { CodingStore, NewCoding, NewRound } from '../../../core/ports/coding-store.ts';
import type { Position } from '../../../core/records/position.ts';
import {
  type CodingRow,
  codingFromRow,
  type RoundRow,
  roundFromRow,
  type UnitRow,
  unitFromRow,
} from '../../shared/capture/coding-rows.ts';
import { numberOf } from '../../shared/capture/document-rows.ts';
import {
  codingChanged,
  codingSubmitted,
  decidedAlready,
  isCoded,
  noRound,
  notAllCoded,
  roundIsOpen,
} from '../../shared/capture/refusals.ts';
import type { Read } from '../reading.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { insert } from '../writing/row-writer.ts';
import { lastIn } from './numbers.ts';

/** `alone` is around what writes: whoever does so holds the head. */
export const createCodingStore = (read: Read, alone: Read, now: () => Date): CodingStore => ({
  open: (round) => alone((session) => openRound(session, round, now())),
  rounds: (document) =>
    read((session) => rounds(session, document === undefined ? sql`TRUE` : sql`r.document = ${numberOf(document)}`)),
  units: (round) => read((session) => units(session, sql`u.round = ${numberOf(round)} ORDER BY u.id`)),
  unit: (candidate, question) =>
    read(async (session) => {
      const newest = sql`u.candidate = ${numberOf(candidate)} AND u.question = ${question} ORDER BY u.id DESC LIMIT 1`;
      return (await units(session, newest))[0] ?? null;
    }),
  codings: (round, coder) =>
    read((session) =>
      codings(
        session,
        sql`u.round = ${numberOf(round)} AND ${coder === undefined ? sql`TRUE` : sql`c.coder = ${coder}`}`,
      ),
    ),
  put: (coding) => alone((session) => put(session, coding, now())),
  submit: (round, coder) => alone((session) => submit(session, round, coder, now())),
});

async function rounds(session: Session, where: RawBuilder<unknown>): Promise<readonly CodingRound[]> {
  const rows = await session.all(sql<RoundRow>`SELECT r.id, r.document, r.number, r.due, r.opened_by, r.opened_at,
      (SELECT json_agg(question ORDER BY first)::text FROM (
        SELECT question, min(id) AS first FROM coding_units WHERE round = r.id GROUP BY question) AS q) AS questions,
      (SELECT json_agg(json_build_object('coder', a.coder, 'name', a.name, 'submittedAt', a.submitted_at, 'coded',
        (SELECT count(*) FROM codings c JOIN coding_units u ON u.id = c.unit
          WHERE u.round = r.id AND c.coder = a.coder)) ORDER BY a.coder)::text
        FROM coding_assignments a WHERE a.round = r.id) AS coders,
      (SELECT count(*) FROM coding_units WHERE round = r.id) AS units,
      (SELECT count(*) FROM adjudications a JOIN coding_units u ON u.id = a.unit WHERE u.round = r.id) AS decided
    FROM coding_rounds r WHERE ${where} ORDER BY r.id`);
  return rows.map(roundFromRow);
}

async function roundOf(session: Session, id: string): Promise<CodingRound> {
  const [round] = await rounds(session, sql`r.id = ${numberOf(id)}`);
  if (round === undefined) throw noRound(id);
  return round;
}

async function units(session: Session, where: RawBuilder<unknown>): Promise<readonly CodingUnit[]> {
  const rows = await session.all(sql<UnitRow>`SELECT u.id, u.round, r.document, u.candidate, u.question, a.option,
      a.position, a.reason, a.decided_by, a.at
    FROM coding_units u JOIN coding_rounds r ON r.id = u.round LEFT JOIN adjudications a ON a.unit = u.id
    WHERE ${where}`);
  return rows.map(unitFromRow);
}

async function codings(session: Session, where: RawBuilder<unknown>): Promise<readonly Coding[]> {
  const rows = await session.all(sql<CodingRow>`SELECT r.document, u.round, u.candidate, u.question, c.coder, a.name,
      c.option, c.basis, c.words, c.revision, c.at, a.submitted_at
    FROM codings c JOIN coding_units u ON u.id = c.unit JOIN coding_rounds r ON r.id = u.round
    JOIN coding_assignments a ON a.round = u.round AND a.coder = c.coder WHERE ${where} ORDER BY c.unit, c.coder`);
  return rows.map(codingFromRow);
}

async function openRound(
  session: Session,
  { document, candidates, questions, coders, due, by }: NewRound,
  now: Date,
): Promise<CodingRound> {
  const before = await rounds(session, sql`r.document = ${numberOf(document)}`);
  if (before.some(({ state }) => state === 'open')) throw roundIsOpen(document);
  const [round, unit] = [(await lastIn(session, 'coding_rounds')) + 1, await lastIn(session, 'coding_units')];
  const number = (before.at(-1)?.number ?? 0) + 1;
  await insert(session, 'coding_rounds', [
    { id: round, document: numberOf(document), number, due, opened_by: by, opened_at: now.toISOString() },
  ]);
  const pairs = candidates.flatMap((candidate) => questions.map((question) => ({ candidate, question })));
  await Promise.all([
    insert(
      session,
      'coding_units',
      pairs.map(({ candidate, question }, index) => ({
        ...{ id: unit + 1 + index, round, candidate: numberOf(candidate), question },
      })),
    ),
    insert(
      session,
      'coding_assignments',
      coders.map(({ id: coder, name }) => ({ round, coder, name })),
    ),
  ]);
  return roundOf(session, String(round));
}

async function put(
  session: Session,
  { unit, coder, expect, option, basis, condition, summary, note }: NewCoding,
  now: Date,
): Promise<Coding> {
  const own = sql`c.unit = ${numberOf(unit)} AND c.coder = ${coder}`;
  const [before] = await codings(session, own);
  if (before?.state === 'submitted') throw codingSubmitted();
  if ((before?.revision ?? 0) !== expect) throw codingChanged(before?.revision ?? 0);
  const words = JSON.stringify({ condition, summary, note });
  await session.all(sql`INSERT INTO codings (unit, coder, option, basis, words, revision, at)
    VALUES (${numberOf(unit)}, ${coder}, ${option}, ${basis}, ${words}, 1, ${now.toISOString()})
    ON CONFLICT (unit, coder) DO UPDATE SET option = excluded.option, basis = excluded.basis, words = excluded.words,
      revision = codings.revision + 1, at = excluded.at`);
  const [coding] = await codings(session, own);
  if (coding === undefined) throw new RangeError('a coding that was put is there');
  return coding;
}

async function submit(session: Session, id: string, coder: string, now: Date): Promise<CodingRound> {
  const left = await units(
    session,
    sql`u.round = ${numberOf(id)} AND NOT EXISTS (SELECT 1 FROM codings c WHERE c.unit = u.id AND c.coder = ${coder})
      ORDER BY u.id`,
  );
  if (left.length > 0) throw notAllCoded(left);
  await session.all(sql`UPDATE coding_assignments SET submitted_at = ${now.toISOString()}
    WHERE round = ${numberOf(id)} AND coder = ${coder} AND submitted_at IS NULL`);
  return roundOf(session, id);
}

/** Fails with `conflict` where it was decided already. */
export async function decideUnit(
  session: Session,
  { unit, option, position, reason, by }: UnitDecision,
  now: Date,
): Promise<void> {
  const [before] = await units(session, sql`u.id = ${numberOf(unit)}`);
  if (before === undefined || before.decision !== null) throw decidedAlready(before?.decision?.by);
  await session.all(sql`INSERT INTO adjudications (unit, option, position, reason, decided_by, at)
    VALUES (${numberOf(unit)}, ${option}, ${position}, ${reason}, ${by}, ${now.toISOString()})`);
}

/** Fails with `conflict`: what is coded stays. `what` is the column of its id. */
export async function refuseCoded(session: Session, what: 'candidate' | 'question', id: string): Promise<void> {
  const value = what === 'candidate' ? numberOf(id) : id;
  const [unit] = await units(session, sql`${sql.ref(`u.${what}`)} = ${value} ORDER BY u.id LIMIT 1`);
  if (unit !== undefined) throw isCoded(what, id, unit.document);
}

/** Fails with `conflict`: what a position says of a unit, its coders are to say unseen while their round is open. */
export async function refuseSeenOf(session: Session, positions: readonly Position[]): Promise<void> {
  if (positions.length === 0) return;
  const questions = [...new Set(positions.map(({ question }) => question))];
  refuseSeen(
    positions,
    await session.all(sql<OpenUnit>`SELECT r.document::text AS document, u.question, c.statement
      FROM coding_units u JOIN coding_rounds r ON r.id = u.round JOIN candidates c ON c.id = u.candidate
      WHERE ${isIn('u.question', questions)} AND EXISTS (
        SELECT 1 FROM coding_assignments a WHERE a.round = u.round AND a.submitted_at IS NULL) ORDER BY u.id`),
  );
}
