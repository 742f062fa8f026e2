/** The records that positions name, each once, so that a program need not ask for them one by one. */
import type { Caller } from '../../core/access/caller.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Includable, Included } from '../../core/records/included.ts';
import type { Position } from '../../core/records/position.ts';
import { readableBy } from '../access/sight.ts';

/** What is wanted of what the positions name, in the order of ids: one query a kind, however many the positions are. */
export async function readIncluded(
  reading: Reading,
  caller: Caller,
  positions: readonly Position[],
  wanted: readonly Includable[],
): Promise<Included> {
  const store = readableBy(caller, reading);
  const wants = (kind: Includable) => wanted.includes(kind);
  const [experts, questions, statements] = await Promise.all([
    wants('expert') ? store.getMany('expert', once(positions.map(({ expert }) => expert))) : null,
    wants('question') ? store.getMany('question', once(positions.map(({ question }) => question))) : null,
    wants('statements') || wants('source')
      ? store.getMany('statement', once(positions.flatMap((position) => position.statements)))
      : null,
  ]);
  const printedIn = once((statements ?? []).flatMap(({ sources }) => sources));
  const sources = wants('source') ? await store.getMany('source', printedIn) : null;
  return {
    ...(experts === null ? {} : { experts: byId(experts) }),
    ...(questions === null ? {} : { questions: byId(questions) }),
    ...(statements === null || !wants('statements') ? {} : { statements: byId(statements) }),
    ...(sources === null ? {} : { sources: byId(sources) }),
  };
}

const once = (ids: readonly string[]): string[] => [...new Set(ids)];

const byId = <T extends { readonly id: string }>(records: readonly T[]): T[] =>
  records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
