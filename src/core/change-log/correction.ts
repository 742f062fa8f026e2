/** Correction: what was public and was changed, taken back or removed, with what it was, what it is, and whom it touches. */
import { type Static, Type } from 'typebox';
import { KINDS, type Kind } from '../records/kinds.ts';
import { Position } from '../records/position.ts';
import { isPublic } from '../records/public-state.ts';
import { Id, Instant, Nullable, OneOf, Record, Text } from '../values/schema.ts';
import type { DecidedChange } from '../writing/decide.ts';
import { referencesIn } from '../writing/references.ts';
import type { Action, Change } from './change.ts';
import { differences, told } from './history.ts';
import { type Names, sentenceOf } from './sentences.ts';

const { option, summary, condition, basis, saidOn } = Position.properties;

/** What a position said. */
const held = { option, label: Text(200, 'The label of the option.'), summary, condition, basis, saidOn };

const CORRECTING = ['update', 'rename', 'retract', 'delete'] as const satisfies Action[];

/** So many of what a correction touches are listed; all are counted. */
export const MAX_TOUCHED = 100;

const Touch = Record(
  { expert: Nullable(Id), question: Nullable(Id), position: Nullable(Id) },
  { description: 'Published positions that it touches, by the ids of that day; null for all of them.' },
);
export type Touch = Static<typeof Touch>;

/** The ids of expert, question and position with blanks between; an asterisk for all of them. */
export const touchText = ({ expert, question, position }: Touch): string =>
  [expert, question, position].map((id) => id ?? '*').join(' ');

/** What a correction touches: the first of it, and how much there is. */
export type TouchedPositions = { readonly touches: readonly Touch[]; readonly touched: number };
export const UNTOUCHED: TouchedPositions = { touches: [], touched: 0 };

/** The same in names of its day, null for all of somebody, or all on a question: the first few, and how much there is. */
export type NamedTouches = {
  readonly named: readonly { readonly expert: string | null; readonly question: string | null }[];
  readonly touched: number;
};

export const Correction = Record(
  {
    seq: Type.Integer({ minimum: 1, description: 'Its place in the change log.' }),
    at: Instant,
    action: OneOf(
      CORRECTING,
      'update: it was changed. rename: it has another id. retract: it was taken back. delete: it was removed.',
    ),
    entity: OneOf(KINDS),
    id: { ...Id, description: 'Id of the record that was corrected.' },
    position: Nullable(Id),
    expert: Nullable(Record({ id: Id, name: Text(200) })),
    question: Nullable(Record({ id: Id, title: Text(100) })),
    reason: Nullable(Text(2000)),
    ...told,
    before: Nullable(Record(held, { description: 'What the position said; null for a record that is none.' })),
    after: Nullable(Record(held, { description: 'What it says since; null where it was taken back, or is none.' })),
    touches: Type.Array(Touch, { maxItems: MAX_TOUCHED, description: 'What it touches; at most the first hundred.' }),
    touched: Type.Integer({ minimum: 0, description: 'How much it touches.' }),
  },
  { $id: 'Correction', description: 'What was public and was changed, taken back or removed.' },
);
export type Correction = Static<typeof Correction>;

/** The entry of the log as a correction: one of those that `ChangeFilter.corrections` finds. */
export function toCorrection(change: Change, names: Names, { touches, touched }: TouchedPositions): Correction {
  const { seq, at, action, entity, id, reason, before, after } = change;
  const correcting = CORRECTING.find((it) => it === action);
  if (before === null || correcting === undefined) throw new RangeError(`change ${seq} is no correction`);
  const isPosition = entity === 'position';
  const { expert, question } = aboutWhom(change);
  return {
    ...{ seq, at, action: correcting, entity, id },
    position: isPosition ? id : null,
    expert: expert === null ? null : { id: expert, name: nameOf(change, 'expert', 'name') ?? names.expert(expert) },
    question:
      question === null
        ? null
        : { id: question, title: nameOf(change, 'question', 'title') ?? names.question(question) },
    reason,
    sentence: sentenceOf(change, names),
    differences: differences(before, after),
    before: isPosition ? heldBy(before as unknown as Position, names) : null,
    after: isPosition && action !== 'retract' && after !== null ? heldBy(after as unknown as Position, names) : null,
    ...{ touches: [...touches], touched },
  };
}

/** The expert and the question that the record is, or belongs to. */
function aboutWhom({ entity, id, before, after }: Change): { expert: string | null; question: string | null } {
  const idIn = (kind: 'expert' | 'question') => {
    if (entity === kind) return id;
    const found = (after ?? before)?.[kind];
    return typeof found === 'string' ? found : null;
  };
  return { expert: idIn('expert'), question: idIn('question') };
}

const nameOf = ({ entity, before, after }: Change, kind: 'expert' | 'question', field: string): string | null =>
  entity === kind ? String((after ?? before)?.[field]) : null;

const heldBy = ({ question, option: id, ...position }: Position, names: Names): NonNullable<Correction['before']> => ({
  option: id,
  label: names.option(question, id),
  summary: position.summary,
  condition: position.condition,
  basis: position.basis,
  saidOn: position.saidOn,
});

/**
 * What a merger touches: the positions and the statements that named the record which was given up, and follow it in the
 * same commit. What the record that stays had before says what it said.
 */
export function followersOf(
  { kind, before, seq: from }: DecidedChange,
  changes: readonly DecidedChange[],
): { readonly positions: readonly string[]; readonly statements: readonly string[] } {
  const named = changes.filter(
    (it) =>
      it.seq > from &&
      it.before !== null &&
      it.after?.record.id === it.before.id &&
      referencesIn(it.kind, it.before).some((to) => to.kind === kind && to.id === before?.id),
  );
  const idsOf = (of: Kind) => named.flatMap((it) => (it.kind === of && it.before !== null ? [it.before.id] : []));
  return { positions: idsOf('position'), statements: idsOf('statement') };
}

/**
 * The positions that the public sees since one of these changes, by their ids, each with the number of that change: what
 * was corrected before it said nothing of them.
 */
export const newlyPublished = (changes: readonly DecidedChange[]): { readonly id: string; readonly seq: number }[] =>
  changes.flatMap(({ seq, before, after }) =>
    after?.kind === 'position' && isPublic(after.record) && (before === null || !isPublic(before))
      ? [{ id: after.record.id, seq }]
      : [],
  );
