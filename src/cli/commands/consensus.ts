/** standpoint consensus [QUESTION…] */
import { Option } from 'commander';
import type { Shape } from '../../answers/answer.ts';
import { CONSENSUS_SHAPES, consensusAnswer } from '../../answers/comparison/consensus.ts';
import { RANKING_SHAPES, rankingAnswer } from '../../answers/comparison/ranking.ts';
import { AGREEMENT_GROUPS, type AgreementGroups } from '../../core/comparison/agreement/agreement.ts';
import { CONSENSUS_ORDERS, type ConsensusOrder, LEAST_VALUED } from '../../core/comparison/consensus.ts';
import { citedOn } from '../../services/comparison/cited-cells.ts';
import { askConsensus, rankConsensus } from '../../services/comparison/consensus.ts';
import { type CommandOf, withFilledStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import {
  deliverAnswer,
  type OutputFlags,
  positive,
  type SelectionFlags,
  selectionOf,
  withOutput,
  withSelection,
} from '../output/comparison.ts';

type Options = SelectionFlags &
  OutputFlags & { readonly order: ConsensusOrder; readonly minValued: number; readonly groupBy?: AgreementGroups };

export const consensusCommand: CommandOf = (program, context) => {
  const command = program
    .command('consensus')
    .summary('print how far experts agree')
    .description(
      'Print how the experts are spread over one question, or rank several questions, or all, from the most divisive to the most agreed.',
    )
    .argument('[question...]', 'ids of questions; all of them where none is named')
    .addOption(
      new Option('--order <order>', 'of a ranking: what comes first')
        .choices([...CONSENSUS_ORDERS])
        .default(CONSENSUS_ORDERS[0]),
    )
    .addOption(
      new Option('--min-valued <n>', 'of a ranking: without questions on which fewer took a place')
        .argParser(positive)
        .default(LEAST_VALUED),
    )
    .addOption(
      new Option('--group-by <what>', 'affiliation: each question also by organization').choices([...AGREEMENT_GROUPS]),
    );
  withOutput(withSelection(command), CONSENSUS_SHAPES).action((questions: string[], options: Options) =>
    withFilledStore(context, async (store) => {
      const { order, minValued, groupBy } = options;
      const request = { ...selectionOf(questions, options), ...(groupBy !== undefined && { groupBy }) };
      const cited = (
        needs: Shape | null,
        shown: readonly { readonly id: string }[],
        { revision }: { revision: number },
      ) => (needs === 'picture' ? citedOn(store, OPERATOR, request, shown, revision) : Promise.resolve([]));
      const [one] = questions;
      await (one !== undefined && questions.length === 1
        ? deliverAnswer(context, CONSENSUS_SHAPES, options, 'consensus', async ({ needs }) => {
            const consensus = await askConsensus(store, OPERATOR, one, request);
            return consensusAnswer(consensus, await cited(needs, [consensus.question], consensus));
          })
        : deliverAnswer(context, RANKING_SHAPES, options, 'consensus', async ({ needs }) => {
            const all = { ...request, order, minValued, limit: Number.MAX_SAFE_INTEGER };
            const ranking = await rankConsensus(store, OPERATOR, all);
            return rankingAnswer(ranking, await cited(needs, ranking.items, ranking));
          }));
    }),
  );
};
