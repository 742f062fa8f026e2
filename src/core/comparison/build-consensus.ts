/** Makes the consensus on each question of the positions of a selection. */
import { heldBy, placeOf, type Stance, takenOn } from '../matrix/cell.ts';
import { ColumnTally } from '../matrix/column-tally.ts';
import type { CellAxes, CellVisitor, PositionHead } from '../matrix/material.ts';
import type { StanceVisitor } from '../matrix/stored-stances.ts';
import type { Organizations } from '../records/belonging.ts';
import { type Expert, organizationsOn } from '../records/expert.ts';
import { languageOf } from '../records/question.ts';
import type { Scale } from '../records/scale.ts';
import { dayOf, lastDay } from '../values/date.ts';
import { byName } from '../values/sort-key.ts';
import { type ConsensusGroup, measuresOf, minorityOf, type QuestionConsensus, rangeOf } from './consensus.ts';
import { type HeldOptions, heldReader } from './held-reader.ts';

export type ConsensusOfAll = {
  readonly revision: number;
  readonly experts: number;
  readonly scales: readonly Scale[];
  /** In the order of the ground, without their groups. */
  readonly questions: readonly QuestionConsensus[];
  /** The groups of one of these questions, by name. */
  readonly groupsOf: (question: QuestionConsensus) => ConsensusGroup[];
};

/** With `groups` also by the organizations that experts belong to. */
export type ConsensusOptions = HeldOptions & { readonly groups?: boolean };

/** Reads cells into the consensus; stances will do where there are no groups, and nobody moved. */
export function consensusReader(
  ground: CellAxes,
  { groups: isGrouped = false, ...options }: ConsensusOptions,
): CellVisitor<ConsensusOfAll> & StanceVisitor<ConsensusOfAll> {
  const { experts, questions, scales } = ground;
  const asOf = options.asOf === null ? null : lastDay(options.asOf);
  const found = questions.map(() => new Spread());
  const groups = isGrouped ? new Groups(ground, options.organizations ?? (() => true), asOf) : null;
  const scaleById = new Map(scales.map((scale) => [scale.id, scale]));
  const held = heldReader(
    ground,
    options,
    (_, column, option, place) => found[column]?.count(option, place),
    (expert, column, current) => groups?.count(expert, column, current),
  );
  return {
    question: held.question,
    cell: held.cell,
    end: () => ({
      revision: held.revision,
      experts: experts.length,
      scales,
      questions: questions.map((question, column) => ({
        ...{ id: question.id, title: question.title, proposition: question.proposition },
        ...languageOf(question),
        scale: question.scale,
        ...(found[column] ?? new Spread()).describe(scaleById.get(question.scale), experts.length),
      })),
      groupsOf: ({ id, scale }) =>
        groups?.describe(
          questions.findIndex((question) => question.id === id),
          scaleById.get(scale),
        ) ?? [],
    }),
  };
}

/** What is held on one question by some experts: its tally, and how many of them stand at each place. */
class Spread {
  readonly #tally = new ColumnTally();
  readonly #standings = new Map<number, number>();

  count(held: string, place: number | null): void {
    this.#tally.count(held, place);
    if (place !== null) this.#standings.set(place, (this.#standings.get(place) ?? 0) + 1);
  }

  /** Of so many experts, silent ones among them. */
  describe(scale: Scale | undefined, experts: number) {
    const known = scale ?? { options: [] };
    const tallied = this.#tally.summary(known, experts);
    return {
      ...tallied,
      ...measuresOf(this.#standings, rangeOf(scale)),
      minority: minorityOf(tallied.distribution, known),
    };
  }
}

/** What counts for one group on one question; `former` are those of its experts who do not belong to it on the day asked for. */
type OfGroup = { readonly spread: Spread; former: number };

/** The same by organization: a position counts for those that its holder belonged to on its day. */
class Groups {
  readonly #includes: Organizations;
  readonly #asOf: string | null;
  readonly #members = new Map<string, number>();
  readonly #columns: readonly Map<string, OfGroup>[];

  constructor({ experts, questions }: CellAxes, includes: Organizations, asOf: string | null) {
    this.#includes = includes;
    this.#asOf = asOf;
    this.#columns = questions.map(() => new Map());
    for (const expert of experts)
      for (const name of this.#groupsOf(expert, asOf)) this.#members.set(name, (this.#members.get(name) ?? 0) + 1);
  }

  count(expert: Expert, column: number, current: readonly Stance<PositionHead>[]): void {
    const present = this.#groupsOf(expert, this.#asOf);
    const days = new Set(current.map(({ position }) => dayOf(position.saidOn)));
    for (const name of new Set([...days].flatMap((day) => this.#groupsOf(expert, day)))) {
      const theirs = takenOn(current, (day) => this.#groupsOf(expert, day).includes(name));
      const group = this.#columns[column]?.get(name) ?? { spread: new Spread(), former: 0 };
      this.#columns[column]?.set(name, group);
      group.spread.count(heldBy(theirs), placeOf(theirs));
      if (!present.includes(name)) group.former += 1;
    }
  }

  describe(column: number, scale: Scale | undefined): ConsensusGroup[] {
    const found = this.#columns[column] ?? new Map<string, OfGroup>();
    const names = [...new Set([...this.#members.keys(), ...found.keys()])].sort(byName);
    return names.map((name) => {
      const { spread, former } = found.get(name) ?? { spread: new Spread(), former: 0 };
      const experts = (this.#members.get(name) ?? 0) + former;
      return { name, experts, ...spread.describe(scale, experts) };
    });
  }

  #groupsOf(expert: Expert, day: string | null): string[] {
    return organizationsOn(expert, day).filter(this.#includes);
  }
}
