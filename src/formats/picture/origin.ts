/** Where a picture's stances are from, and of which day they are: what a picture is asked for wherever it is shown. */
import type { Cell } from '../../core/matrix/cell.ts';
import type { Matrix } from '../../core/matrix/matrix.ts';
import { isolated } from './led.ts';

/** More than these are told by their number. */
const MOST_PUBLICATIONS = 4;

/** "Source: The Courier, The Herald and 3 others", those first that most of what is shown stands in; nothing where nothing is cited. */
export function publicationsIn(cells: readonly Cell[]): string[] {
  const cited = cells.flatMap(({ statements = [] }) => statements.flatMap(({ sources }) => sources));
  const names = [...Map.groupBy(cited, ({ publisher }) => publisher)]
    .sort(([a, those], [b, others]) => others.length - those.length || (a < b ? -1 : 1))
    .map(([publisher]) => isolated(publisher));
  const left = names.length - MOST_PUBLICATIONS;
  if (names.length === 0) return [];
  const shown = left > 1 ? [...names.slice(0, MOST_PUBLICATIONS), `${left} others`] : names;
  const [last = '', ...others] = shown.toReversed();
  return [`Source: ${others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`}`];
}

/** The day that was asked for, or that of the newest statement. */
export function momentOf({ asOf, knownAt }: Pick<Matrix, 'asOf' | 'knownAt'>, cells: readonly Cell[]): string[] {
  const newest = cells
    .flatMap(({ saidOn }) => saidOn ?? [])
    .sort()
    .at(-1);
  return [
    ...(asOf === null ? (newest === undefined ? [] : [`statements up to ${newest}`]) : [`as of ${asOf}`]),
    ...(knownAt === null ? [] : [`as known on ${knownAt.slice(0, 10)}`]),
  ];
}
