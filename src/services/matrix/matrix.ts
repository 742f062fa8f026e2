/** The matrix of any question: chosen by id, topic, affiliation or the words a person would type. */

import type { Caller } from '../../core/access/caller.ts';
import { buildComparison, type Comparison } from '../../core/comparison/side-by-side.ts';
import { toComparison } from '../../core/comparison/stored-comparison.ts';
import type { Rule } from '../../core/matrix/cell.ts';
import type { MatrixMaterial } from '../../core/matrix/material.ts';
import {
  buildMatrix,
  type JudgedMatrix,
  MAX_CELLS,
  type Matrix,
  type NearQuestion,
  withPlaces,
} from '../../core/matrix/matrix.ts';
import { type StoredMatrix, storedMatrixVisitor, toMatrix } from '../../core/matrix/stored-cells.ts';
import type { HeldWith, MatrixExtent, MatrixSelection, Reading, StoreReading } from '../../core/ports/store.ts';
import { belongingBy, neverMoved, type Organizations } from '../../core/records/belonging.ts';
import type { Expert } from '../../core/records/expert.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { seenFor } from '../access/sight.ts';
import { requireWords } from '../records/records.ts';
import { requireKnown } from '../records/require-known.ts';

/** Values of one filter widen, different filters narrow. */
export type Chosen = {
  readonly experts?: readonly string[];
  readonly questions?: readonly string[];
  readonly topics?: readonly string[];
  readonly affiliations?: readonly string[];
  /** Who is left out, whatever else names them. */
  readonly excludedExperts?: readonly string[];
  /** Words that the questions' titles, propositions and aliases must contain. */
  readonly q?: string;
};

export type MatrixRequest = Chosen & {
  readonly rule: Rule;
  readonly asOf: string | null;
  /** An instant that is past; null for all that is known. */
  readonly knownAt: string | null;
  readonly statements: boolean;
  /** True for a preview: drafts of every kind count as if they were published. For those who may see them, and of the present only. */
  readonly drafts?: boolean;
};

/** A matrix with all that it rests on. */
export type MatrixGrounds = JudgedMatrix & { readonly material: MatrixMaterial };

/** A matrix as it was made: of stored cells, or of positions. */
export type MadeMatrix =
  | { readonly stored: StoredMatrix; readonly grounds: null }
  | { readonly stored: null; readonly grounds: MatrixGrounds };

const NEAREST = 5;

/**
 * The matrix. Experts and questions named by id come in the order named, others by name and title. Where `q` finds no
 * question the matrix has no columns and names the nearest. Fails with `invalid` on unknown ids, topics and
 * affiliations, and with `too-large` beyond MAX_CELLS.
 */
export async function askMatrix(store: StoreReading, caller: Caller, request: MatrixRequest): Promise<Matrix> {
  const { stored, grounds } = await askMadeMatrix(store, caller, request);
  return stored === null ? grounds.matrix : toMatrix(stored);
}

/**
 * The matrix of cells that were judged when they were written, where these will do. It is made in the ordinary way, with
 * all that it rests on, for another rule or day, for organizations that an expert joined or left, with statements, and
 * where no question is found. Fails as `askMatrix` does.
 */
export async function askMadeMatrix(
  reading: StoreReading,
  caller: Caller,
  request: MatrixRequest,
): Promise<MadeMatrix> {
  const store = seenFor(caller, reading, request);
  const made = await makeMatrix(store, request).catch(withWayOut);
  return made.stored === null ? { stored: null, grounds: await withNearest(store, request, made.grounds) } : made;
}

async function makeMatrix(store: StoreReading, request: MatrixRequest): Promise<MadeMatrix> {
  const reading = await readingAt(store, request.knownAt);
  const named = await matrixAsNamed(store, reading, request);
  return named ?? makeSelected(store, reading, request, await selectionOf(reading, request));
}

/** The matrix of what is named by ids that all are present ones: they need not be looked for first. Else null. */
async function matrixAsNamed(
  store: StoreReading,
  reading: Reading,
  request: MatrixRequest,
): Promise<MadeMatrix | null> {
  const { experts, questions, topics, affiliations, excludedExperts, q } = request;
  if ([topics, affiliations, excludedExperts, q].some((other) => other !== undefined)) return null;
  const made = await makeSelected(store, reading, request, selectionBy(request)).catch(unlessTooLarge);
  if (made === null) return null;
  const { head } = made.stored ?? { head: made.grounds.matrix };
  return isAll(experts, head.experts) && isAll(questions, head.questions) ? made : null;
}

