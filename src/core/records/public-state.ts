/** Public state: whether the public sees a record. */
import { Type } from 'typebox';
import { OneOf } from '../values/schema.ts';

export const PUBLIC_STATES = ['draft', 'published'] as const;
export type PublicState = (typeof PUBLIC_STATES)[number];

/** A record's own: there only while it is a draft, so that what is public reads as it always did. */
export const draftStatus = Type.Optional(
  Type.Literal('draft', { description: 'There while the public does not see the record.' }),
);

/** As written in a bundle. */
export const statedStatus = Type.Optional(
  OneOf(
    PUBLIC_STATES,
    'draft: the public does not see the record. Where nothing is said: as it is stored; a new one is published, or a ' +
      'draft where whoever writes may not publish.',
  ),
);

/** What is written of the state of a record that is made: nothing where it is public. */
export const draftOf = ({ status }: { readonly status?: PublicState }): { status?: 'draft' } =>
  status === 'draft' ? { status } : {};

/** A record of any kind, or what the log holds of one, as far as this is concerned. */
type Stated = { readonly status?: unknown };

/** Does the public see the record? What was retracted is seen, too. Entries of the log from before there were drafts of every kind have no status. */
export const isPublic = (record: Stated): boolean => record.status !== 'draft';

/** The record as the public may see it from now on. A position has a status in any case. */
export function published<R extends Stated>(record: R): R {
  if (isPublic(record)) return record;
  if ('question' in record && 'option' in record) return { ...record, status: 'published' };
  const { status: _, ...rest } = record;
  return rest as R;
}

/** The state of a record that is written: as said, or as it is stored where it is public, or else as whoever writes makes records. */
export const stateFor = (
  stated: PublicState | undefined,
  stored: Stated | undefined,
  otherwise: PublicState,
): PublicState => stated ?? (stored !== undefined && isPublic(stored) ? 'published' : otherwise);
