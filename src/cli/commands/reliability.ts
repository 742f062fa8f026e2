/** standpoint reliability [QUESTION…] */
import { RELIABILITY_SHAPES, reliabilityAnswer } from '../../answers/capture/reliability.ts';
import { askReliability } from '../../services/capture/reliability.ts';
import { noPause } from '../../services/slices.ts';
import { type CommandOf, withFilledStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import { deliverAnswer, type OutputFlags, withOutput } from '../output/comparison.ts';
import { requireDate } from '../output/formatted.ts';

type Flags = OutputFlags & { readonly from?: string; readonly to?: string };

export const reliabilityCommand: CommandOf = (program, context) => {
  const command = program
    .command('reliability')
    .summary('print how far those who coded the same words agree')
    .description("Print Krippendorff's alpha of what several people have coded, by question, and where they differ.")
    .argument('[question...]', 'ids of questions; all of them where none is named')
    .option('--from <date>', 'only rounds that were complete on that day or later')
    .option('--to <date>', 'only rounds that were complete on that day or earlier');
  withOutput(command, RELIABILITY_SHAPES).action((questions: string[], options: Flags) =>
    withFilledStore(context, async (store) => {
      const { from, to } = options;
      requireDate('--from', from);
      requireDate('--to', to);
      const request = {
        ...(questions.length > 0 && { questions }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      };
      await deliverAnswer(context, RELIABILITY_SHAPES, options, 'reliability', async () =>
        reliabilityAnswer(await askReliability(store, OPERATOR, request, noPause)),
      );
    }),
  );
};
