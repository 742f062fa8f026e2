/** Failures in words that an assistant can mend its call by: the field, and what would be right. */
import { Failure, type FailureKind } from '../core/values/errors.ts';
import { Moved } from '../core/writing/redirects.ts';
import { nameOf } from './standard-schema.ts';

/** What nobody who asks can mend: their words may name files of the machine. */
const OF_THE_SERVICE: readonly FailureKind[] = [
  'read-only',
  'no-primary',
  'unknown-outcome',
  'replaced-database',
  'unusable-database',
  'no-space',
  'wrong-clock',
];

/** The words; null where the failure is a defect, or one that only whoever runs the service can mend. */
export function refusalWords(error: unknown): string | null {
  if (error instanceof Moved) return `the ${error.kind} "${error.from}" is called "${error.to}" now: ask for that`;
  if (!(error instanceof Failure) || OF_THE_SERVICE.includes(error.kind)) return null;
  const { message, violations } = error;
  const places = violations.map((it) => `${it.parameter ?? nameOf(it.pointer ?? '')} ${it.message}`);
  return places.length === 0 ? message : [...new Set(places)].join('\n');
}

export const OUT_OF_ORDER =
  'this cannot be done now, for a reason that is not in what was asked: try again later, and tell whoever runs the service';
