/** Who changed their mind. */

import type { Caller } from '../../core/access/caller.ts';
import { buildMoves, type Moves } from '../../core/comparison/moves.ts';
import type { MatrixMaterial } from '../../core/matrix/material.ts';
import { MAX_CELLS } from '../../core/matrix/matrix.ts';
import type { Reading } from '../../core/ports/store.ts';
import { publicTo } from '../access/sight.ts';
import { type Chosen, selectionOf } from '../matrix/matrix.ts';
import { type ExpertPage, expertPage } from '../records/expert-page.ts';
import { getRecord } from '../records/records.ts';
import { requireKnown } from '../records/require-known.ts';

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
  readonly moved: readonly Moves[];
  /** How many experts were looked at, and how many are chosen in all. */
  readonly looked: number;
  readonly experts: number;
  readonly next: string | null;
};

/** Who changed their mind on the questions chosen, of one page of the experts chosen. Fails with `invalid` on unknown ids and topics. */
export async function listMovesAmong(
  reading: Reading,
  caller: Caller,
  { asOf, knownAt, ...chosen }: Chosen & Pick<MovesRequest, 'asOf' | 'knownAt'>,
  page: ExpertPage,
): Promise<MovesPage> {
  const store = publicTo(caller, reading);
  const { experts, questions } = await selectionOf(store, chosen);
  const extent = await store.extent({ experts, questions });
  const limit = Math.max(1, Math.min(page.limit, Math.floor(MOST_LOOKED_AT / Math.max(1, extent.questions))));
  const { items, next } = await expertPage(store, caller, experts, { ...page, limit });
  const material = await store.matrixMaterial({
    experts: { id: items.map(({ id }) => id) },
    questions,
    maxCells: MAX_CELLS,
    withStatements: true,
  });
  const moves = material.experts.map(({ id }) => buildMoves(ofOne(material, id), { asOf, knownAt }));
  return {
    moved: moves.filter((it) => it.moves.length > 0),
    ...{ looked: items.length, experts: extent.experts, next },
  };
}

/** Cells that are looked at for one page. */
const MOST_LOOKED_AT = 5_000;

/** The material of one of the experts, on what they are on record on; whoever else said their statements stays among the signers. */
function ofOne(material: MatrixMaterial, id: string): MatrixMaterial {
  const positions = material.positions.filter(({ expert }) => expert === id);
  const spoken = new Set(positions.map(({ question }) => question));
  return {
    ...{ ...material, positions },
    experts: material.experts.filter((expert) => expert.id === id),
    questions: material.questions.filter((question) => spoken.has(question.id)),
    signers: [...material.signers, ...material.experts],
  };
}
