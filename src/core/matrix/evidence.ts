import type { Position } from '../records/position.ts';
import type { Source } from '../records/source.ts';
import type { Statement } from '../records/statement.ts';
import type { Evidence } from './cell.ts';
import { type Citation, citer } from './citation.ts';
import type { MatrixMaterial } from './material.ts';

/** A function that gives the evidence for positions: statements in the order each position cites them. */
export function citeEvidence(material: MatrixMaterial): (positions: readonly Position[]) => Evidence[] {
  const statementById = new Map(material.statements.map((statement) => [statement.id, statement]));
  const cite = citer([...material.experts, ...material.signers], material.sources);
  return (positions) =>
    positions.flatMap((position) =>
      position.statements.map((id) => {
        const statement = statementById.get(id);
        if (statement === undefined) throw new RangeError(`the evidence of position ${position.id} is missing`);
        return toEvidence(position, cite(statement));
      }),
    );
}

const toEvidence = ({ id, option }: Position, citation: Citation): Evidence => ({
  position: id,
  option,
  ...toSaid(citation),
});

/** A statement as it is told, whatever it is evidence for. */
export type ToldStatement = Omit<Evidence, 'position' | 'option'>;

export function toSaid({ statement, experts, source, sources }: Citation): ToldStatement {
  const { id, attribution, quotes, paraphrase, saidOn, saidOnFrom, saidAt, venue } = statement;
  return {
    statement: id,
    experts: experts.map((expert) => ({ id: expert.id, name: expert.name })),
    attribution,
    quotes,
    paraphrase,
    saidOn,
    saidOnFrom,
    saidAt,
    venue,
    reportedBy: statement.reportedBy,
    language: languageOf(statement, source),
    translations: statement.translations,
    capacity: statement.capacity,
    source: toEvidenceSource(source),
    sources: sources.map(toEvidenceSource),
  };
}

/** The language of the words: their own where it is known, else that of what they stand in. */
export const languageOf = ({ language }: Pick<Statement, 'language'>, source: Pick<Source, 'language'>): string =>
  language ?? source.language;

const toEvidenceSource = ({ id, title, publisher, url, publishedOn, language }: Source): Evidence['source'] => ({
  ...{ id, title, publisher, url, publishedOn, language },
});
