/** What readers compare their own answers with. */
import type { Caller } from '../../core/access/caller.ts';
import { type Quiz, quizReader } from '../../core/comparison/quiz.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import { publicTo } from '../access/sight.ts';
import { inOrder, selectionOf } from '../matrix/matrix.ts';
import { MAX_COMPARED_CELLS, readHeld } from './cells.ts';
import { listDivisive } from './findings.ts';

const NOW = { rule: 'latest', asOf: null, knownAt: null } as const;

/**
 * The quiz of the questions named, or of the `limit` that divide most. Fails with `invalid` on unknown ids, and with
 * `too-large`.
 */
export async function askQuiz(
  store: StoreReading,
  caller: Caller,
  { questions = [], limit }: { readonly questions?: readonly string[]; readonly limit: number },
): Promise<Quiz> {
  const seen = publicTo(caller, store);
  const ids = questions.length > 0 ? questions : await listDivisive(store, caller, limit);
  if (ids.length === 0) return { questions: [], experts: [] };
  const selection = await selectionOf(seen, { questions: ids });
  const cells = { ...selection, maxCells: MAX_COMPARED_CELLS };
  return readHeld({ store: seen, reading: seen }, cells, { ...NOW, organizations: null }, (ground) =>
    quizReader({ ...ground, questions: inOrder(ground.questions, selection.named.questions) }),
  );
}
