/** What is derived of the log, made of its entries: versions, words that are found, who signed, and where it ends. */
import { sql } from 'kysely';
import { KINDS } from '../../../core/records/kinds.ts';
import { recordFromLog } from '../../../core/records/logged.ts';
import { isPublic } from '../../../core/records/public-state.ts';
import { latestStatement } from '../../../core/records/statement.ts';
import type { DecidedChange } from '../../../core/writing/decide.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import type { ChangeRow } from '../../shared/tables.ts';
import type { HeadRow } from '../change-log/head.ts';
import { signersOf } from '../change-log/log-writer.ts';
import { ENTRY_COLUMNS } from '../change-log/read-leaves.ts';
import { isIn } from '../records/tables.ts';
import { countRows, type Session } from '../statements.ts';
import { OWNED, versionsIn } from './owned-rows.ts';
import { insert } from './row-writer.ts';
import { indexTexts } from './search-index.ts';
import { noteVersions } from './versions.ts';

const IN_PIECE = 500;

/** Into tables that hold nothing of it yet; the log and the records are there. Answers the head that the log has. */
export async function replayLog(session: Session): Promise<HeadRow> {
  let head: HeadRow = { seq: 0, at: null, public_seq: 0, documents: 0, tokens: 0 };
  for (let piece = 1; ; piece += 1) {
    if (isPowerOfFour(piece)) await countRows(session, VERSION_TABLES);
    const entries = await session.all(sql<ChangeRow>`SELECT ${ENTRY_COLUMNS} FROM changes
      WHERE seq > ${head.seq} ORDER BY seq LIMIT ${IN_PIECE}`);
    const last = entries.at(-1);
    if (last === undefined) return head;
    const changes = await changesOf(session, entries);
    for (const kind of KINDS) {
      const those = changes.filter((change) => change.kind === kind);
      // What they rest on was noted before: positions are the last of the kinds.
      const grounded = kind === 'position' ? await withGrounds(session, those) : those;
      for (const owned of OWNED[kind]) await noteVersions(session, owned, versionsIn(owned.table, kind, grounded));
    }
    await insert(session, 'change_signers', changes.flatMap(signersOf));
    const { documents, tokens } = await indexTexts(session, changes);
    head = {
      ...{ seq: last.seq, at: last.at, public_seq: changes.findLast(isSeen)?.seq ?? head.public_seq },
      documents: head.documents + documents,
      tokens: head.tokens + tokens,
    };
  }
}

/** What grows: counted as it does, or the server reads all of it where it could go by an index. */
const VERSION_TABLES = [...Object.values(OWNED).flat(), { table: 'search_documents' }].map(
  ({ table }) => `${table}_versions`,
);

const isPowerOfFour = (piece: number): boolean => Number.isInteger(Math.log2(piece) / 2);

const isSeen = ({ before, after }: DecidedChange): boolean =>
  [before, after?.record ?? null].some((it) => it !== null && isPublic(it));

async function changesOf(session: Session, entries: readonly ChangeRow[]): Promise<DecidedChange[]> {
  const recorded = await recordedSeqs(session, entries);
  const recordIn = ({ entity: kind, id, seq }: ChangeRow, text: string): AnyRecord =>
    ({ kind, record: recordFromLog(kind, JSON.parse(text), () => recorded.get(id) ?? seq) }) as AnyRecord;
  return entries.map((entry) => ({
    ...{ seq: entry.seq, action: entry.action, kind: entry.entity, position: null, corrects: false, isMerger: false },
    before: entry.before === null ? null : recordIn(entry, entry.before).record,
    after: entry.after === null ? null : recordIn(entry, entry.after),
  }));
}

/** Entries of an earlier release do not tell which of them recorded a position; the record has it still, under whichever id. */
async function recordedSeqs(session: Session, entries: readonly ChangeRow[]): Promise<ReadonlyMap<string, number>> {
  const untold = entries.filter(({ entity, after }) => entity === 'position' && !after?.includes('"recordedSeq":'));
  if (untold.length === 0) return new Map();
  const ids = untold.map(({ id }) => id);
  const rows = await session.all(sql<{ id: string; seq: number }>`
    SELECT id, recorded_seq AS seq FROM positions WHERE ${isIn('id', ids)}
    UNION ALL SELECT r.old_id, p.recorded_seq FROM redirects r JOIN positions p ON p.id = r.id
      WHERE r.entity = 'position' AND ${isIn('r.old_id', ids)}`);
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

type Then = { readonly id: string; readonly since: number; readonly until: number };
type StatementThen = Then & { readonly saidOn: string; readonly saidAt: string | null };
type QuestionThen = Then & { readonly scale: string };

const current = <T extends Then>(those: readonly T[] | undefined, seq: number): T | undefined =>
  those?.find(({ since, until }) => since <= seq && seq < until);

/** Positions with what their statements and their question were at the entry of each. */
async function withGrounds(session: Session, changes: readonly DecidedChange[]): Promise<DecidedChange[]> {
  const positions = changes.flatMap(({ after }) => (after?.kind === 'position' ? after.record : []));
  const [cited, asked] = [positions.flatMap(({ statements }) => statements), positions.map((it) => it.question)];
  const [statements, questions] = await Promise.all([
    session.all(sql<StatementThen>`SELECT id, since, until, said_on AS "saidOn", said_at AS "saidAt"
      FROM statements_versions WHERE ${isIn('id', [...new Set(cited)])}`),
    session.all(sql<QuestionThen>`SELECT id, since, until, scale FROM questions_versions
      WHERE ${isIn('id', [...new Set(asked)])}`),
  ]);
  const [statementsOf, questionsOf] = [Map.groupBy(statements, ({ id }) => id), Map.groupBy(questions, ({ id }) => id)];
  return changes.map((change) => {
    const { seq, after } = change;
    if (after?.kind !== 'position') return change;
    const { record } = after;
    const latest = latestStatement(record.statements.flatMap((id) => current(statementsOf.get(id), seq) ?? []));
    const scale = current(questionsOf.get(record.question), seq)?.scale ?? '';
    return { ...change, position: { scale, latest: latest?.id ?? record.statements[0] ?? '' } };
  });
}
