/** What a DNA database says as records: what becomes of what, and what stands in for what it does not say. */
import type { Inputs } from '../../core/import/bundle/bundle.ts';
import { questionTitle } from '../../core/records/question.ts';
import { affiliationsOf } from './affiliations.ts';
import type { IdMaker } from './ids.ts';
import { quoteOf } from './quotes.ts';
import type { DnaDocument, DnaEntity, DnaStatement } from './read.ts';
import { AGREEMENT, CONCEPT, type Coded, isBlank, ORGANIZATION, PERSON } from './selection.ts';

export const SCALE: Inputs['scale'] = {
  id: 'agree-disagree',
  label: 'Agreement',
  options: [
    { id: 'disagree', label: 'Disagrees', value: -1 },
    { id: 'agree', label: 'Agrees', value: 1 },
  ],
};

const CODING_RULE =
  'As coded in the Discourse Network Analyzer: whether the speaker agrees or disagrees with the concept as it is worded.';
const NO_PUBLISHER = 'Not given';
/** The tag for a language that is not known (BCP 47). */
const NO_LANGUAGE = 'und';

const dayOf = ({ date }: DnaDocument): string => new Date(date * 1000).toISOString().slice(0, 10);

/** For whom a person spoke on which days. */
export const appearancesOf = (coded: readonly Coded[]) =>
  coded.flatMap(({ organization, document }) =>
    organization === null ? [] : [{ organization: organization.value, day: dayOf(document) }],
  );

/** One of several entities of the same name: in each statement type it is another. The first one's attributes count. */
const attributesOf = (entities: readonly DnaEntity[]): ReadonlyMap<string, string> =>
  new Map(entities.toSorted((a, b) => b.id - a.id).flatMap(({ attributes }) => [...attributes]));

type Facts = Iterable<readonly [name: string, value: string]>;

/** "Type: NGO", one to a line. */
const inLines = (facts: Facts, except: readonly string[] = []): string =>
  [...facts]
    .filter(([name, value]) => !except.includes(name) && !isBlank(value))
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const listOf = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

export function expertOf(name: string, coded: readonly Coded[], ids: IdMaker): Inputs['expert'] {
  const attributes = attributesOf(coded.map(({ person }) => person));
  const description = inLines(attributes, ['Alias']);
  return {
    id: ids.person(name),
    name,
    // Of the same name, a person is the one who is named.
    ...(coded.every(({ kind }) => kind === 'organization') && { kind: 'organization' as const }),
    ...(description !== '' && { description }),
    aliases: listOf(attributes.get('Alias')),
    affiliations: affiliationsOf(appearancesOf(coded)),
  };
}

export function questionOf(name: string, coded: readonly Coded[], ids: IdMaker): Inputs['question'] {
  const attributes = attributesOf(coded.map(({ concept }) => concept));
  const notes = inLines(attributes, ['Alias', 'Type']);
  return {
    id: ids.concept(name),
    title: questionTitle(name),
    proposition: name,
    scale: SCALE.id,
    codingRule: notes === '' ? CODING_RULE : `${CODING_RULE}\n${notes}`,
    topics: listOf(attributes.get('Type')),
    aliases: listOf(attributes.get('Alias')),
  };
}

export function sourceOf(document: DnaDocument, ids: IdMaker): Inputs['source'] {
  const { id, title, source, author, section, type, notes } = document;
  const note = inLines(Object.entries({ Author: author, Section: section, Type: type, Notes: notes }));
  return {
    id: ids.document(document),
    title: isBlank(title) ? `Document ${id}` : title,
    publisher: isBlank(source) ? NO_PUBLISHER : source,
    publishedOn: dayOf(document),
    language: NO_LANGUAGE,
    ...(note !== '' && { note }),
  };
}

/** "Mixed", as a passage that was marked may hold words that are not the speaker's: DNA does not tell. */
export const statementOf = (coded: Coded, ids: IdMaker): Inputs['statement'] => ({
  id: ids.statement(coded),
  expert: ids.person(coded.person.value),
  source: ids.document(coded.document),
  attribution: 'mixed',
  ...(coded.organization !== null && { capacity: coded.organization.value }),
  ...quoteOf(coded.document.text, coded.statement.start, coded.statement.stop),
});

export function positionOf(coded: Coded, ids: IdMaker): Inputs['position'] {
  const { statement, person, concept, agrees } = coded;
  const note = inLines(otherVariables(statement));
  return {
    id: ids.statement(coded),
    expert: ids.person(person.value),
    question: ids.concept(concept.value),
    option: agrees ? 'agree' : 'disagree',
    summary: `${agrees ? 'Agrees' : 'Disagrees'}: ${concept.value}`,
    basis: 'stated',
    statements: [ids.statement(coded)],
    ...(statement.coder !== null && !isBlank(statement.coder) && { recordedBy: statement.coder }),
    ...(note !== '' && { note }),
  };
}

const otherVariables = ({ variables, entities, values }: DnaStatement): Facts =>
  variables
    .filter(({ name }) => ![PERSON, ORGANIZATION, CONCEPT, AGREEMENT].includes(name))
    .map(({ name, dataType }) => {
      const value = entities.get(name)?.value ?? values.get(name) ?? '';
      return [name, dataType === 'boolean' && value !== '' ? (value === 1 ? 'yes' : 'no') : String(value)];
    });
