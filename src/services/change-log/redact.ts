/** Redaction on a legal demand: who may, and what is taken out. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { idMarkerOf, markerOf, type Redacted } from '../../core/change-log/redaction.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { slugOf } from '../../core/values/slug.ts';
import { commitBy } from '../../core/writing/commit.ts';

/** What is asked for; `digest` is a salted SHA-256 of the words in hexadecimal. */
export type RedactionDemand = {
  readonly words: string;
  readonly digest: string;
  /** Also in ids, as a name is found in them. */
  readonly ids: boolean;
  readonly reason: string;
  readonly dryRun: boolean;
};

const FEWEST = 2;

/**
 * Takes the words out of every record, the log and the files, for ever; a trial says what that would alter. Fails with
 * `invalid` where they cannot be looked for, where no id can be made of them that should be, or without a reason.
 */
export async function redactWords(store: Store, caller: Caller, demanded: RedactionDemand): Promise<Redacted> {
  demand(caller, 'admin');
  const { words, digest, reason, dryRun } = demanded;
  const marker = markerOf(digest);
  refuse('words', [...words.trim()].length < FEWEST, `must have at least ${FEWEST} characters`);
  refuse('words', marker.includes(words), 'must not be part of the marker that takes their place');
  refuse('reason', reason.trim() === '', 'is required: say which demand it is, for the record');
  const slug = slugOf(words);
  refuse('ids', demanded.ids && slug === null, 'can only be redacted where the words have a letter or digit');
  const commit = commitBy(caller, { reason: `Redacted (SHA-256 ${digest}): ${reason}`, dryRun });
  return store.redact(commit, {
    words,
    marker,
    id: demanded.ids && slug !== null ? { slug, marker: idMarkerOf(digest) } : null,
  });
}

function refuse(parameter: string, isWrong: boolean, message: string): void {
  if (isWrong) throw new Failure('invalid', `${parameter} ${message}`, [{ parameter, message }]);
}
