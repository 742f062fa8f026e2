/** A matrix of any size, a piece at a time, each of which takes a few milliseconds. */
import type { Caller } from '../../core/access/caller.ts';
import { buildMatrix, type Matrix } from '../../core/matrix/matrix.ts';
import type { Snapshot } from '../../core/ports/store.ts';
import { belongingBy } from '../../core/records/belonging.ts';
import type { Question } from '../../core/records/question.ts';
import { seenFor } from '../access/sight.ts';
import { gathered, type Pause, runsOf } from '../slices.ts';
import { heldWith, inOrder, type MatrixRequest, requireAffiliated, type Selection, selectionOf } from './matrix.ts';

export type MatrixPiece = {
  /** Some experts by every question or, where these are many, one expert by some of them: its cells are those of the whole. */
  readonly matrix: Matrix;
  /** True where the cells carry their statements. */
  readonly evidence: boolean;
  /** Every question of the whole, in order. */
  readonly questions: readonly Question[];
};

const PIECE_CELLS = 150;

/**
 * The matrix that the request chooses, row by row. Without any expert it is one empty piece. Fails as `askMatrix` does,
 * but for its size.
 */
export async function* askMatrixInPieces(
  state: Snapshot,
  caller: Caller,
  request: MatrixRequest,
  pause: Pause,
): AsyncGenerator<MatrixPiece> {
  const snapshot = seenFor(caller, state, request);
  const selection = await selectionOf(snapshot, request);
  const { named } = selection;
  const questions = inOrder(await gathered(snapshot.pieces('question', selection.questions), pause), named.questions);
  const scales = await snapshot.getMany('scale', [...new Set(questions.map(({ scale }) => scale))]);
  const options = { ...request, evidence: request.statements, organizations: selection.organizations };
  const rows = Math.max(1, Math.floor(PIECE_CELLS / Math.max(1, questions.length)));
  let isEmpty = true;
  for await (const found of expertsOf(snapshot, selection, request.asOf, pause)) {
    for (const experts of runsOf(found, rows)) {
      for (const some of runsOf(questions, PIECE_CELLS)) {
        await pause();
        const held = await snapshot.held(idsOf(experts), idsOf(some), heldWith(request));
        const material = { experts, questions: some, scales, ...held };
        const { matrix, evidence } = buildMatrix(material, options);
        isEmpty = false;
        yield { matrix, evidence, questions };
      }
    }
  }
  if (!isEmpty) return;
  requireAffiliated(selection.organizations, []);
  const none = { positions: [], statements: [], sources: [], signers: [], corrections: [] };
  const nobody = { experts: [], questions, scales, ...none };
  yield { ...buildMatrix(nobody, options), questions };
}

/** The experts in their order, some at a time and never none. Those named by id are few enough to be put in theirs. */
async function* expertsOf(
  snapshot: Snapshot,
  { experts, named, organizations }: Selection,
  asOf: string | null,
  pause: Pause,
) {
  const pieces = snapshot.pieces('expert', experts);
  const inPieces = named.experts === undefined ? pieces : [inOrder(await gathered(pieces, pause), named.experts)];
  for await (const found of inPieces) {
    const some = belongingBy(found, asOf, organizations);
    if (some.length > 0) yield some;
    await pause();
  }
}

const idsOf = (records: readonly { readonly id: string }[]): string[] => records.map(({ id }) => id);
