import type { Expert } from '../records/expert.ts';
import type { Position } from '../records/position.ts';
import type { Question } from '../records/question.ts';
import type { Scale } from '../records/scale.ts';
import { lastDay } from '../values/date.ts';
import { type Cell, type Evidence, judgeCell, type Moment } from './cell.ts';
import { correctedDays } from './corrected.ts';
import { citeEvidence } from './evidence.ts';
import type { MatrixMaterial } from './material.ts';
import { latestFirst } from './order-of-positions.ts';

/** A position with its evidence; `current` where it counts under the rule on the day asked for. */
export type DossierPosition = {
  readonly position: Position;
  readonly evidence: readonly Evidence[];
  readonly current: boolean;
};

export type DossierEntry = {
  readonly question: Question;
  readonly scale: Scale;
  readonly cell: Cell;
  /** Every position that was ever public, retracted ones among them, the latest first; in a preview drafts, too. */
  readonly history: readonly DossierPosition[];
};

export type Dossier = {
  readonly expert: Expert;
  readonly entries: readonly DossierEntry[];
  readonly silentOn: readonly Question[];
};

/** The dossier of the only expert of the material, in the order of its questions. Null where there is no expert in it. */
export function buildDossier(material: MatrixMaterial, moment: Moment): Dossier | null {
  const [expert] = material.experts;
  if (expert === undefined) return null;
  const scales = new Map(material.scales.map((scale) => [scale.id, scale]));
  const byQuestion = Map.groupBy(material.positions, ({ question }) => question);
  const cite = citeEvidence(material);
  const correctedOn = correctedDays(material.corrections);
  const judged = { ...moment, asOf: moment.asOf === null ? null : lastDay(moment.asOf) };
  const silentOn: Question[] = [];
  const entries = material.questions.flatMap((question): DossierEntry[] => {
    const scale = scales.get(question.scale);
    const positions = byQuestion.get(question.id) ?? [];
    if (scale === undefined || positions.length === 0) {
      silentOn.push(question);
      return [];
    }
    const { cell } = judgeCell(expert.id, question.id, positions, scale, judged, correctedOn(expert.id, question.id));
    const history = latestFirst(positions).map((position) => ({
      position,
      evidence: cite([position]),
      current: cell.positions.includes(position.id),
    }));
    return [{ question, scale, cell, history }];
  });
  return { expert, entries, silentOn };
}