/** True where no ids are named, or what was found is what has them. */
const isAll = (ids: readonly string[] | undefined, found: readonly unknown[]): boolean =>
  ids === undefined || new Set(ids).size === found.length;

/** That an id does not exist is told before. */
function unlessTooLarge(error: unknown): null {
  if (!(error instanceof Failure) || error.kind !== 'too-large') throw error;
  return null;
}

async function makeSelected(
  store: StoreReading,
  reading: Reading,
  request: MatrixRequest,
  selection: Selection,
): Promise<MadeMatrix> {
  const stored = await storedMatrix(store, request, selection);
  return stored === null
    ? { stored, grounds: await judgeMatrix(reading, request, selection) }
    : { stored, grounds: null };
}

async function storedMatrix(
  store: StoreReading,
  { rule, asOf, knownAt, statements, drafts = false }: MatrixRequest,
  { experts, questions, ...chosen }: Selection,
): Promise<StoredMatrix | null> {
  if (rule !== 'latest' || asOf !== null || knownAt !== null || statements || drafts) return null;
  const kept = await store.readStoredCells({ experts, questions, maxCells: MAX_CELLS }, (ground) => {
    const those = chosenExperts(ground.experts, chosen, asOf);
    if (!neverMoved(those, chosen.organizations)) return null;
    return storedMatrixVisitor({
      ...{ ...ground, experts: those },
      questions: inOrder(ground.questions, chosen.named.questions),
    });
  });
  return kept === null || kept.head.questions.length === 0 ? null : kept;
}

/** How large the matrix is that the request chooses, without making it. Fails as `askMatrix` does on what it names. */
export async function askExtent(
  store: StoreReading,
  caller: Caller,
  request: Chosen & Pick<MatrixRequest, 'knownAt' | 'drafts'>,
): Promise<MatrixExtent> {
  const reading = await readingAt(seenFor(caller, store, request), request.knownAt);
  return reading.extent(await selectionOf(reading, request));
}

/** What is too large for one answer can be had otherwise. */
function withWayOut(error: unknown): never {
  if (!(error instanceof Failure) || error.kind !== 'too-large') throw error;
  throw new Failure('too-large', `${error.message}, or ask for CSV, TSV or NDJSON, which may be of any size`);
}

/** The matrix as `askMatrix` gives it, with all that it rests on. */
export async function askGrounds(
  reading: StoreReading,
  caller: Caller,
  request: MatrixRequest,
): Promise<MatrixGrounds> {
  const store = seenFor(caller, reading, request);
  const state = await readingAt(store, request.knownAt);
  const grounds = await judgeMatrix(state, request, await selectionOf(state, request)).catch(withWayOut);
  return withNearest(store, request, grounds);
}

/** What is near is a hint of the present: the words of other questions weigh in it. */
async function withNearest(
  store: StoreReading,
  request: MatrixRequest,
  grounds: MatrixGrounds,
): Promise<MatrixGrounds> {
  if (request.q === undefined || request.knownAt !== null || grounds.matrix.questions.length > 0) return grounds;
  return { ...grounds, matrix: { ...grounds.matrix, nearest: await nearestQuestions(store, request.q) } };
}

/** Two or more experts side by side. Fails as `askMatrix` does, and with `invalid` on fewer than two experts. */
export async function compareExperts(store: StoreReading, caller: Caller, request: MatrixRequest): Promise<Comparison> {
  const { stored, grounds } = await askCompared(store, caller, request);
  return stored === null ? buildComparison(withPlaces(grounds)) : toComparison(stored);
}

/**
 * The matrix of the experts that are set side by side: of stored cells, unless statements, another rule or another time
 * are asked for. Fails as `compareExperts` does.
 */
export async function askCompared(reading: StoreReading, caller: Caller, request: MatrixRequest): Promise<MadeMatrix> {
  const store = seenFor(caller, reading, request);
  if (new Set(request.experts).size < 2)
    throw invalidParameter('expert', 'must name at least two different experts, as expert=turner&expert=davis');
  return makeMatrix(store, request);
}

