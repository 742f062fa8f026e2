/** Stale cells: those that are not as their positions say any more, once changes are written. */
import type { Position } from '../records/position.ts';
import type { Scale } from '../records/scale.ts';
import type { DecidedChange } from './decide.ts';

export type StaleCells = {
  readonly cells: readonly { readonly expert: string; readonly question: string }[];
  /** Options that stand for another number: every cell is stale in which one of them is held. */
  readonly options: readonly { readonly scale: string; readonly option: string }[];
};

export function staleCells(changes: readonly DecidedChange[]): StaleCells {
  const cells: StaleCells['cells'][number][] = [];
  const options: StaleCells['options'][number][] = [];
  for (const { kind, before, after } of changes) {
    if (kind === 'position') cells.push(...[before, after?.record].flatMap((it) => cellOf(it as Position | null)));
    if (after?.kind === 'scale' && before !== null) options.push(...revalued(before as Scale, after.record));
  }
  return { cells, options };
}

/** A draft is in none. */
const cellOf = (position: Position | null | undefined): StaleCells['cells'] =>
  !position || position.status === 'draft' ? [] : [{ expert: position.expert, question: position.question }];

const revalued = (before: Scale, { id: scale, options }: Scale): StaleCells['options'] =>
  options
    .filter(({ id, value }) => before.options.some((was) => was.id === id && was.value !== value))
    .map(({ id }) => ({ scale, option: id }));
