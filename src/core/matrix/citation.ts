import type { Expert } from '../records/expert.ts';
import type { Position } from '../records/position.ts';
import type { Question } from '../records/question.ts';
import type { Source } from '../records/source.ts';
import type { Statement } from '../records/statement.ts';
import type { MatrixMaterial } from './material.ts';
import type { JudgedMatrix } from './matrix.ts';

/** A statement with all who made it and all that it is printed in; `expert` and `source` are the first of each. */
export type Citation = {
  readonly statement: Statement;
  readonly expert: Expert;
  readonly experts: readonly Expert[];
  readonly source: Source;
  readonly sources: readonly Source[];
};

export type CitedPosition = {
  readonly position: Position;
  readonly expert: Expert;
  readonly question: Question;
  /** The label of the option it holds. */
  readonly stance: string;
  readonly citations: readonly Citation[];
  /** The day of the last correction of its cell; null where there was none. */
  readonly correctedOn: string | null;
};

/** What an answer rests on: its current positions, where it has any, and every statement once. */
export type Cited = {
  readonly positions: readonly CitedPosition[];
  readonly statements: readonly Citation[];
  /** There where drafts count among them. */
  readonly preview?: true;
};

/** Joins statements to their experts and sources. Fails with RangeError where one is missing. */
export function citer(experts: readonly Expert[], sources: readonly Source[]): (statement: Statement) => Citation {
  const expertById = new Map(experts.map((expert) => [expert.id, expert]));
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  return (statement) => {
    const experts = statement.experts.flatMap((id) => expertById.get(id) ?? []);
    const sources = statement.sources.flatMap((id) => sourceById.get(id) ?? []);
    const [expert, source] = [experts[0], sources[0]];
    const isWhole = experts.length === statement.experts.length && sources.length === statement.sources.length;
    if (!isWhole || expert === undefined || source === undefined)
      throw new RangeError(`an expert or a source of statement ${statement.id} is missing`);
    return { statement, expert, experts, source, sources };
  };
}

/** What a matrix rests on, in the order of its cells; `material` must hold the statements. */
export function citeMatrix({ matrix, judged }: JudgedMatrix, material: MatrixMaterial): Cited {
  const cite = citer([...material.experts, ...material.signers], material.sources);
  const citations = new Map(material.statements.map((statement) => [statement.id, cite(statement)]));
  const experts = new Map(material.experts.map((expert) => [expert.id, expert]));
  const questions = new Map(material.questions.map((question) => [question.id, question]));
  const scales = new Map(material.scales.map((scale) => [scale.id, scale]));
  const positions = judged
    .flatMap(({ current, cell: { correctedOn } }) => current.map(({ position }) => ({ position, correctedOn })))
    .flatMap(({ position, correctedOn }): CitedPosition[] => {
      const [expert, question] = [experts.get(position.expert), questions.get(position.question)];
      if (expert === undefined || question === undefined) return [];
      const option = scales.get(question.scale)?.options.find(({ id }) => id === position.option);
      return [
        {
          position,
          expert,
          question,
          stance: option?.label ?? position.option,
          citations: position.statements.flatMap((id) => citations.get(id) ?? []),
          correctedOn,
        },
      ];
    });
  const cited = positions.flatMap((it) => it.citations);
  const statements = [...new Map(cited.map((it) => [it.statement.id, it])).values()];
  return { positions, statements, ...(matrix.preview && { preview: true }) };
}
