/** What was said, in a source or at all, and what was coded from that. */
import type { Caller } from '../../core/access/caller.ts';
import { correctedDays } from '../../core/matrix/corrected.ts';
import { toSaid } from '../../core/matrix/evidence.ts';
import type { CodedFrom, CodedStatement, Quoted, SaidOfLate, StatementTold } from '../../core/matrix/quoted.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { PositionStatus } from '../../core/records/position.ts';
import type { Statement } from '../../core/records/statement.ts';
import { seenFor } from '../access/sight.ts';
import { citeStatements } from './citations.ts';
import { getRecord, listRecords } from './records.ts';

const POSITIONS = 500;

/** As the public sees it, or would in a preview, a page of statements at a time. Fails with `not-found` on an unknown source, and with `invalid` on a wrong cursor. */
export async function askQuoted(
  reading: Reading,
  caller: Caller,
  id: string,
  { drafts = false, ...page }: Page,
): Promise<Quoted> {
  const store = seenFor(caller, reading, { drafts, knownAt: null });
  const source = await getRecord(store, caller, 'source', id);
  const { items, next } = await listRecords(store, caller, 'statement', { source: [source.id], ...page });
  return { source, statements: await codedStatements(store, items, drafts), next };
}

type Page = { readonly q?: string; readonly limit: number; readonly cursor?: string; readonly drafts?: boolean };

/** What was said, the latest first, as the public sees it, or would in a preview. Fails with `invalid` on a wrong cursor. */
export async function askSaid(
  reading: Reading,
  caller: Caller,
  { drafts = false, ...page }: Page,
): Promise<SaidOfLate> {
  const store = seenFor(caller, reading, { drafts, knownAt: null });
  const { items, next } = await listRecords(store, caller, 'statement', page);
  return { statements: await codedStatements(store, items, drafts), next };
}

/** So many corrections of one statement are told. */
const CORRECTIONS = 20;

/** As the public sees it, or would in a preview. Fails with `not-found` on an unknown statement. */
export async function askStatement(
  reading: Reading,
  caller: Caller,
  id: string,
  { drafts = false }: { readonly drafts?: boolean } = {},
): Promise<StatementTold> {
  const store = seenFor(caller, reading, { drafts, knownAt: null });
  const statement = await getRecord(store, caller, 'statement', id);
  const [told] = await codedStatements(store, [statement], drafts);
  if (told === undefined) throw new RangeError(`the statement ${statement.id} cannot be told`);
  const record = { kind: 'statement', id: statement.id } as const;
  const filter = { record, corrections: true } as const;
  const corrections = await store.changesBefore(Number.MAX_SAFE_INTEGER, CORRECTIONS, filter);
  return { ...told, statement, corrections };
}

async function codedStatements(
  store: Reading,
  items: readonly Statement[],
  drafts: boolean,
): Promise<CodedStatement[]> {
  const { statements } = await citeStatements(store, items);
  const coded = await codedFrom(
    store,
    items.map((statement) => statement.id),
    drafts ? ['published', 'draft'] : ['published'],
  );
  return statements.map((citation) => {
    const names = new Map(citation.experts.map((expert) => [expert.id, expert]));
    const of = coded.get(citation.statement.id) ?? [];
    return {
      said: toSaid(citation),
      coded: of.flatMap(({ position, ...rest }) => {
        const expert = names.get(position.expert);
        return expert === undefined ? [] : [{ ...rest, position, expert }];
      }),
    };
  });
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
    const correctedOn = correctedDays(
      await store.corrected([...new Set(items.map(({ expert }) => expert))], [...questions.keys()]),
    );
    for (const position of items) {
      const question = questions.get(position.question);
      const option = scales.get(question?.scale ?? '')?.options.find((it) => it.id === position.option);
      if (question === undefined || option === undefined) continue;
      for (const id of position.statements)
        found.get(id)?.push({
          ...{ position, question, label: option.label, value: option.value },
          correctedOn: correctedOn(position.expert, question.id),
        });
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
