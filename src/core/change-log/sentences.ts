/** Changes in words: sentences about them, names of fields, values as a person reads them. */

import type { Kind } from '../records/kinds.ts';
import { isPublic } from '../records/public-state.ts';
import type { Change } from './change.ts';
import { type Difference, differences } from './history.ts';

/** What records are called. */
export type Names = {
  expert(id: string): string;
  question(id: string): string;
  /** The label of an option of the question's scale. */
  option(question: string, option: string): string;
};

type Snapshot = Change['before'];
type Words = (record: NonNullable<Snapshot>, names: Names) => string;

/** The change in a sentence without a stop: whom or what it is about, and what was done. */
export function sentenceOf(change: Change, names: Names): string {
  const record = change.after ?? change.before ?? {};
  const done = change.entity === 'position' ? doneToPosition(change, names) : doneToOther(change);
  return `${SUBJECTS[change.entity](record, names)}: ${change.action === 'rename' ? renamed(change) : done}`;
}

const SUBJECTS: { readonly [K in Kind]: Words } = {
  expert: ({ name }) => String(name),
  question: ({ title }) => `Question ${quoted(title)}`,
  source: ({ title }) => `Source ${quoted(title)}`,
  scale: ({ label }) => `Scale ${quoted(label)}`,
  statement: ({ expert }, names) => `Statement by ${names.expert(String(expert))}`,
  position: ({ expert, question }, names) => `${names.expert(String(expert))} on ${names.question(String(question))}`,
};

const quoted = (text: unknown): string => `“${String(text)}”`;

function doneToOther({ action, before, after }: Change): string {
  if (action === 'update')
    return `changed ${before !== null && !isPublic(before) ? 'the draft: ' : ''}${fieldsIn(differences(before, after))}`;
  if (action === 'delete') return before !== null && !isPublic(before) ? 'deleted the draft' : 'deleted';
  if (action === 'publish') return 'published';
  return after !== null && !isPublic(after) ? 'drafted' : 'recorded';
}

function doneToPosition({ action, before, after }: Change, names: Names): string {
  const stance = (of: Snapshot): string => quoted(names.option(String(of?.question), String(of?.option)));
  if (action === 'delete') return `deleted the draft ${stance(before)}`;
  if (action === 'retract') return `retracted ${stance(before ?? after)}`;
  const isDraft = after?.status === 'draft';
  if (before === null) return `${isDraft ? 'drafted' : 'published'} ${stance(after)}`;
  if (action === 'publish') return `published ${stance(after)}`;
  const others = fieldsIn(differences(before, after).filter(({ field }) => field !== 'option'));
  const verb = isDraft ? 'changed the draft' : 'corrected';
  if (before.option === after?.option) return `${verb} ${stance(after)}: ${others}`;
  return `${verb} from ${stance(before)} to ${stance(after)}${others === '' ? '' : `; also ${others}`}`;
}

/** A record that got a new id, or was merged into another, or one that refers to it and follows. */
function renamed({ before, after }: Change): string {
  if (before?.id !== after?.id && differences(before, after).some(({ field }) => field !== 'id'))
    return `is one with ${quoted(before?.id)}, whose records are ${quoted(after?.id)}’s now`;
  if (before?.id !== after?.id) return `has the id ${quoted(after?.id)} instead of ${quoted(before?.id)}`;
  return `follows a new id (${fieldsIn(differences(before, after))})`;
}

const fieldsIn = (of: readonly Difference[]): string => of.map(({ field }) => fieldWords(field)).join(', ');

const FIELD_WORDS: { readonly [field: string]: string } = { url: 'URL', archivedUrl: 'archived URL' };

/** The name of a field in words: "said on". */
export const fieldWords = (field: string): string =>
  FIELD_WORDS[field] ?? field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Both values of a difference as a person reads them, an option by its label; null where there is nothing. */
export function differenceWords(
  { field, before, after }: Difference,
  question: string,
  names: Names,
): { readonly before: string | null; readonly after: string | null } {
  const words = (value: unknown): string | null =>
    field === 'option' && typeof value === 'string' ? names.option(question, value) : valueWords(value);
  return { before: words(before), after: words(after) };
}

/** A value as a person reads it; several on lines of their own. Null where there is nothing. */
export function valueWords(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((it) => valueWords(it) ?? '').join('\n');
  if (typeof value !== 'object') return String(value);
  return Object.values(value)
    .flatMap((part) => valueWords(part) ?? [])
    .join(', ');
}
