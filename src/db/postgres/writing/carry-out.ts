/** Carries out what was decided: rows, their entries in the log, their words in the index, cells to be judged. */
import { sql } from 'kysely';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import type { Decided, DecidedChange, DecidedRedirect } from '../../../core/writing/decide.ts';
import { staleCells } from '../../../core/writing/stale-cells.ts';
import { followWords } from '../capture/anchors.ts';
import { refuseSeenOf } from '../capture/codings.ts';
import { goOver, letGo, NAMING } from '../capture/follow-records.ts';
import { type EnteredChanges, storeEntries } from '../change-log/log-writer.ts';
import { noteCorrections } from '../change-log/note-corrections.ts';
import type { StalePlace } from '../matrix/judge-cells.ts';
import { isIn } from '../records/tables.ts';
import { allDone, type Session } from '../statements.ts';
import { keepsParts, OWNED, ownedRows, versionsIn } from './owned-rows.ts';
import { upsert } from './row-writer.ts';
import { type Indexed, indexTexts } from './search-index.ts';
import { noteVersions } from './versions.ts';

/** What follows from what was carried out, to be seen to before the transaction ends. */
type Aftermath = { readonly due: readonly StalePlace[]; readonly indexed: Indexed };

/** What is to be carried out, with its entries in the log, all of one day; `at` is the instant of the last. */
export type Entered = Pick<Decided, 'redirects'> & { readonly entered: EnteredChanges; readonly at: string };

type CarryOptions = {
  /** Decides which texts are still kept. */
  readonly today: string;
  /** Of these a quote that is in no text any more is not refused. */
  readonly mayUntie: (statement: string) => boolean;
  /** Called when the rows of the records are on their way; what it asks for is answered before the rest is written. */
  readonly meanwhile: () => Promise<void>;
};

/** Runs inside a transaction in which references are looked at when it ends. */
export async function carryOut(
  session: Session,
  { entered, redirects, at }: Entered,
  { today, mayUntie, meanwhile }: CarryOptions,
): Promise<Aftermath> {
  const { changes } = entered;
  const last = await writeUpToLast(session, changes);
  const rows = writeRows(session, last);
  rows.catch(() => undefined);
  await meanwhile();
  // What follows is sent together, in this order, and answered together: the server is at work on the rows while it is made.
  const [, , , , , byCorrection, indexed, byValue] = await allDone([
    rows,
    followWords(session, { changes, redirects }, today, mayUntie),
    allDone(redirects.map((redirect) => lead(session, redirect))),
    refuseSeenOf(
      session,
      changes.flatMap(({ after }) => (after?.kind === 'position' ? [after.record] : [])),
    ),
    storeEntries(session, entered),
    noteCorrections(session, changes, at),
    indexTexts(session, changes),
    holdersOf(session, staleCells(changes).options),
    ...KINDS.flatMap((kind) =>
      OWNED[kind].map((owned) => noteVersions(session, owned, versionsIn(owned.table, kind, changes))),
    ),
  ]);
  return { due: [...staleCells(changes).cells, ...byCorrection, ...byValue], indexed };
}

/** The cells in which an option is held that stands for another number now. */
async function holdersOf(
  session: Session,
  options: readonly { readonly scale: string; readonly option: string }[],
): Promise<StalePlace[]> {
  if (options.length === 0) return [];
  return session.all(sql<StalePlace>`SELECT DISTINCT p.expert, p.question
    FROM json_to_recordset(${JSON.stringify(options)}::json) AS it (scale text COLLATE "C", option text COLLATE "C")
    JOIN positions p ON p.scale = it.scale AND p.option = it.option`);
}

/** A change that stands for all of a record that were gathered. */
type Gathered = DecidedChange & {
  /** True where none of them altered what the record has beside its own row. */
  readonly isPartial: boolean;
};

