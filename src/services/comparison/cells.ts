/** Selections that are read cell by cell, because they may be too large for a matrix. */
import { fold } from '../../core/values/sort-key.ts';

/** The most cells that are read for one comparison; the roll calls of a parliament's lifetime are about a million. */
export const MAX_COMPARED_CELLS = 5_000_000;

/** True where the name contains one of the parts, upper and lower case alike: as the filter `affiliation` finds it. */
export const isPartOf = (parts: readonly string[], name: string): boolean =>
  parts.some((part) => fold(name).includes(fold(part)));
