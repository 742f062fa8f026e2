/** A correction as readers are told it: whatever it names by an id is called what it is called. */
import type { AnyRecord } from '../writing/plan.ts';
import { referencesIn } from '../writing/references.ts';
import type { Correction } from './correction.ts';

/** What a record is called, or the words that a statement begins with; the language of these, where it is on record. */
export type Called = { readonly text: string; readonly language?: string };

/** What there is of a record by that kind and id; null where it is not there any more. */
export type CalledBy = (kind: AnyRecord['kind'], id: string) => Called | null;

export type ToldCorrection = { readonly correction: Correction; readonly called: CalledBy };

/** Every record that a correction is about or names in what it changed. */
export const namedBy = ({ entity, id, question, differences }: Correction) => [
  { kind: entity, id },
  ...(question === null ? [] : [{ kind: 'question' as const, id: question.id }]),
  ...differences.flatMap(({ field, before, after }) =>
    [before, after].flatMap((held) => referencesIn(entity, { [field]: held })),
  ),
];
