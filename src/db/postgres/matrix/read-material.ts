/** What a matrix is made of: experts, questions, what they hold on them, what that rests on, and what of it was corrected. */
import { type RawBuilder, sql } from 'kysely';
import type { ExpertMaterial, MatrixMaterial } from '../../../core/matrix/material.ts';
import type { HeldWith, ListFilter, MatrixSelection } from '../../../core/ports/store.ts';
import type { Expert } from '../../../core/records/expert.ts';
import { PUBLIC_STATUSES, STATUSES } from '../../../core/records/position.ts';
import type { Source } from '../../../core/records/source.ts';
import type { Statement } from '../../../core/records/statement.ts';
import { correctionsOf } from '../change-log/corrections.ts';
import { conditionOf } from '../records/filter.ts';
import type { Readers } from '../records/read.ts';
import { type State, seen, tableAt } from '../records/tables.ts';
import { allDone, type Session } from '../statements.ts';
import { axesOf } from './read-cells.ts';

/** Of all experts where none are named. */
type Places = { readonly experts?: readonly string[]; readonly questions: readonly string[] };

type Held = Omit<ExpertMaterial, 'signers'>;

/** All that a selection chooses. Fails with `too-large`. */
export async function matrixMaterial(
  session: Session,
  readers: Readers,
  state: State,
  { withStatements, withDrafts, ...selection }: MatrixSelection,
): Promise<MatrixMaterial> {
  const how = { withStatements, ...(withDrafts !== undefined && { withDrafts }) };
  const named = placesNamed(selection);
  const [early, axes] = await allDone([
    named === null ? null : heldAt(session, readers, state, named, how),
    axesOf(session, readers, state, selection),
  ]);
  const [experts, questions] = [idsOf(axes.experts), idsOf(axes.questions)];
  const isOfAll = Object.keys(selection.experts).length === 0;
  const places = { ...(!isOfAll && { experts: [...experts] }), questions: [...questions] };
  const held = early?.positions.every((it) => experts.has(it.expert) && questions.has(it.question))
    ? early
    : await heldAt(session, readers, state, places, how);
  return { ...axes, ...held, signers: await signersOf(session, readers, held.statements, experts) };
}

/** What these experts hold on these questions. */
export async function heldBy(
  session: Session,
  readers: Readers,
  state: State,
  experts: readonly string[],
  questions: readonly string[],
  how: HeldWith,
): Promise<ExpertMaterial> {
  const held = await heldAt(session, readers, state, { experts, questions }, how);
  return { ...held, signers: await signersOf(session, readers, held.statements, new Set(experts)) };
}

const idsOf = (records: readonly { readonly id: string }[]): Set<string> => new Set(records.map(({ id }) => id));

/** So few are looked for before it is known how many cells they make. */
const FEW_QUESTIONS = 10;

/** A few questions by their ids, and experts by theirs or all: what they hold is found without waiting for who they are. */
function placesNamed({ experts, questions }: Pick<MatrixSelection, 'experts' | 'questions'>): Places | null {
  const isById = (filter: ListFilter) => Object.keys(filter).every((name) => name === 'id');
  if (questions.id === undefined || questions.id.length > FEW_QUESTIONS) return null;
  if (!isById(questions) || !isById(experts)) return null;
  return { ...(experts.id !== undefined && { experts: experts.id }), questions: questions.id };
}

/** All in one go: what positions rest on is found by what they are found by. */
async function heldAt(
  session: Session,
  readers: Readers,
  state: State,
  { experts, questions }: Places,
  { withStatements, withDrafts }: HeldWith,
): Promise<Held> {
  const filter = {
    ...(experts !== undefined && { expert: experts }),
    ...{ question: questions, status: withDrafts === true ? STATUSES : PUBLIC_STATUSES },
  };
  const cited = sql`SELECT e.statement FROM ${tableAt('positions', state)} CROSS JOIN LATERAL (
      SELECT positions.latest_statement AS statement WHERE positions.evidence_count = 1
      UNION ALL SELECT e.statement FROM ${tableAt('evidence', state, 'e')}
        WHERE positions.evidence_count > 1 AND e.position = positions.id) AS e
    WHERE ${conditionOf('position', filter, state)}`;
  // The longest first: it is taken apart while the server goes on with the others.
  const [grounds, positions, corrections] = await allDone([
    withStatements ? groundsOf(session, readers, state, cited) : NO_GROUNDS,
    readers.position.all(session, filter),
    correctionsOf(session, experts ?? null, questions, state),
  ]);
  return { positions, corrections, ...grounds };
}

type Grounds = Pick<ExpertMaterial, 'statements' | 'sources'>;

const NO_GROUNDS: Grounds = { statements: [], sources: [] };

/** The statements whose ids a query finds, and their sources: in one query, as both need what it finds. */
async function groundsOf(
  session: Session,
  { statement, source }: Readers,
  state: State,
  cited: RawBuilder<unknown>,
): Promise<Grounds> {
  const theirs = sql`WITH theirs AS MATERIALIZED (SELECT s.* FROM ${tableAt('statements', state, 's')}
    WHERE s.id IN (${cited}) AND ${seen('s', state)})`;
  const sources = sql`SELECT theirs.source FROM theirs
    UNION SELECT r.source FROM ${tableAt('statement_reprints', state, 'r')} JOIN theirs ON theirs.id = r.statement`;
  const rows = await session.arrays<[statement: string, source: null] | [statement: null, source: string]>(sql`${theirs}
    SELECT ${statement.packed}, NULL FROM theirs AS statements
    UNION ALL SELECT NULL, ${source.packed} FROM ${tableAt('sources', state)}
      WHERE sources.id IN (${sources}) AND ${seen('sources', state)}`);
  const found: { statements: (Statement | null)[]; sources: (Source | null)[] } = { statements: [], sources: [] };
  for (const [ofStatement, ofSource] of rows) {
    if (ofStatement === null) found.sources.push(source.unpacked(ofSource));
    else found.statements.push(statement.unpacked(ofStatement));
  }
  if (areAll(found.statements) && areAll(found.sources))
    return { statements: found.statements, sources: found.sources };
  const [statements, published] = await allDone([
    statement.found(session, cited),
    source.found(session, sql`${theirs} ${sources}`),
  ]);
  return { statements, sources: published };
}

const areAll = <T>(records: (T | null)[]): records is T[] => !records.includes(null);

/** Who made the statements beside these experts. */
function signersOf(
  session: Session,
  readers: Readers,
  statements: readonly Statement[],
  experts: ReadonlySet<string>,
): Promise<Expert[]> {
  const others = new Set(statements.flatMap((it) => it.experts).filter((id) => !experts.has(id)));
  return readers.expert.getMany(session, [...others]);
}
