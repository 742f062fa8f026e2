import type { Expert } from '../records/expert.ts';
import type { Scale } from '../records/scale.ts';
import type { CellAxes, PositionHead } from './material.ts';

export type CellPlace = {
  readonly row: number;
  readonly column: number;
  readonly expert: Expert;
  readonly scale: Scale;
};

export class GroundIndex {
  readonly #ground: CellAxes;
  readonly #rows: ReadonlyMap<string, number>;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #scales: ReadonlyMap<string, Scale>;
  #revision = 0;

  constructor(ground: CellAxes) {
    this.#ground = ground;
    this.#rows = new Map(ground.experts.map(({ id }, row) => [id, row]));
    this.#columns = new Map(ground.questions.map(({ id }, column) => [id, column]));
    this.#scales = new Map(ground.scales.map((scale) => [scale.id, scale]));
    for (const records of [ground.experts, ground.questions, ground.scales]) this.#note(records);
  }

  /** Where the cell of these positions is; undefined where its expert or question is not of the ground. */
  find(positions: readonly PositionHead[]): CellPlace | undefined {
    const [head] = positions;
    const row = this.#rows.get(head?.expert ?? '') ?? -1;
    const column = this.#columns.get(head?.question ?? '') ?? -1;
    const expert = this.#ground.experts[row];
    const scale = this.#scales.get(this.#ground.questions[column]?.scale ?? '');
    if (expert === undefined || scale === undefined) return undefined;
    this.#note(positions);
    return { row, column, expert, scale };
  }

  /** Notes the last change to what was found without its positions. */
  note(revision: number): void {
    if (revision > this.#revision) this.#revision = revision;
  }

  /** The sequence number of the last change to the ground and to what was found on it. */
  get revision(): number {
    return this.#revision;
  }

  #note(records: readonly { readonly revision: number }[]): void {
    for (const { revision } of records) this.note(revision);
  }
}
