/** What a worker thread is given to make, and what it gives back: plain data, as threads have nothing else in common. */
import type { Caller } from '../../core/access/caller.ts';
import type { Kind } from '../../core/records/kinds.ts';
import { Failure, type FailureKind, type Violation } from '../../core/values/errors.ts';
import { Moved } from '../../core/writing/redirects.ts';
import type { ContentCoding } from '../answering/content-coding.ts';
import type { ProblemKind } from '../problems/problem-kinds.ts';
import { HttpProblem } from '../problems/problems.ts';

/** The threads of each lane, where there are so many: what takes longest takes most memory as well, and goes one at a time. */
export const threadsOf = (threads: number) => ({ quick: threads, slow: 1 });

/** A request that was let in, looked at and counted. */
export type Job = {
  /** The address as it was sent. */
  readonly url: string;
  /** What takes longest and most memory is made by a thread of its own. */
  readonly lane: 'quick' | 'slow';
  readonly accept: string | null;
  /** As the header Accept-Language has it; null where it was not sent. */
  readonly language: string | null;
  /** Scheme and host as the reader reached the site. */
  readonly protocol: string;
  readonly host: string;
  readonly caller: Caller;
  readonly coding: ContentCoding;
  /** The last change that the thread which asks knows of: it is kept as an answer of that state, or of a later one. */
  readonly known: number;
};

/** An answer in bytes, as `Bytes` of the cache of answers; a Buffer arrives as a Uint8Array. */
type MadeBytes = {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly link: string | null;
};

type Thrown =
  | {
      readonly as: 'failure';
      readonly kind: FailureKind;
      readonly message: string;
      readonly violations: readonly Violation[];
    }
  | {
      readonly as: 'problem';
      readonly kind: ProblemKind;
      readonly message: string;
      readonly violations: readonly Violation[];
      readonly headers: { readonly [name: string]: string };
    }
  | { readonly as: 'moved'; readonly kind: Kind; readonly from: string; readonly to: string }
  | { readonly as: 'defect'; readonly stack: string };

/** `tooLarge`: it is to be sent as it is made, by whoever holds the connection. */
export type Outcome = { readonly made: MadeBytes } | { readonly tooLarge: true } | { readonly thrown: Thrown };

/** An error as it can go from one thread to another, which takes its class from it. */
export function toThrown(error: unknown): Thrown {
  if (error instanceof Failure) {
    const { kind, message, violations } = error;
    return { as: 'failure', kind, message, violations };
  }
  if (error instanceof HttpProblem) {
    const { kind, message, violations, headers } = error;
    return { as: 'problem', kind, message, violations, headers };
  }
  if (error instanceof Moved) return { as: 'moved', kind: error.kind, from: error.from, to: error.to };
  return { as: 'defect', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The error as it was thrown in the worker. */
export function toError(thrown: Thrown): Error {
  switch (thrown.as) {
    case 'failure':
      return new Failure(thrown.kind, thrown.message, thrown.violations);
    case 'problem':
      return new HttpProblem(thrown.kind, thrown.message, thrown.violations, thrown.headers);
    case 'moved':
      return new Moved(thrown.kind, thrown.from, thrown.to);
    case 'defect':
      return new Error(`in a worker thread: ${thrown.stack}`);
  }
}
