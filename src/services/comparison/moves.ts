/** Who changed their mind. */

import type { Caller } from '../../core/access/caller.ts';
import { buildMoves, type Move, type Moves, movesByExpert } from '../../core/comparison/moves.ts';
import { MAX_CELLS } from '../../core/matrix/matrix.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Expert } from '../../core/records/expert.ts';
import { Failure } from '../../core/values/errors.ts';
import { publicTo, seenFor } from '../access/sight.ts';
import { type Chosen, selectionOf } from '../matrix/matrix.ts';
import { type ExpertPage, expertPage } from '../records/expert-page.ts';
import { getRecord } from '../records/records.ts';
import { requireKnown } from '../records/require-known.ts';
import { asPublished } from './cells.ts';

export type MovesRequest = {
  readonly question?: readonly string[];
  readonly topic?: readonly string[];
  readonly asOf: string | null;
  /** The instant whose state the store is read of, for the answer to name. */
  readonly knownAt: string | null;
};

/** On what the expert changed their mind. Fails with `invalid` on an unknown question or topic, and as `getRecord` does. */
export async function listMoves(
  reading: Reading,
  caller: Caller,
  expert: string,
  { asOf, knownAt, ...asked }: MovesRequest,
): Promise<Moves> {
  const store = publicTo(caller, reading);
  await getRecord(store, caller, 'expert', expert);
  const { question, topic } = await requireKnown(store, asked);
  const material = await store.matrixMaterial({
    experts: { id: [expert] },
    questions: { ...(question && { id: question }), ...(topic && { topic }) },
    maxCells: MAX_CELLS,
    withStatements: true,
  });
  return buildMoves(material, { asOf, knownAt });
}

export type MovesPage = {
  /** Those of the page who changed their mind, by name. */
  readonly moved: readonly { readonly expert: Expert; readonly moves: readonly Move[] }[];
  /** Ids of the positions among them that are drafts: in a preview. */
  readonly drafts: ReadonlySet<string>;
  /** How many experts were looked at, and how many are chosen in all. */
  readonly looked: number;
  readonly experts: number;
  readonly next: string | null;
};

/** Who changed their mind on the questions chosen, of one page of the experts chosen; in a preview as if every draft were published. Fails with `invalid` on unknown ids and topics, and with `too-large` on too many questions. */
export async function listMovesAmong(
  reading: Reading,
  caller: Caller,
  { asOf, drafts = false, ...chosen }: Chosen & Pick<MovesRequest, 'asOf'> & { readonly drafts?: boolean },
  page: ExpertPage,
): Promise<MovesPage> {
  const store = seenFor(caller, reading, { drafts, knownAt: null });
  const { experts, questions } = await selectionOf(store, chosen);
  const extent = await store.extent({ experts, questions });
  if (extent.questions > MOST_LOOKED_AT)
    throw new Failure(
      'too-large',
      `${extent.questions} questions are too many at once: name some by question or topic`,
    );
  const limit = Math.min(page.limit, Math.floor(MOST_LOOKED_AT / Math.max(1, extent.questions)));
  const { items, next } = await expertPage(store, caller, experts, { ...page, limit });
  const material = await store.matrixMaterial({
    experts: { id: items.map(({ id }) => id) },
    questions,
    maxCells: MAX_CELLS,
    withStatements: true,
    withDrafts: drafts,
  });
  const moves = movesByExpert({ ...material, positions: material.positions.map(asPublished) }, asOf);
  return {
    moved: material.experts.flatMap((expert) => {
      const own = moves.get(expert.id);
      return own === undefined ? [] : [{ expert, moves: own }];
    }),
    drafts: new Set(material.positions.flatMap(({ id, status }) => (status === 'draft' ? [id] : []))),
    ...{ looked: items.length, experts: extent.experts, next },
  };
}

/** Cells that are looked at for one page. */
const MOST_LOOKED_AT = 1_000;
