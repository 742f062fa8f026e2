/** Moves: who changed their mind on what, from which option to which, and on what evidence. */
import { type Static, Type } from 'typebox';
import { Evidence, judgeCell, type Stance, sideOf } from '../matrix/cell.ts';
import { correctedDays } from '../matrix/corrected.ts';
import { citeEvidence } from '../matrix/evidence.ts';
import type { MatrixMaterial } from '../matrix/material.ts';
import { basisOfAnswer, buildMatrix } from '../matrix/matrix.ts';
import { supersededAmong } from '../matrix/order-of-positions.ts';
import { Position } from '../records/position.ts';
import { languageOf, Question } from '../records/question.ts';
import type { Scale } from '../records/scale.ts';
import { dayOf, lastDay } from '../values/date.ts';
import { Id, List, Nullable, OneOf, Record, RefTo, Text } from '../values/schema.ts';

export const MOVE_KINDS = ['reversed', 'took-side', 'left-side', 'shifted'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

const { option, summary, condition, basis, saidOn, saidOnFrom } = Position.properties;

export const MoveEnd = Record(
  {
    position: Id,
    option,
    label: Text(200, 'The label of the option.'),
    value: Nullable(Type.Number({ description: 'Value of the option; null where it takes no side.' })),
    summary,
    condition,
    basis,
    saidOn,
    saidOnFrom,
    statements: Type.Array(RefTo(Evidence), { description: 'The evidence.' }),
  },
  { $id: 'MoveEnd', description: 'What was held before a move, or after it.' },
);
export type MoveEnd = Static<typeof MoveEnd>;

const { title, proposition, language } = Question.properties;

export const Move = Record(
  {
    question: Record({ id: Id, title, proposition, language }),
    kind: OneOf(
      MOVE_KINDS,
      'reversed: from one side to the other. took-side: from between, or from no side, to a side. ' +
        'left-side: from a side to between, or to no side. shifted: to another option of the same side, or of none.',
    ),
    from: RefTo(MoveEnd),
    to: RefTo(MoveEnd),
    correctedOn: Nullable(Type.String({ description: 'Day of its last correction.' })),
    contested: List(
      Id,
      100_000,
      'Positions between the two that took opposite sides on one day, and so decide nothing.',
    ),
  },
  { $id: 'Move', description: 'A change of mind: two positions that follow on each other and hold different options.' },
);
export type Move = Static<typeof Move>;

const count = Type.Integer({ minimum: 0 });

export const Moves = Record(
  {
    asOf: basisOfAnswer.asOf,
    knownAt: basisOfAnswer.knownAt,
    revision: basisOfAnswer.revision,
    expert: Record({ id: Id, name: Text(200) }),
    onRecord: { ...count, description: 'Questions on which the expert is on record, of those asked about.' },
    moved: { ...count, description: 'Those of them on which the expert changed their mind: the n is onRecord.' },
    moves: Type.Array(RefTo(Move), { description: 'By title of the question, then the earliest first.' }),
  },
  { $id: 'Moves', description: 'On what an expert changed their mind.' },
);
export type Moves = Static<typeof Moves>;

/** The moves of the only expert of the material, which must hold the statements; in the order of its questions. */
export function buildMoves(
  material: MatrixMaterial,
  { asOf, knownAt }: { readonly asOf: string | null; readonly knownAt: string | null },
): Moves {
  const { experts, cells, ...matrix } = buildMatrix(material, {
    rule: 'latest',
    asOf,
    knownAt,
    evidence: false,
  }).matrix;
  const [expert] = experts;
  if (expert === undefined) throw new RangeError('there are no moves without an expert');
  const moves = [...(movesByExpert(material, asOf).get(expert.id) ?? [])];
  return {
    asOf: matrix.asOf,
    knownAt: matrix.knownAt,
    revision: matrix.revision,
    expert: { id: expert.id, name: expert.name },
    onRecord: cells.filter(({ state }) => state !== 'none').length,
    moved: new Set(moves.map(({ question }) => question.id)).size,
    moves,
  };
}

/** The moves of each expert of the material who moved; it must hold the statements. Each in the order of its questions. */
export function movesByExpert(material: MatrixMaterial, asOf: string | null): ReadonlyMap<string, readonly Move[]> {
  const cite = citeEvidence(material);
  const correctedOn = correctedDays(material.corrections);
  const day = asOf === null ? null : lastDay(asOf);
  const held = Map.groupBy(material.positions, ({ expert }) => expert);
  return new Map(
    [...held].flatMap(([expert, positions]): [string, Move[]][] => {
      const moves = movesOf(positions, material, cite, day).map((move) => ({
        ...move,
        correctedOn: correctedOn(expert, move.question.id),
      }));
      return moves.length === 0 ? [] : [[expert, moves]];
    }),
  );
}

/** The moves of the one who holds the positions. */
function movesOf(
  positions: readonly Position[],
  material: Pick<MatrixMaterial, 'questions' | 'scales'>,
  cite: ReturnType<typeof citeEvidence>,
  day: string | null,
): Omit<Move, 'correctedOn'>[] {
  const byQuestion = Map.groupBy(positions, (position) => position.question);
  return material.questions.flatMap((question): Omit<Move, 'correctedOn'>[] => {
    const { id, title, proposition, scale: scaleId } = question;
    const those = byQuestion.get(id) ?? [];
    if (those.length < 2) return [];
    const scale = material.scales.find((it) => it.id === scaleId);
    if (scale === undefined) throw new RangeError(`the scale of question ${id} is missing`);
    const end = ({ position, value }: Stance): MoveEnd => ({
      position: position.id,
      option: position.option,
      label: scale.options.find((it) => it.id === position.option)?.label ?? position.option,
      value,
      summary: position.summary,
      condition: position.condition,
      basis: position.basis,
      saidOn: position.saidOn,
      saidOnFrom: position.saidOnFrom,
      statements: cite([position]),
    });
    return changesOfMind(those, scale, day).map(({ from, to, contested }) => ({
      question: { id, title, proposition, ...languageOf(question) },
      kind: kindOfMove(from.value, to.value),
      from: end(from),
      to: end(to),
      contested,
    }));
  });
}

type ChangeOfMind = { readonly from: Stance; readonly to: Stance; readonly contested: string[] };

/**
 * From the positions of one expert on one question: day by day, what the cell would be at its end, and where that holds
 * another option than before. A day that contradicts itself makes the cell contested; it is no move, and the next day
 * that does not is compared with the last one before it. A position that another takes the place of was never meant.
 */
function changesOfMind(positions: readonly Position[], scale: Scale, asOf: string | null): ChangeOfMind[] {
  const published = positions.filter(
    ({ status, saidOn }) => status === 'published' && (asOf === null || dayOf(saidOn) <= asOf),
  );
  const superseded = supersededAmong(published);
  const meant = published.filter(({ id }) => !superseded.has(id));
  const days = meant.map(({ saidOn }) => dayOf(saidOn));
  const moves: ChangeOfMind[] = [];
  let held: Stance | undefined;
  let contested: string[] = [];
  for (const day of [...new Set(days)].sort()) {
    const { cell, current } = judgeCell('', '', meant, scale, { rule: 'latest', asOf: day });
    const [stance] = current;
    if (stance === undefined || cell.state !== 'position') {
      contested.push(...cell.positions);
      continue;
    }
    if (held !== undefined && held.position.option !== stance.position.option)
      moves.push({ from: held, to: stance, contested });
    held = stance;
    contested = [];
  }
  return moves;
}

/** What became of the side, from the values of the options; null takes none, and 0 lies between. */
export function kindOfMove(from: number | null, to: number | null): MoveKind {
  const [before, after] = [isSide(from), isSide(to)];
  if (before && after) return sideOf(from) === sideOf(to) ? 'shifted' : 'reversed';
  if (before === after) return 'shifted';
  return after ? 'took-side' : 'left-side';
}

const isSide = (value: number | null): boolean => value !== null && value !== 0;
