/** standpoint agreement [QUESTION…] */
import { Option } from 'commander';
import { AGREEMENT_SHAPES, agreementAnswer, endOf } from '../../answers/comparison/agreement.ts';
import {
  AGREEMENT_GROUPS,
  AGREEMENT_PARTS,
  type AgreementGroups,
  type AgreementPart,
} from '../../core/comparison/agreement/agreement.ts';
import { askAgreement } from '../../services/comparison/agreement.ts';
import { citedInPairs } from '../../services/comparison/cited-cells.ts';
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
  OutputFlags & {
    readonly of?: string;
    readonly nearest?: number;
    readonly farthest?: number;
    readonly minShared?: number;
    readonly by?: AgreementPart;
    readonly groupBy?: AgreementGroups;
  };

export const agreementCommand: CommandOf = (program, context) => {
  const command = program
    .command('agreement')
    .summary('print who agrees with whom')
    .description(
      'Print how near every two experts stand, on how many questions, and on how many of these they hold the same option or opposite ones.',
    )
    .argument('[question...]', 'ids of questions; all of them where none is named')
    .option('--of <id>', 'only the pairs of this expert')
    .option('--nearest <n>', 'only so many pairs, the highest score first', positive)
    .option('--farthest <n>', 'only so many pairs, the lowest score first', positive)
    .option('--min-shared <n>', 'without pairs that share fewer questions', positive)
    .addOption(new Option('--by <part>', 'every pair within each topic, month or year').choices([...AGREEMENT_PARTS]))
    .addOption(
      new Option(
        '--group-by <what>',
        'affiliation: organizations instead of experts; with --of, one against them',
      ).choices([...AGREEMENT_GROUPS]),
    );
  withOutput(withSelection(command), AGREEMENT_SHAPES, 'everyone by everyone').action(
    (questions: string[], options: Options) =>
      withFilledStore(context, async (store) => {
        const { of, nearest, farthest, minShared, by, groupBy } = options;
        const request = {
          ...selectionOf(questions, options),
          ...(of !== undefined && { of }),
          ...(nearest !== undefined && { nearest }),
          ...(farthest !== undefined && { farthest }),
          ...(minShared !== undefined && { minShared }),
          ...(by !== undefined && { by }),
          ...(groupBy !== undefined && { groupBy }),
        };
        await deliverAnswer(context, AGREEMENT_SHAPES, options, 'agreement', async ({ needs }) => {
          const agreement = await askAgreement(store, OPERATOR, request);
          if (needs !== 'picture') return agreementAnswer(agreement);
          const cells = await citedInPairs(store, OPERATOR, request, agreement);
          return agreementAnswer(agreement, { cells, end: endOf(request) });
        });
      }),
  );
};
