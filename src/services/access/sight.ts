/** Sight: what of the store a caller is shown. */
import { type Caller, demand, seesDrafts } from '../../core/access/caller.ts';

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
