/**
 * Meaning: what of a record is part of what public answers say. A change of it needs the right to publish and a reason,
 * and is a correction; an addition needs neither.
 */
import NativeGuard from 'typebox/guard';
import type { Action } from '../change-log/change.ts';
import type { Expert } from '../records/expert.ts';
import type { Kind } from '../records/kinds.ts';
import { isPublic } from '../records/public-state.ts';
import type { Question } from '../records/question.ts';
import type { Scale } from '../records/scale.ts';
import type { Statement } from '../records/statement.ts';
import { saysTheSame } from './grounds.ts';
import type { AnyRecord } from './plan.ts';

type AnyEntity = AnyRecord['record'];

/** An entry of the log before it is written. */
export type LogEntry = {
  readonly action: Action;
  readonly kind: Kind;
  readonly before: AnyEntity | null;
  readonly after: AnyEntity | null;
};

/** Fields that lead to a record and say nothing of it: changed freely. */
const LEADING: { readonly [K in Kind]: readonly string[] } = {
  scale: [],
  expert: ['aliases', 'links'],
  source: [],
  question: ['topics', 'aliases'],
  statement: [],
  position: [],
};

/** Fields that may be filled freely where they held nothing, and say where to look. */
const FILLED: { readonly [K in Kind]: readonly string[] } = {
  scale: [],
  expert: [],
  source: ['archivedUrl', 'retrievedOn'],
  question: ['language', 'succeeds'],
  statement: ['selector'],
  position: [],
};

/**
 * True where an entry of the log corrects what was public: the record says something else than before, under another id,
 * or is gone. A record that only follows another's new id says what it said.
 */
export function corrects({ action, kind, before, after }: LogEntry): boolean {
  if (before === null || !isPublic(before)) return false;
  if (after === null || before.id !== after.id) return true;
  return action !== 'rename' && meansOtherwise(kind, before, after);
}

function meansOtherwise(kind: Kind, before: AnyEntity, after: AnyEntity): boolean {
  if (kind === 'scale') return scaleMeansOtherwise(before as Scale, after as Scale);
  const was: { readonly [field: string]: unknown } = before;
  const isTranslated = kind === 'question' && hasTranslationsOf(before as Question, after as Question);
  const free = [
    ...LEADING[kind],
    ...FILLED[kind].filter((field) => (was[field] ?? null) === null),
    ...(isTranslated ? ['translations'] : []),
  ];
  const same = Object.fromEntries(free.map((field) => [field, null]));
  return !saysTheSame({ ...before, ...same }, { ...after, ...same });
}

type Replaced = Pick<LogEntry, 'kind' | 'before' | 'after'>;

/**
 * The statements whose other signers are shown with another name since: all that the expert signed where only the name is
 * another, and where an id was given up those that named it, by the other entries of the commit. Empty where nothing is.
 */
export function signedOtherwise(
  { kind, before, after }: Replaced,
  entries: () => Iterable<Replaced>,
): 'all' | string[] {
  if (kind !== 'expert' || before === null || after === null) return [];
  if (before.id === after.id) return (before as Expert).name === (after as Expert).name ? [] : 'all';
  return [...entries()].flatMap((it) =>
    it.kind === 'statement' &&
    it.after !== null &&
    (it.before as Statement | null)?.experts.includes(before.id) === true
      ? [it.after.id]
      : [],
  );
}

/** Translations of a proposition may be added, as long as those it has stay as they are. */
const hasTranslationsOf = ({ translations: were = [] }: Question, { translations = [] }: Question): boolean =>
  were.every((was) => translations.some((it) => NativeGuard.IsDeepEqual(it, was)));

/** Options may be added, as long as the scale reaches no further than before: the others keep their place on it. */
function scaleMeansOtherwise(before: Scale, after: Scale): boolean {
  const known = new Set(before.options.map(({ id }) => id));
  const reach = reachOf(before);
  const isWithin = ({ value }: Scale['options'][number]) =>
    value === null || (reach !== null && value >= reach.least && value <= reach.most);
  if (!after.options.every((option) => known.has(option.id) || isWithin(option))) return true;
  return !saysTheSame(before, { ...after, options: after.options.filter(({ id }) => known.has(id)) });
}

function reachOf({ options }: Scale): { readonly least: number; readonly most: number } | null {
  const values = options.flatMap(({ value }) => value ?? []);
  return values.length === 0 ? null : { least: Math.min(...values), most: Math.max(...values) };
}
