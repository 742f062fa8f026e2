/** Those on whom nothing is on record, by name: silence is told, not drawn. */
import type { Matrix } from '../../core/matrix/matrix.ts';
import { type Block, gap } from './block.ts';
import type { Area } from './frame.ts';
import { isolated, ledBlock } from './led.ts';

export function silentBlock(matrix: Matrix, { x, width, unit }: Area): Block {
  const names = new Map(matrix.experts.map(({ id, name }) => [id, name]));
  const silent = matrix.cells.filter(({ state }) => state === 'none');
  if (silent.length === 0) return gap(0);
  const words = silent.flatMap(({ expert, correctedOn }, index) => {
    const name = isolated((names.get(expert) ?? expert).trim());
    const end = index < silent.length - 1 ? ',' : '';
    return correctedOn === null ? [`${name}${end}`] : [name, `(corrected ${correctedOn})${end}`];
  });
  return ledBlock('Nothing on record:', words, x, width, { size: 17 * unit, weight: 400 });
}
