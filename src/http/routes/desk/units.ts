/** What the pages show of a unit: its words, who says them, its question, and the text that they stand in. */
import type { Caller } from '../../../core/access/caller.ts';
import type { CodingUnit } from '../../../core/capture/coding.ts';
import type { Store } from '../../../core/ports/store.ts';
import { Failure } from '../../../core/values/errors.ts';
import { getDocument } from '../../../services/capture/documents.ts';
import { getCurrent } from '../../../services/records/editing.ts';

/** Fails with `not-found` where there is no unit, or its candidate is gone. */
export async function unitOf(store: Store, caller: Caller, unit: CodingUnit | undefined) {
  const candidate = unit === undefined ? null : await store.documents.candidate(unit.candidate);
  if (unit === undefined || candidate === null) throw new Failure('not-found', 'the round has no such unit');
  const statement = candidate.statement === null ? null : await store.get('statement', candidate.statement);
  const speaker = statement === null ? null : await store.get('expert', statement.expert);
  const question = await getCurrent(store, caller, 'question', unit.question);
  return {
    ...{ candidate, statement, question },
    title: await titleOfDocument(store, caller, unit.document),
    speaker: speaker?.name ?? candidate.speakerName,
    options: (await getCurrent(store, caller, 'scale', question.scale)).options,
    text: await store.documents.text(unit.document),
  };
}

export async function titleOfDocument(store: Store, caller: Caller, id: string): Promise<string> {
  const { source } = await getDocument(store, caller, id);
  return (await getCurrent(store, caller, 'source', source)).title;
}
