/** standpoint search WORDS */

import { searchAnswer } from '../../answers/records/search.ts';
import { text } from '../../formats/text/text.ts';
import { searchRecords } from '../../services/records/search.ts';
import { type CommandOf, print, withFilledStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';

const LIMIT = 50;

export const searchCommand: CommandOf = (program, context) => {
  program
    .command('search')
    .summary('find names, questions, positions and quotes')
    .description(`Find the experts, questions, positions and quotes that contain the words; the best ${LIMIT} hits.`)
    .argument('<words...>', 'words to look for')
    .option('--within', 'also within longer words')
    .action((words: string[], { within = false }: { within?: boolean }) =>
      withFilledStore(context, async (store) => {
        const found = await searchRecords(store, OPERATOR, words.join(' '), LIMIT, within);
        if (found.items.length === 0) {
          context.stderr.write(`standpoint: nothing contains "${words.join(' ')}"\n`);
          return;
        }
        if (found.match === 'any')
          context.stderr.write('standpoint: nothing contains all the words; these contain some\n');
        await print(context, text, searchAnswer(found));
      }),
    );
};
