import type { Position } from '../records/position.ts';
import type { Source } from '../records/source.ts';
import type { Statement } from '../records/statement.ts';
import type { Evidence } from './cell.ts';
import type { MatrixMaterial } from './material.ts';

/** A function that gives the evidence for positions: statements in the order each position cites them. */
export function citeEvidence({ statements, sources }: MatrixMaterial): (positions: readonly Position[]) => Evidence[] {
  const statementById = new Map(statements.map((statement) => [statement.id, statement]));
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  return (positions) =>
    positions.flatMap((position) =>
      position.statements.map((id) => {
        const statement = statementById.get(id);
        const source = statement && sourceById.get(statement.source);
        if (statement === undefined || source === undefined)
          throw new RangeError(`the evidence of position ${position.id} is missing`);
        return toEvidence(position, statement, source);
      }),
    );
}

function toEvidence(position: Position, statement: Statement, source: Source): Evidence {
  const { id, attribution, quotes, paraphrase, saidOn, saidOnFrom, venue } = statement;
  return {
    position: position.id,
    option: position.option,
    statement: id,
    attribution,
    quotes,
    paraphrase,
    saidOn,
    saidOnFrom,
    venue,
    source: {
      id: source.id,
      title: source.title,
      publisher: source.publisher,
      url: source.url,
      publishedOn: source.publishedOn,
    },
  };
}
