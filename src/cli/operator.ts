import { type Caller, operator } from '../core/access/caller.ts';

/** Whoever works at the command line, which reaches the database itself. */
export const OPERATOR: Caller = operator('operator');
