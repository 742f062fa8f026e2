/** Names that could pass for others: what is wrong with the ids and names of a record that is written. */
import { type Entities, KINDS, type Kind } from '../records/kinds.ts';
import { deceptionOf } from '../values/id-scripts.ts';
import { unseenIn } from '../values/unseen.ts';
import { referencesIn } from '../writing/references.ts';
import { type Inputs, inputOf } from './bundle/bundle.ts';

/** A name, and where it stands in the record. */
type Named = readonly [field: string, name: string | null | undefined];

const each = (field: string, names: readonly string[] = []): Named[] =>
  names.map((name, index) => [`${field}/${index}`, name]);

const translators = (translations: readonly { readonly by?: string | null }[] = []): Named[] =>
  translations.map(({ by }, index) => [`translations/${index}/by`, by]);

/** What is printed as a name or a label, in one line with others. Quotes, summaries and notes keep all their characters. */
const NAMES: { readonly [K in Kind]: (input: Inputs[K]) => readonly Named[] } = {
  scale: ({ label, options }) => [
    ['label', label],
    ...options.map((option, index): Named => [`options/${index}/label`, option.label]),
  ],
  expert: ({ name, sortName, aliases, affiliations = [], links = [] }) => [
    ['name', name],
    ['sortName', sortName],
    ...each('aliases', aliases),
    ...affiliations.flatMap(({ organization, role }, index): Named[] => [
      [`affiliations/${index}/organization`, organization],
      [`affiliations/${index}/role`, role],
    ]),
    ...links.map(({ label }, index): Named => [`links/${index}/label`, label]),
  ],
  source: ({ title, publisher }) => [
    ['title', title],
    ['publisher', publisher],
  ],
  question: ({ title, topics, aliases, translations }) => [
    ['title', title],
    ...each('topics', topics),
    ...each('aliases', aliases),
    ...translators(translations),
  ],
  statement: ({ venue, reportedBy, capacity, translations }) => [
    ['venue', venue],
    ['reportedBy', reportedBy],
    ['capacity', capacity],
    ...translators(translations),
  ],
  position: ({ recordedBy }) => [['recordedBy', recordedBy]],
};

type NameFault = { readonly field: string; readonly message: string };

/** Every fault in the names and ids that the input brings; those that the stored record has already stay as they are. */
export function nameFaults<K extends Kind>(kind: K, input: Inputs[K], stored: Entities[K] | undefined): NameFault[] {
  const known = new Set(stored === undefined ? [] : NAMES[kind](inputOf(kind, stored)).map(([, name]) => name));
  const names = NAMES[kind](input).flatMap(([field, name]) => {
    const fault = typeof name !== 'string' || known.has(name) ? null : unseenIn(name);
    return fault === null ? [] : [{ field, message: fault }];
  });
  return [...(stored === undefined ? newIdFault(kind, input) : []), ...names];
}

/** What an id has of the ids that its record refers to was looked at with these, or stays as they do. */
function newIdFault(kind: Kind, input: Inputs[Kind]): NameFault[] {
  if (!isMadeOfOthers(kind)) return idFault('id', input.id, false);
  const own = referencesIn(kind, input).reduce((left, { id }) => left.replace(id, ''), input.id);
  return idFault('id', own, true);
}

/** The same for a scale's options, which have ids of their own. */
export function optionFaults({ options }: Inputs['scale'], stored: Entities['scale'] | undefined): NameFault[] {
  const known = new Set(stored?.options.map(({ id }) => id));
  return options.flatMap(({ id }, index) => (known.has(id) ? [] : idFault(`options/${index}/id`, id, false)));
}

/** The fault of an id that a record is to be given. */
export function idFault(field: string, id: string, isMade: boolean): NameFault[] {
  const deception = deceptionOf(id, isMade);
  return deception === null ? [] : [{ field, message: `"${id}" ${deception}` }];
}

/** Their ids are mostly put together from those of an expert and a question or source, which may be of two scripts. */
export const isMadeOfOthers = (kind: Kind): boolean => KINDS.indexOf(kind) >= KINDS.indexOf('statement');
