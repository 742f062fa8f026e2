/** Rounds of coding on an SQLite file. */
import { sql } from 'kysely';
import type { CodingStore } from '../../../core/ports/coding-store.ts';
import { numberOf } from '../../shared/capture/document-rows.ts';
import type { RunWrite } from '../write-lock.ts';
import type { Codings } from './codings.ts';

export const createCodingStore = (codings: Codings, write: RunWrite): CodingStore => ({
  open: (round) => write(() => codings.open(round)),
  rounds: async (document) =>
    codings.rounds(document === undefined ? sql`TRUE` : sql`r.document = ${numberOf(document)}`),
  units: async (round) => codings.units(sql`u.round = ${numberOf(round)} ORDER BY u.id`),
  unit: async (candidate, question) =>
    codings.units(
      sql`u.candidate = ${numberOf(candidate)} AND u.question = ${question} ORDER BY u.id DESC LIMIT 1`,
    )[0] ?? null,
  codings: async (round, coder) =>
    codings.codings(sql`u.round = ${numberOf(round)} AND ${coder === undefined ? sql`TRUE` : sql`c.coder = ${coder}`}`),
  put: (coding) => write(() => codings.put(coding)),
  submit: (round, coder) => write(() => codings.submit(round, coder)),
});
