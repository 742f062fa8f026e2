/** What every engine refuses of texts, candidates and codings, in the domain's words. */
import type { CodingUnit } from '../../../core/capture/coding.ts';
import { Failure } from '../../../core/values/errors.ts';

export const hasThisText = (source: string, same: { readonly id: number; readonly text: string | null }): Failure =>
  new Failure(
    'conflict',
    same.text === null
      ? `the document "${same.id}" of the source "${source}" had this text, which was taken out`
      : `the document "${same.id}" of the source "${source}" has this text already`,
  );

export const hasTexts = (source: string, document: number): Failure =>
  new Failure('conflict', `the source "${source}" has the document "${document}", whose quotes rest on it`);

export const noCandidate = (id: string): Failure => new Failure('not-found', `there is no candidate "${id}"`);

export const candidateChanged = (id: string, revision: number): Failure =>
  new Failure('stale', `the candidate "${id}" was changed since: it is at revision ${revision}; nothing was written`);

export const keptOtherwise = (revision: number): Failure =>
  new Failure(
    'stale',
    `what you keep of it is at revision ${revision} by now, kept in another tab; nothing was written`,
  );

export const noRound = (id: string): Failure => new Failure('not-found', `there is no round "${id}"`);

export const roundIsOpen = (document: string): Failure =>
  new Failure('conflict', `a round of the document "${document}" is open: it is coded first`);

export const codingSubmitted = (): Failure => new Failure('conflict', 'what you submitted in this round never changes');

export const codingChanged = (revision: number): Failure =>
  new Failure('stale', `your coding is at revision ${revision} by now, put in another tab; nothing was written`);

/** The units that a coder has not coded yet, in their order; at least one. */
export const notAllCoded = (left: readonly Pick<CodingUnit, 'candidate' | 'question'>[]): Failure =>
  new Failure(
    'conflict',
    `${left.length} of the units are not coded yet, first the candidate "${left[0]?.candidate}" on "${left[0]?.question}"`,
  );

export const decidedAlready = (by: string | undefined): Failure =>
  new Failure('conflict', `${by ?? 'somebody'} has decided on it already`);

export const isCoded = (what: 'candidate' | 'question', id: string, document: string): Failure =>
  new Failure('conflict', `the ${what} "${id}" is coded by several people, in the document "${document}"`);

export const codedTogether = (from: string, into: string, document: string): Failure =>
  new Failure(
    'conflict',
    `"${from}" and "${into}" are coded in one round of the document "${document}": they cannot be one question`,
  );
