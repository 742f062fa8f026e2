/** Refuses ids and topics that nothing stored bears, and says which are near: a filter that matches nothing by mistake is no answer. */

import type { Reading } from '../../core/ports/store.ts';
import type { Kind } from '../../core/records/kinds.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { fold } from '../../core/values/sort-key.ts';
import { suggest } from '../../core/values/validation.ts';

/** Parameters that name records, and of which kind. */
const REFERRED = {
  expert: 'expert',
  question: 'question',
  succeeds: 'question',
  source: 'source',
  of: 'expert',
  excludeExpert: 'expert',
  excludeQuestion: 'question',
} as const satisfies { readonly [parameter: string]: Kind };

const TOPICS = ['topic', 'excludeTopic'] as const;
const AFFILIATIONS = ['affiliation', 'excludeAffiliation'] as const;

export type References = {
  readonly [P in
    | keyof typeof REFERRED
    | (typeof TOPICS | typeof AFFILIATIONS)[number]
    | 'option'
    | 'id']?: readonly string[];
};

/**
 * The references with every id as it is now: one that was given up means the record still; and with every organization
 * as it is recorded, of which case and accents are no matter. `listed` is the kind that `id` means. Fails with `invalid`,
 * naming the parameter, where an id, topic, organization or option does not exist.
 */
export async function requireKnown<R extends References>(store: Reading, references: R, listed?: Kind): Promise<R> {
  const violations: Violation[] = [];
  const current: { [parameter: string]: readonly string[] } = {};
  const referred = { ...REFERRED, ...(listed !== undefined && { id: listed }) };
  for (const [parameter, kind] of Object.entries(referred)) {
    const ids = references[parameter as keyof typeof referred] ?? [];
    if (ids.length === 0) continue;
    const found = new Set((await store.getMany(kind, ids)).map(({ id }) => id));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length === 0) continue;
    const now = await store.redirects(kind, missing);
    current[parameter] = [...new Set(ids.map((id) => now.get(id) ?? id))];
    const unheard = missing.filter((id) => !now.has(id));
    if (unheard.length > 0) violations.push(...unknown(parameter, unheard, await idsForHints(store, kind)));
  }
  for (const parameter of TOPICS) {
    const topics = references[parameter] ?? [];
    if (topics.length > 0) violations.push(...unlisted(parameter, topics, await topicsIn(store)));
  }
  for (const parameter of AFFILIATIONS) {
    const wanted = references[parameter];
    if (wanted === undefined) continue;
    const known = wanted.length === 0 ? [] : await store.organizations();
    const same = Map.groupBy(known, fold);
    current[parameter] = wanted.flatMap((name) => same.get(fold(name)) ?? []);
    const unheard = wanted.filter((name) => !same.has(fold(name)));
    violations.push(...noOrganizations(parameter, unheard, known));
  }
  if (references.option !== undefined)
    violations.push(...unlisted('option', references.option, await optionsInUse(store)));
  const [first] = violations;
  if (first !== undefined) throw new Failure('invalid', `${first.parameter} ${first.message}`, violations);
  return { ...references, ...current };
}

/** The ids that may have been meant. Positions and statements may be millions, and nobody types their ids. */
export const idsForHints = async (store: Reading, kind: Kind): Promise<readonly string[]> =>
  kind === 'position' || kind === 'statement' ? [] : store.ids(kind);

const topicsIn = async (store: Reading): Promise<readonly string[]> => (await store.topics()).map(({ topic }) => topic);

const unlisted = (parameter: string, wanted: readonly string[], known: readonly string[]): Violation[] =>
  unknown(
    parameter,
    wanted.filter((name) => !known.includes(name)),
    known,
  );

/** Of so many names that have the wanted one in them, the first are told. */
const MAX_TOLD = 5;

/** What names no organization, with those that have it in their names, or the nearest. */
const noOrganizations = (parameter: string, missing: readonly string[], known: readonly string[]): Violation[] =>
  missing.map((name) => {
    const having = known.filter((other) => fold(other).includes(fold(name)));
    const told = having.slice(0, MAX_TOLD).map((other) => `"${other}"`);
    const more = having.length > MAX_TOLD ? ` and ${having.length - MAX_TOLD} more` : '';
    const near = told.length > 0 ? `; did you mean ${told.join(', ')}${more}?` : suggest(name, known);
    return { parameter, message: `"${name}" is no organization that is recorded${near}` };
  });

/** The ids of the options of every scale. */
async function optionsInUse(store: Reading): Promise<string[]> {
  const scales = await store.getMany('scale', await store.ids('scale'));
  return [...new Set(scales.flatMap(({ options }) => options.map(({ id }) => id)))];
}

const unknown = (parameter: string, missing: readonly string[], known: readonly string[]): Violation[] =>
  missing.map((name) => ({ parameter, message: `"${name}" does not exist${suggest(name, known)}` }));
