/** Merging: what one record of a thing that was recorded twice has of both, and which two cannot be one. */
import NativeGuard from 'typebox/guard';
import type { Expert } from '../records/expert.ts';
import type { Entities, Kind } from '../records/kinds.ts';
import { isPublic } from '../records/public-state.ts';
import { precedingOf, type Question } from '../records/question.ts';
import { Failure } from '../values/errors.ts';
import { Id, Record, Text } from '../values/schema.ts';
import type { Stored } from './grounds.ts';

export const MERGEABLE_KINDS = ['expert', 'source', 'question'] as const satisfies Kind[];
export type MergeableKind = (typeof MERGEABLE_KINDS)[number];

export const isMergeable = (kind: Kind): kind is MergeableKind => MERGEABLE_KINDS.some((it) => it === kind);

/** What is sent to merge a record into another. */
export const Merging = Record(
  {
    into: { ...Id, description: 'The record of its kind that stays.' },
    reason: Text(2000, 'Why both are one; kept in the change log and shown in the record of corrections.'),
  },
  { $id: 'Merging', description: 'The record that another one is merged into, and why.' },
);

/**
 * The fields that the record which stays gets from the one that is given up: an expert its names, organizations and
 * links, a question its title, aliases and topics, and which one it succeeds where the other says none. Of a source
 * nothing: the log keeps what it said.
 */
export function fieldsFrom(
  kind: MergeableKind,
  given: Entities[Kind],
  kept: Entities[Kind],
  questions: Stored['question'],
): object {
  if (kind === 'expert') return expertFields(given as Expert, kept as Expert);
  if (kind === 'question') return questionFields(given as Question, kept as Question, questions);
  return {};
}

function expertFields(given: Expert, kept: Expert): Partial<Expert> {
  const known = new Set(kept.affiliations.map(({ organization }) => organization));
  const links = new Set(kept.links.map(({ url }) => url));
  return {
    aliases: namesBeside(kept.name, [...kept.aliases, given.name, ...given.aliases]),
    // Of an organization that both name, the days are those of the record that stays.
    affiliations: [...kept.affiliations, ...given.affiliations.filter(({ organization }) => !known.has(organization))],
    links: [...kept.links, ...given.links.filter(({ url }) => !links.has(url))],
  };
}

const questionFields = (given: Question, kept: Question, questions: Stored['question']) => ({
  aliases: namesBeside(kept.title, [...kept.aliases, given.title, ...given.aliases]),
  topics: [...new Set([...kept.topics, ...given.topics])],
  succeeds: succeededByBoth(given, kept, questions),
});

/** What both as one succeed: of two of which one succeeds the other what that succeeds; undefined where it would be itself. */
function succeededByBoth(given: Question, kept: Question, questions: Stored['question']): string | undefined {
  if (kept.succeeds !== undefined && kept.succeeds !== given.id) return kept.succeeds;
  return precedingOf(given, (id) => questions.get(id)).has(kept.id) ? undefined : given.succeeds;
}

const namesBeside = (name: string, others: readonly string[]): string[] =>
  [...new Set(others)].filter((it) => it !== name);

/**
 * Fails with `invalid` where both are the same record, and with `conflict` where a public one would lead to a draft, a
 * person to an organization, or a question to one that is answered with other options, or that comes of it by others.
 */
export function refuseUnlike<K extends MergeableKind>(
  kind: K,
  given: Entities[K],
  kept: Entities[K],
  { scale: scales, question: questions }: Stored,
): void {
  const [one, other] = [`the ${kind} "${given.id}"`, `"${kept.id}"`];
  if (given.id === kept.id) throw refused('invalid', `${one} is ${other} already`, 'must name another record');
  if (isPublic(given) && !isPublic(kept))
    throw refused('conflict', `${one} is public, and ${other} is a draft: publish that first`, 'is a draft');
  if ('name' in given && 'name' in kept && given.kind !== kept.kind)
    throw refused(
      'conflict',
      `${one} is recorded as ${given.kind}, and ${other} as ${kept.kind}`,
      `is recorded as ${kept.kind}`,
    );
  if (!('scale' in given && 'scale' in kept)) return;
  if (kept.succeeds !== given.id && precedingOf(kept, (id) => questions.get(id)).has(given.id))
    throw refused(
      'conflict',
      `the question ${other} succeeds ${one} by way of "${kept.succeeds}", which would come before and after it`,
      `succeeds it by way of "${kept.succeeds}"`,
    );
  if (given.scale === kept.scale) return;
  const [from, to] = [scales.get(given.scale)?.options, scales.get(kept.scale)?.options];
  if (NativeGuard.IsDeepEqual(from, to)) return;
  const message = `${one} is answered on the scale "${given.scale}", and ${other} on "${kept.scale}", which has other options`;
  throw refused('conflict', `${message}: what was answered would say something else`, 'has a scale of other options');
}

const refused = (kind: 'invalid' | 'conflict', message: string, fault: string): Failure =>
  new Failure(kind, `${message}; nothing was written`, [{ pointer: '/into', message: fault }]);
