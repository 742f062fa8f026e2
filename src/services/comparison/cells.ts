/** Selections that are read cell by cell, because they may be too large for a matrix. */
import type { Moment } from '../../core/matrix/cell.ts';
import { fold } from '../../core/values/sort-key.ts';

/** The most cells that are read for one comparison; the roll calls of a parliament's lifetime are about a million. */
export const MAX_COMPARED_CELLS = 5_000_000;

/** True where what is stored of each cell answers: by the newest position, of all that is known now. */
export const isOfNow = ({ rule, asOf, knownAt }: Moment & { readonly knownAt: string | null }): boolean =>
  rule === 'latest' && asOf === null && knownAt === null;

/** True where the name contains one of the parts, upper and lower case alike: as the filter `affiliation` finds it. */
export const isPartOf = (parts: readonly string[], name: string): boolean =>
  parts.some((part) => fold(name).includes(fold(part)));
