/** Which statements of a DNA database count, and for what reason the others do not. */
import type { ExpertKind } from '../../core/records/expert.ts';
import type { DnaDatabase, DnaDocument, DnaEntity, DnaStatement } from './read.ts';

/** A statement that says who agrees, or does not, with what. */
export type Coded = {
  readonly statement: DnaStatement;
  readonly document: DnaDocument;
  /** Whoever speaks: a person or, where none is named, an organization. */
  readonly person: DnaEntity;
  readonly kind: ExpertKind;
  /** Whom the person speaks for. */
  readonly organization: DnaEntity | null;
  readonly concept: DnaEntity;
  readonly agrees: boolean;
};

/** How often what happened, in words: what was left out and why, what a person should look at. */
export type Tally = ReadonlyMap<string, number>;

/** The variables that a statement is made of, by their names in DNA; all others go into a note. */
export const PERSON = 'person';
export const ORGANIZATION = 'organization';
export const CONCEPT = 'concept';
export const AGREEMENT = 'agreement';

const NEEDED = [
  { name: PERSON, dataType: 'short text' },
  { name: CONCEPT, dataType: 'short text' },
  { name: AGREEMENT, dataType: 'boolean' },
];

export const isBlank = (text: string): boolean => text.trim() === '';

export function selectCoded({ statements, documents }: DnaDatabase): { coded: Coded[]; leftOut: Tally } {
  const leftOut = new Map<string, number>();
  const coded = statements.flatMap((statement) => {
    const found = read(statement, documents.get(statement.document));
    if (typeof found !== 'string') return [found];
    const words = `statements left out, ${found}`;
    leftOut.set(words, (leftOut.get(words) ?? 0) + 1);
    return [];
  });
  return { coded, leftOut };
}

/** The statement as it counts, or why it does not. */
function read(statement: DnaStatement, document: DnaDocument | undefined): Coded | string {
  const { type, variables, entities, values } = statement;
  const isOfType = NEEDED.every(({ name, dataType }) =>
    variables.some((it) => it.name === name && it.dataType === dataType),
  );
  if (!isOfType) return `of the type “${type}”, which has not all of person, concept and agreement`;
  if (document === undefined) return 'of a document that is not there';
  const named = (variable: string) => {
    const entity = entities.get(variable);
    return entity === undefined || isBlank(entity.value) ? null : entity;
  };
  const [person, organization] = [named(PERSON), named(ORGANIZATION)];
  const [speaker, concept, agreement] = [person ?? organization, named(CONCEPT), values.get(AGREEMENT)];
  if (speaker === null) return 'without a person or an organization';
  if (concept === null) return 'without a concept';
  if (agreement !== 0 && agreement !== 1) return 'without agreement or disagreement';
  const who =
    person === null
      ? ({ kind: 'organization', organization: null } as const)
      : ({ kind: 'person', organization } as const);
  return { statement, document, person: speaker, ...who, concept, agrees: agreement === 1 };
}
