/** Correction: a published position that was changed or taken back, with what it was and what it is. */
import { type Static, Type } from 'typebox';
import { Position } from '../records/position.ts';
import { Id, Instant, Nullable, OneOf, Record, Text } from '../values/schema.ts';
import type { Change } from './change.ts';
import { differences, told } from './history.ts';
import { type Names, sentenceOf } from './sentences.ts';

const { option, summary, condition, basis, saidOn } = Position.properties;

/** What a position said. */
const held = { option, label: Text(200, 'The label of the option.'), summary, condition, basis, saidOn };

export const Correction = Record(
  {
    seq: Type.Integer({ minimum: 1, description: 'Its place in the change log.' }),
    at: Instant,
    action: OneOf(['update', 'retract'], 'update: it was changed. retract: it was taken back.'),
    position: Id,
    expert: Record({ id: Id, name: Text(200) }),
    question: Record({ id: Id, title: Text(100) }),
    reason: Nullable(Text(2000)),
    ...told,
    before: Record(held, { description: 'What it said.' }),
    after: Nullable(Record(held, { description: 'What it says since; null where it was taken back.' })),
  },
  { $id: 'Correction', description: 'A published position that was changed or taken back.' },
);
export type Correction = Static<typeof Correction>;

/** The entry of the log as a correction: one of those that `ChangeFilter.corrections` finds. */
export function toCorrection(change: Change, names: Names): Correction {
  const { seq, at, action, id, reason, before, after } = change;
  if (before === null || after === null || (action !== 'update' && action !== 'retract'))
    throw new RangeError(`change ${seq} is no correction`);
  const { expert, question } = after as unknown as Position;
  return {
    seq,
    at,
    action,
    position: id,
    expert: { id: expert, name: names.expert(expert) },
    question: { id: question, title: names.question(question) },
    reason,
    sentence: sentenceOf(change, names),
    differences: differences(before, after),
    before: heldBy(before as unknown as Position, names),
    after: action === 'retract' ? null : heldBy(after as unknown as Position, names),
  };
}

const heldBy = ({ question, option: id, ...position }: Position, names: Names): Correction['before'] => ({
  option: id,
  label: names.option(question, id),
  summary: position.summary,
  condition: position.condition,
  basis: position.basis,
  saidOn: position.saidOn,
});
