/** Reading one state of the database: the present, or one that was. */
import { type RawBuilder, sql } from 'kysely';
import type { ExpertMaterial, MatrixMaterial } from '../../core/matrix/material.ts';
import type { HeldWith, ListFilter, MatrixSelection, Reading } from '../../core/ports/store.ts';
import { type Position, PUBLIC_STATUSES, STATUSES } from '../../core/records/position.ts';
import type { TopicInUse } from '../../core/records/question.ts';
import { createChangeReader } from './change-log/changes.ts';
import { correctionsOf, touchedBy } from './change-log/corrections.ts';
import { axesOf, readCells } from './matrix/read-cells.ts';
import { namesOf } from './records/names.ts';
import type { Readers } from './records/read.ts';
import { redirectsOf } from './records/redirects.ts';
import { isIn, type State, seen, tableAt } from './records/tables.ts';
import { allDone, type Session } from './statements.ts';

/** Does a reading on a connection. */
export type Read = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** What to read with, and how to read all of one state. */
export type ReadingSource = {
  readonly state: State;
  readonly readers: Readers;
  /** Around a reading in one query. */
  readonly single: Read;
  /** Around several queries on one state. */
  readonly together: Read;
};

/** A reading but for the public's. */
export type OneSight = Omit<Reading, 'publicly'>;

export function createReading({ state, readers, single, together }: ReadingSource): OneSight {
  const changes = createChangeReader(state);
  const log = tableAt('changes', state, 'l');
  const isSeen = state.sight === 'all' ? sql`TRUE` : sql`l.is_public`;
  return {
    revision: () =>
      single(async (session) => {
        const last = sql<{ seq: number }>`SELECT l.seq FROM ${log} WHERE ${isSeen} ORDER BY l.seq DESC LIMIT 1`;
        return (await session.first(last))?.seq ?? 0;
      }),
    changedAt: (seq) =>
      single(async (session) => {
        const entry = sql<{ at: string }>`SELECT l.at FROM ${log} WHERE l.seq = ${seq} AND ${isSeen}`;
        return (await session.first(entry))?.at ?? null;
      }),
    get: (kind, id) => single((session) => readers[kind].get(session, id)),
    getMany: (kind, ids) => single((session) => readers[kind].getMany(session, ids)),
    list: (kind, filter, page) => single((session) => readers[kind].page(session, filter, page)),
    recordedAfter: (seq, limit) =>
      together(async (session) => {
        const rows = await session.all(sql<{ id: string }>`SELECT positions.id FROM ${tableAt('positions', state)}
          WHERE positions.recorded_seq > ${seq} AND ${seen('positions', state)}
          ORDER BY positions.recorded_seq LIMIT ${limit}`);
        const ids = rows.map(({ id }) => id);
        return (await readers.position.getMany(session, ids)).sort((a, b) => a.recordedSeq - b.recordedSeq);
      }),
    ids: (kind) => single((session) => readers[kind].ids(session)),
    redirects: (kind, ids) => single((session) => redirectsOf(session, kind, ids, state)),
    names: (kind) => single((session) => namesOf(session, kind, state)),
    organizations: () =>
      single(async (session) => {
        const rows = await session.all(sql<{ name: string }>`SELECT a.organization AS name
          FROM ${tableAt('expert_affiliations', state, 'a')} JOIN ${tableAt('experts', state)} ON experts.id = a.expert
          WHERE ${seen('experts', state)}
          UNION SELECT experts.name FROM ${tableAt('experts', state)}
            WHERE experts.kind = 'organization' AND ${seen('experts', state)}
          UNION SELECT statements.capacity FROM ${tableAt('statements', state)}
            WHERE statements.capacity IS NOT NULL AND ${seen('statements', state)} ORDER BY name`);
        return rows.map(({ name }) => name);
      }),
    topics: () =>
      single((session) =>
        session.all(sql<TopicInUse>`SELECT t.topic, count(DISTINCT questions.id) AS questions
          FROM ${tableAt('question_topics', state, 't')} JOIN ${tableAt('questions', state)} ON questions.id = t.question
          WHERE ${seen('questions', state)} GROUP BY t.topic ORDER BY t.topic`),
      ),
    extent: ({ experts, questions }) =>
      together(async (session) => {
        const [rows, columns] = await Promise.all([
          readers.expert.count(session, experts),
          readers.question.count(session, questions),
        ]);
        return { experts: rows, questions: columns };
      }),
    matrixMaterial: (selection) => together((session) => matrixMaterial(session, readers, state, selection)),
    corrected: (experts, questions) => single((session) => correctionsOf(session, experts, questions, state)),
    readCells: (selection, begin) => together((session) => readCells(session, readers, state, selection, begin)),
    changes: (after, limit, filter) => single((session) => changes.after(session, after, limit, filter)),
    changesBefore: (seq, limit, filter) => single((session) => changes.before(session, seq, limit, filter)),
    touchedBy: (seqs) => single((session) => touchedBy(session, seqs, state)),
  };
}

