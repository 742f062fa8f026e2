/** What was quoted from a source, and what was coded from that. */
import type { Caller } from '../../core/access/caller.ts';
import { toSaid } from '../../core/matrix/evidence.ts';
import type { CodedFrom, Quoted } from '../../core/matrix/quoted.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { PositionStatus } from '../../core/records/position.ts';
import { seenFor } from '../access/sight.ts';
import { citeStatements } from './citations.ts';
import { getRecord, listRecords } from './records.ts';

const POSITIONS = 500;

/** As the public sees it, or would in a preview, a page of statements at a time. Fails with `not-found` on an unknown source, and with `invalid` on a wrong cursor. */
export async function askQuoted(
  reading: Reading,
  caller: Caller,
  id: string,
  { drafts = false, ...page }: { readonly limit: number; readonly cursor?: string; readonly drafts?: boolean },
): Promise<Quoted> {
  const store = seenFor(caller, reading, { drafts, knownAt: null });
  const source = await getRecord(store, caller, 'source', id);
  const { items, next } = await listRecords(store, caller, 'statement', { source: [source.id], ...page });
  const { statements } = await citeStatements(store, items);
  const coded = await codedFrom(
    store,
    items.map((statement) => statement.id),
    drafts ? ['published', 'draft'] : ['published'],
  );
  return {
    source,
    statements: statements.map((citation) => {
      const names = new Map(citation.experts.map((expert) => [expert.id, expert]));
      const of = coded.get(citation.statement.id) ?? [];
      return {
        said: toSaid(citation),
        coded: of.flatMap(({ position, ...rest }) => {
          const expert = names.get(position.expert);
          return expert === undefined ? [] : [{ ...rest, position, expert }];
        }),
      };
    }),
    next,
  };
}

/** The positions of these states that rest on each of the statements. */
async function codedFrom(
  store: Reading,
  statements: readonly string[],
  status: readonly PositionStatus[],
): Promise<ReadonlyMap<string, Omit<CodedFrom, 'expert'>[]>> {
  const found = new Map<string, Omit<CodedFrom, 'expert'>[]>(statements.map((id) => [id, []]));
  let after: readonly string[] | undefined;
  while (statements.length > 0) {
    const page = { limit: POSITIONS, ...(after && { after }) };
    const { items, next } = await store.list('position', { statement: statements, status }, page);
    const questions = await recordsBy(
      store,
      'question',
      items.map(({ question }) => question),
    );
    const scales = await recordsBy(
      store,
      'scale',
      [...questions.values()].map(({ scale }) => scale),
    );
    for (const position of items) {
      const question = questions.get(position.question);
      const option = scales.get(question?.scale ?? '')?.options.find((it) => it.id === position.option);
      if (question === undefined || option === undefined) continue;
      for (const id of position.statements)
        found.get(id)?.push({ position, question, label: option.label, value: option.value });
    }
    if (next === null) break;
    after = next;
  }
  return found;
}

async function recordsBy<K extends 'question' | 'scale'>(store: Reading, kind: K, ids: readonly string[]) {
  const records = await store.getMany(kind, [...new Set(ids)]);
  return new Map(records.map((record) => [record.id, record]));
}
