/** What a person should know of an import from a DNA database, beside the statements that do not count. */
import { isDivided } from './quotes.ts';
import type { DnaDatabase } from './read.ts';
import { CONCEPT, type Coded, isBlank, ORGANIZATION, PERSON, type Tally } from './selection.ts';

export function tallyOf({ documents, entities }: DnaDatabase, coded: readonly Coded[]): Tally {
  const used = new Set(coded.map(({ document }) => document));
  const organizations = new Set(coded.flatMap(({ organization }) => organization ?? []));
  const named = new Set(
    coded.flatMap(({ person, kind, concept, organization }) => [
      `${kind} ${person.value}`,
      `${CONCEPT} ${concept.value}`,
      `${ORGANIZATION} ${organization?.value}`,
    ]),
  );
  const unnamed = (variable: string) =>
    (entities.get(variable) ?? []).filter(({ value }) => !isBlank(value) && !named.has(`${variable} ${value}`)).length;
  const returns = new Map([...used].map((document) => [document, firstReturn(document.text)]));
  const counts = {
    'documents left out, as no statement that counts stands in them': documents.size - used.size,
    'persons left out, as no statement that counts is theirs': unnamed(PERSON),
    'organizations left out, as no statement that counts is theirs': unnamed(ORGANIZATION),
    'concepts left out, as no statement that counts is on them': unnamed(CONCEPT),
    'attributes of organizations left out, as an affiliation has none': [...organizations].reduce(
      (sum, { attributes }) => sum + attributes.size,
      0,
    ),
    'quotes divided where control characters stand, which are left out': coded.filter(({ document, statement }) =>
      isDivided(document.text, statement.start, statement.stop),
    ).length,
    'quotes behind line ends of Windows (CR LF), which DNA may count as one: look whether they are what was marked':
      coded.filter(({ document, statement }) => (returns.get(document) ?? Number.POSITIVE_INFINITY) < statement.stop)
        .length,
  };
  return new Map(Object.entries(counts).filter(([, count]) => count > 0));
}

function firstReturn(text: string): number {
  const at = text.indexOf('\r\n');
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
