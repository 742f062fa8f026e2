/** Blindness: while several people code a statement, no position tells them what the others may say of it. */
import type { Position } from '../records/position.ts';
import { Failure } from '../values/errors.ts';

/** What is coded in a round that not all have submitted: a statement that a candidate became, on a question. */
export type OpenUnit = { readonly document: string; readonly question: string; readonly statement: string | null };

/** Fails with `conflict` where a position that stands says of a unit what its coders are to say unseen. */
export function refuseSeen(positions: readonly Position[], open: readonly OpenUnit[]): void {
  const documents = new Map(open.map((it) => [`${it.question} ${it.statement}`, it.document]));
  for (const { id, question, statements, status } of documents.size === 0 ? [] : positions)
    for (const statement of status === 'retracted' ? [] : statements) {
      const document = documents.get(`${question} ${statement}`);
      if (document !== undefined)
        throw new Failure(
          'conflict',
          `the position "${id}" would tell on "${question}" what the statement "${statement}" means, which coders of the document "${document}" say unseen: it waits until all have submitted`,
        );
    }
}
