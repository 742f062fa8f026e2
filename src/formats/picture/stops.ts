/** The places along a question's scale, and who stands at each. */
import type { Cell } from '../../core/matrix/cell.ts';
import type { Matrix, MatrixQuestion } from '../../core/matrix/matrix.ts';
import type { ScaleOption } from '../../core/records/scale.ts';
import { type Tone, toneOfValue } from '../palette.ts';
import type { Sign } from './mark.ts';

/** Someone who stands at a place: by what, in a word or two, whether that is a draft or was corrected, and the position in short. */
export type Holder = {
  readonly name: string;
  readonly note: string;
  readonly standing: readonly string[];
  readonly summary: string;
};

/** An option, or the contradiction of several. */
export type Stop = {
  readonly label: string;
  readonly tone: Tone;
  readonly sign: Sign;
  readonly held: readonly Holder[];
};

/** From against to for; then, where somebody holds them, options that take no side, and contradictions. */
export function stopsOf(matrix: Matrix, question: MatrixQuestion): Stop[] {
  const names = new Map(matrix.experts.map(({ id, name }) => [id, name]));
  const options = matrix.scales.find(({ id }) => id === question.scale)?.options ?? [];
  const cells = matrix.cells.filter((cell) => cell.question === question.id);
  const heldBy = (test: (cell: Cell) => boolean) =>
    cells.filter(test).map((cell) => ({
      name: names.get(cell.expert) ?? cell.expert,
      note: noteOf(cell),
      standing: standingOf(cell),
      summary: cell.summary ?? '',
    }));
  const stop = ({ id, label, value }: ScaleOption): Stop => ({
    label,
    tone: toneOfValue(value),
    sign: { state: 'position', value },
    held: heldBy((cell) => cell.option === id),
  });
  const placed = options.filter(({ value }) => value !== null).toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const contested: Stop = {
    label: 'Contested',
    tone: 'contested',
    sign: { state: 'contested', value: null },
    held: heldBy(({ state }) => state === 'contested'),
  };
  const apart = [...options.filter(({ value }) => value === null).map(stop), contested];
  return [...placed.map(stop), ...apart.filter(({ held }) => held.length > 0)];
}

const noteOf = ({ saidOn, basis, condition }: Cell): string =>
  [saidOn, basis === 'inferred' ? 'inferred' : null, condition === null ? null : `on a condition: ${condition}`]
    .filter((word) => word !== null)
    .join(' · ');

const standingOf = ({ status, correctedOn }: Cell): string[] => [
  ...(status === 'draft' ? ['draft'] : []),
  ...(correctedOn === null ? [] : [`corrected ${correctedOn}`]),
];
