/** What can go wrong in the domain's own words. Entrances decide how to say it (HTTP status, exit code). */

/** One fault in what was sent, at its place: a JSON pointer into a document, the name of a parameter, or a cell of a table. */
export type Violation = {
  pointer?: string;
  parameter?: string;
  /** Where there are several: the file it is in. */
  file?: string;
  /** As an editor counts, from 1. */
  line?: number;
  /** Of a table: its number, from 1, and its name. */
  column?: number;
  columnName?: string;
  message: string;
};

export type FailureKind =
  /** What was asked or sent breaks a rule; `violations` says where. */
  | 'invalid'
  /** There is no such thing. */
  | 'not-found'
  /** More was asked for than one answer may hold. */
  | 'too-large'
  /** What was sent is in the way of what is stored: an id that is taken, a record that others cite. */
  | 'conflict'
  /** The record is not as the writer last saw it. */
  | 'stale'
  /** The caller may not do that. */
  | 'forbidden'
  /** The caller codes in a round, and would see what others code before they have submitted. */
  | 'blind'
  /** A quote is not in the text of its source, character for character. */
  | 'quote-not-in-text'
  /** A quote stands in the text more than once, and nothing tells which is meant. */
  | 'quote-ambiguous'
  /** The model that was asked for a draft gave none that can be used. */
  | 'drafting-failed'
  /** The same idempotency key came with another request. */
  | 'key-reused'
  /** The disk is full; reading goes on. */
  | 'no-space'
  /** The clock of the machine, or the last entry of the log, is wrong: nothing can be dated. Reading goes on. */
  | 'wrong-clock'
  /** The database can only be read. */
  | 'read-only'
  /** No host of the database can be written at present, or none confirms what is written. Reading goes on, and writing by itself once one does. */
  | 'no-primary'
  /** The database was lost while it was being written: nobody knows whether it was. */
  | 'unknown-outcome'
  /** The file of the database was removed or replaced while it was open. */
  | 'replaced-database'
  /** The database cannot be used: newer, damaged, not ours, or locked. */
  | 'unusable-database';

/** A failure that the caller can understand and mend: `message` says what, and what to do. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly violations: readonly Violation[];

  constructor(kind: FailureKind, message: string, violations: readonly Violation[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.kind = kind;
    this.violations = violations;
  }
}

/** A request refused because of one parameter. */
export const invalidParameter = (parameter: string, message: string): Failure =>
  new Failure('invalid', `${parameter} ${message}`, [{ parameter, message }]);
