/** Sight: what of the store a caller is shown. */
import { type Caller, demand, seesDrafts } from '../../core/access/caller.ts';
import { invalidParameter } from '../../core/values/errors.ts';

/** What can be read in two ways. */
type Sighted<R> = { readonly publicly: R };

/** All of it for those who see drafts, and what the public sees for everybody else. Fails with `forbidden` where the caller may not read. */
export function readableBy<R>(caller: Caller, reading: R & Sighted<R>): R {
  demand(caller, 'read');
  return seesDrafts(caller) ? reading : reading.publicly;
}

/** What the public sees, whoever asks. Fails with `forbidden` where the caller may not read. */
export function publicTo<R>(caller: Caller, reading: R & Sighted<R>): R {
  demand(caller, 'read');
  return reading.publicly;
}

/** Whether it is a preview that is asked for: what the public would see if every draft were published now. */
export type Previewed = { readonly drafts?: boolean; readonly knownAt: string | null; readonly q?: string };

/**
 * What is looked at to answer: all of it for a preview, else what the public sees. Fails with `forbidden` where the caller
 * may not see drafts, or not read, and with `invalid` on a preview of what was known at an instant, or of what has words.
 */
export function seenFor<R>(caller: Caller, reading: R & Sighted<R>, { drafts = false, knownAt, q }: Previewed): R {
  if (!drafts) return publicTo(caller, reading);
  demand(caller, 'write');
  if (knownAt !== null)
    throw invalidParameter('knownAt', 'cannot be given with status=draft: a preview is of the drafts there are now');
  if (q !== undefined)
    throw invalidParameter(
      'q',
      'cannot be given with status=draft: words find what is public; name the questions by id',
    );
  return reading;
}