/** Records as they are to be, gathered until an id is given up; answers those whose rows are still to be sent. */
async function writeUpToLast(session: Session, changes: readonly DecidedChange[]): Promise<readonly Gathered[]> {
  let gathered = new Map<string, Gathered>();
  for (const change of changes) {
    const { kind, before, after } = change;
    if (before !== null && after !== null && before.id !== after.record.id) {
      await removeGone(session, [...gathered.values()]);
      await writeRows(session, [...gathered.values()]);
      gathered = new Map();
      if (await isThere(session, kind, after.record.id)) {
        await goOver(session, kind, before.id, after.record.id);
        await remove(session, kind, [before.id]);
      } else await call(session, kind, before.id, after.record.id);
    }
    const key = `${kind} ${after?.record.id ?? before?.id}`;
    // What was made in the same go is new still; what another was called before is there.
    const earlier = gathered.get(key);
    const isNew = before === null || (earlier?.before === null && before.id === after?.record.id);
    const isPartial = earlier?.isPartial !== false && keepsParts(change);
    gathered.set(key, { ...change, ...(isNew && { before: null }), isPartial });
  }
  await removeGone(session, [...gathered.values()]);
  return [...gathered.values()];
}

async function removeGone(session: Session, changes: readonly Gathered[]): Promise<void> {
  for (const kind of KINDS.toReversed()) {
    const gone = changes.flatMap((it) => (it.kind === kind && it.after === null && it.before ? it.before.id : []));
    if (gone.length === 0) continue;
    await letGo(session, kind, gone);
    await remove(session, kind, gone);
  }
}

/** Sends the rows of the records that are there afterwards, without waiting in between. */
const writeRows = (session: Session, changes: readonly Gathered[]): Promise<unknown> =>
  allDone(KINDS.map((kind) => writeRowsOf(session, kind, changes)));

async function writeRowsOf(session: Session, kind: Kind, changes: readonly Gathered[]): Promise<void> {
  const written = changes.filter((it) => it.kind === kind && it.after !== null);
  const stood = written.flatMap(({ before, after, isPartial }) =>
    before === null || after === null || isPartial ? [] : after.record.id,
  );
  const rows = Map.groupBy(
    written.flatMap(({ after, position, isPartial }) =>
      after === null ? [] : ownedRows(after, position).slice(0, isPartial ? 1 : undefined),
    ),
    ({ table }) => table,
  );
  await allDone([
    removeParts(session, kind, stood),
    ...[...rows].map(([table, of]) =>
      upsert(
        session,
        table,
        of[0]?.key ?? [],
        of.map(({ row }) => row),
      ),
    ),
  ]);
}

/** What belongs to records beside their own rows. Options are never taken away: positions may hold them. */
async function removeParts(session: Session, kind: Kind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || kind === 'scale') return;
  await Promise.all(
    OWNED[kind]
      .slice(1)
      .map(({ table, owner }) => session.all(sql`DELETE FROM ${sql.table(table)} WHERE ${isIn(owner, ids)}`)),
  );
}

async function remove(session: Session, kind: Kind, ids: readonly string[]): Promise<void> {
  await Promise.all(
    OWNED[kind]
      .toReversed()
      .map(({ table, owner }) => session.all(sql`DELETE FROM ${sql.table(table)} WHERE ${isIn(owner, ids)}`)),
  );
}

/** True where the record that another is merged into has its row. */
const isThere = async (session: Session, kind: Kind, id: string): Promise<boolean> =>
  (await session.first(sql`SELECT 1 FROM ${sql.table(PLURALS[kind])} WHERE id = ${id}`)) !== undefined;

/** The record has another id in every row that names it as its own. */
async function call(session: Session, kind: Kind, from: string, to: string): Promise<void> {
  const columns = [
    ...OWNED[kind].map(({ table, owner }) => ({ table, column: owner })),
    ...NAMING[kind],
    ...(kind === 'scale' ? [{ table: 'positions', column: 'scale' }] : []),
  ];
  await Promise.all(
    columns.map(({ table, column }) =>
      session.all(sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${to} WHERE ${sql.ref(column)} = ${from}`),
    ),
  );
}

async function lead(session: Session, { kind, from, to, seq, isPublic }: DecidedRedirect): Promise<void> {
  await Promise.all([
    session.all(sql`DELETE FROM redirects WHERE entity = ${kind} AND old_id = ${to}`),
    session.all(sql`UPDATE redirects SET id = ${to}, seq = ${seq} WHERE entity = ${kind} AND id = ${from}`),
    session.all(sql`INSERT INTO redirects (entity, old_id, id, seq, is_public)
      VALUES (${kind}, ${from}, ${to}, ${seq}, ${isPublic ? 1 : 0})`),
  ]);
}
