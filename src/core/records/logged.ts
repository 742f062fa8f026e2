/** Records as entries of the log hold them: those of before a field was there say of it what was true of every record then. */
import type { Entities, Kind } from './kinds.ts';
import { type ScaleInput, withRole } from './scale.ts';

type Logged = { readonly [field: string]: unknown };

/** What every record of a kind was, and its entries in the log do not say. */
const ADDED: { readonly [K in Kind]: (logged: Logged) => Logged } = {
  scale: () => ({}),
  expert: () => ({ kind: 'person' }),
  source: () => ({}),
  question: () => ({}),
  statement: ({ expert, source }) => ({
    ...{ experts: [expert], sources: [source], reportedBy: null },
    ...{ language: null, translations: [], capacity: null, saidAt: null },
  }),
  position: () => ({ saidAt: null, supersedes: null }),
};

/**
 * The record that an entry holds, with every field that records of its kind have today. Which entry recorded a position is
 * told by others than its own, where it does not tell itself: by `recordedSeq`.
 */
export const recordFromLog = <K extends Kind>(kind: K, logged: object, recordedSeq = (): number => 0): Entities[K] =>
  ({
    ...ADDED[kind](logged as Logged),
    ...(kind === 'position' && !('recordedSeq' in logged) && { recordedSeq: recordedSeq() }),
    ...logged,
    ...(kind === 'scale' && { options: (logged as ScaleInput).options.map(withRole) }),
  }) as Entities[K];