async function matrixMaterial(
  session: Session,
  readers: Readers,
  state: State,
  { withStatements, withDrafts, ...selection }: MatrixSelection,
): Promise<MatrixMaterial> {
  const how = { withStatements, ...(withDrafts !== undefined && { withDrafts }) };
  const [axes, early] = await allDone([
    axesOf(session, readers, state, selection),
    isNamed(selection) ? positionsOf(session, readers, [selection.experts.id, selection.questions.id], how) : null,
  ]);
  const [experts, questions] = [idsOf(axes.experts), idsOf(axes.questions)];
  const isOfAll = Object.keys(selection.experts).length === 0;
  const positions =
    early?.filter((it) => experts.has(it.expert) && questions.has(it.question)) ??
    positionsOf(session, readers, [isOfAll ? undefined : [...experts], [...questions]], how);
  return {
    ...axes,
    ...(await withGrounds(session, readers, state, { experts, questions, positions, withStatements })),
  };
}

const idsOf = (records: readonly { readonly id: string }[]): Set<string> => new Set(records.map(({ id }) => id));

/** So few are looked for before it is known how many cells they make. */
const FEW_QUESTIONS = 10;

/** A few questions by their ids, and experts by theirs or all: what they hold is found without waiting for who they are. */
function isNamed({ experts, questions }: Pick<MatrixSelection, 'experts' | 'questions'>): boolean {
  const isById = (filter: ListFilter) => Object.keys(filter).every((name) => name === 'id');
  return questions.id !== undefined && questions.id.length <= FEW_QUESTIONS && isById(questions) && isById(experts);
}

/** Of all experts where none are named. */
const positionsOf = (
  session: Session,
  readers: Readers,
  [expert, question = []]: readonly [expert: readonly string[] | undefined, question: readonly string[] | undefined],
  { withDrafts }: HeldWith,
): Promise<Position[]> =>
  readers.position.all(session, {
    ...(expert !== undefined && { expert }),
    ...{ question, status: withDrafts === true ? STATUSES : PUBLIC_STATUSES },
  });

/** What these experts hold on these questions. */
export const heldBy = (
  session: Session,
  readers: Readers,
  state: State,
  experts: readonly string[],
  questions: readonly string[],
  how: HeldWith,
): Promise<ExpertMaterial> =>
  withGrounds(session, readers, state, {
    ...{ experts: new Set(experts), questions: new Set(questions), withStatements: how.withStatements },
    positions: positionsOf(session, readers, [experts, questions], how),
  });

type Held = Pick<HeldWith, 'withStatements'> & {
  readonly experts: ReadonlySet<string>;
  readonly questions: ReadonlySet<string>;
  readonly positions: readonly Position[] | Promise<readonly Position[]>;
};

/** The positions, which may be on their way, with what they rest on and what of them was corrected. */
async function withGrounds(
  session: Session,
  readers: Readers,
  state: State,
  { experts, questions, positions, withStatements }: Held,
): Promise<ExpertMaterial> {
  const [held, corrections] = [Promise.resolve(positions), correctionsOf(session, [...experts], [...questions], state)];
  const grounds = held.then((them) => (withStatements ? groundsOf(session, readers, state, them) : NO_GROUNDS));
  const [all, corrected, { statements, sources }] = await allDone([held, corrections, grounds]);
  const others = new Set(statements.flatMap((it) => it.experts).filter((id) => !experts.has(id)));
  const signers = await readers.expert.getMany(session, [...others]);
  return { positions: all, statements, sources, signers, corrections: corrected };
}

type Grounds = Pick<ExpertMaterial, 'statements' | 'sources'>;

const NO_GROUNDS: Grounds = { statements: [], sources: [] };

async function groundsOf(
  session: Session,
  readers: Readers,
  state: State,
  positions: readonly Position[],
): Promise<Grounds> {
  const ids = [...new Set(positions.flatMap((position) => position.statements))];
  const [statements, sources] = await allDone([
    readers.statement.getMany(session, ids),
    readers.source.found(session, sourcesOf(ids, state)),
  ]);
  return { statements, sources };
}

/** The sources of these statements, as a query of their ids. */
const sourcesOf = (statements: readonly string[], state: State): RawBuilder<unknown> =>
  sql`WITH theirs AS (SELECT s.id, s.source FROM ${tableAt('statements', state, 's')}
      WHERE ${isIn('s.id', statements)} AND ${seen('s', state)})
    SELECT theirs.source FROM theirs
    UNION SELECT r.source FROM ${tableAt('statement_reprints', state, 'r')} JOIN theirs ON theirs.id = r.statement`;
