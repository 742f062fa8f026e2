/** The option of a scale that a cell names. */
import { fold } from '../../values/sort-key.ts';

type Named = { readonly id: string; readonly label: string };

/** By id, by label, or by either without regard to case where that leaves no doubt. */
export function optionNamed<O extends Named>(cell: string, options: readonly O[]): O | undefined {
  const exact = options.find(({ id }) => id === cell) ?? options.find(({ label }) => label === cell);
  if (exact !== undefined) return exact;
  const [only, another] = options.filter((option) => [option.id, option.label].map(fold).includes(fold(cell)));
  return another === undefined ? only : undefined;
}
