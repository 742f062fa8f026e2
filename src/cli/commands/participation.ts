/** standpoint participation [QUESTION…] */
import { PARTICIPATION_SHAPES, participationAnswer } from '../../answers/comparison/participation.ts';
import { askParticipation } from '../../services/comparison/participation.ts';
import { type CommandOf, withFilledStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import {
  deliverAnswer,
  type OutputFlags,
  type SelectionFlags,
  selectionOf,
  withOutput,
  withSelection,
} from '../output/comparison.ts';

export const participationCommand: CommandOf = (program, context) => {
  const command = program
    .command('participation')
    .summary('print who answered how much')
    .description('Print how many of the questions that each expert was asked they answered, did not answer, or missed.')
    .argument('[question...]', 'ids of questions; all of them where none is named');
  withOutput(withSelection(command), PARTICIPATION_SHAPES).action(
    (questions: string[], options: SelectionFlags & OutputFlags) =>
      withFilledStore(context, async (store) => {
        const request = selectionOf(questions, options);
        await deliverAnswer(context, PARTICIPATION_SHAPES, options, 'participation', async () =>
          participationAnswer(await askParticipation(store, OPERATOR, request)),
        );
      }),
  );
};