async function judgeMatrix(
  reading: Reading,
  request: MatrixRequest,
  { experts, questions, ...chosen }: Selection,
): Promise<MatrixGrounds> {
  const found = await reading.matrixMaterial({
    experts,
    questions,
    maxCells: MAX_CELLS,
    ...heldWith(request),
  });
  const material = {
    ...found,
    experts: chosenExperts(found.experts, chosen, request.asOf),
    questions: inOrder(found.questions, chosen.named.questions),
  };
  const { rule, asOf, knownAt, statements: evidence, drafts = false } = request;
  const options = { rule, asOf, knownAt, evidence, drafts, organizations: chosen.organizations };
  return { ...buildMatrix(material, options), material };
}

/** What is read of the positions of a matrix. */
export const heldWith = ({ statements, drafts = false }: MatrixRequest): HeldWith => ({
  withStatements: statements,
  withDrafts: drafts,
});

/** The store as it is, or as it was. */
export const readingAt = async (store: StoreReading, knownAt: string | null): Promise<Reading> =>
  knownAt === null ? store : store.asKnownAt(knownAt);

/** What chooses the experts and questions, and the order in which those named by id come. */
export type Selection = Pick<MatrixSelection, 'experts' | 'questions'> & {
  readonly named: Pick<Chosen, 'experts' | 'questions'>;
  /** Those that were named, as they are recorded: what was said while its holder belonged to one counts. Null: all. */
  readonly organizations: Organizations | null;
};

/** What chooses the experts and questions of a matrix. Fails with `invalid` on unknown ids and topics. */
export async function selectionOf(reading: Reading, chosen: Chosen): Promise<Selection> {
  const { topics, affiliations, excludedExperts, q } = chosen;
  const {
    expert: experts,
    question: questions,
    excludeExpert,
    affiliation,
  } = await requireKnown(reading, {
    ...(chosen.experts && { expert: chosen.experts }),
    ...(chosen.questions && { question: chosen.questions }),
    ...(topics && { topic: topics }),
    ...(excludedExperts && { excludeExpert: excludedExperts }),
    ...(affiliations && { affiliation: affiliations }),
  });
  return selectionBy({ experts, questions, topics, affiliations: affiliation, excludedExperts: excludeExpert, q });
}

/** Where all that it names is known. */
function selectionBy({
  experts,
  questions,
  topics,
  affiliations,
  excludedExperts,
  q,
}: { readonly [C in keyof Chosen]: Chosen[C] | undefined }): Selection {
  const recorded = affiliations && new Set(affiliations);
  return {
    organizations: recorded === undefined ? null : (name) => recorded.has(name),
    named: { ...(experts && { experts }), ...(questions && { questions }) },
    experts: {
      ...(experts && { id: experts }),
      ...(affiliations && { affiliation: affiliations }),
      ...(excludedExperts && { excludeExpert: excludedExperts }),
    },
    questions: {
      ...(questions && { id: questions }),
      ...(topics && { topic: topics }),
      ...(q !== undefined && { q: requireWords(q) }),
    },
  };
}

/**
 * The experts that were found, in the order named: without those who joined the organizations asked for only after `asOf`.
 * Fails with `invalid` where nobody is left of these.
 */
export function chosenExperts(
  found: readonly Expert[],
  { named, organizations }: Pick<Selection, 'named' | 'organizations'>,
  asOf: string | null,
): readonly Expert[] {
  const belonging = belongingBy(found, asOf, organizations);
  requireAffiliated(organizations, belonging);
  return inOrder(belonging, named.experts);
}

/** Fails with `invalid` where nobody who was found belonged to an organization that was asked for. */
export function requireAffiliated(organizations: Organizations | null, found: readonly object[]): void {
  if (organizations !== null && found.length === 0)
    throw invalidParameter('affiliation', 'names no organization to which one of these experts belonged by then');
}

/** The records in the order in which their ids were named, if they were. */
export function inOrder<T extends { id: string }>(
  records: readonly T[],
  ids: readonly string[] | undefined,
): readonly T[] {
  if (ids === undefined) return records;
  const place = new Map([...new Set(ids)].map((id, index) => [id, index]));
  return records.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** The questions of the store whose words come nearest to these, the nearest first. */
export async function nearestQuestions(store: StoreReading, q: string): Promise<NearQuestion[]> {
  const hits = await store.search(q, { kinds: ['question'], match: 'any', limit: NEAREST });
  const ids = hits.map(({ id }) => id);
  const questions = inOrder(await store.getMany('question', ids), ids);
  return questions.map(({ id, title, proposition }) => ({ id, title, proposition }));
}
