/** standpoint draft DOCUMENT */
import { DROPPED } from '../../core/capture/drafting/drafting.ts';
import { draftDocument } from '../../services/capture/drafting.ts';
import { type CommandOf, withStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';

export const draftCommand: CommandOf = (program, context) => {
  program
    .command('draft')
    .summary('have a model propose statements in a document')
    .description(
      'Send the text of a document to the model that STANDPOINT_DRAFTING_URL names, and propose the statements of its answer whose ' +
        'words are in the text character for character. They wait at the desk as proposals of a machine; nothing else comes of it.',
    )
    .argument('<document>', 'the number of a document, as the desk and GET /v1/documents have it')
    .action((id: string) =>
      withStore(context, async (store) => {
        const drafter = await context.loadDrafter(await context.readConfig());
        const { drafting, items } = await draftDocument(store, OPERATOR, drafter, id, context.now());
        const { model, host, characters, received, dropped, tokens } = drafting;
        const lines = [
          `${model} at ${host} was sent ${characters} characters and proposed ${received} statements${tokens === null ? '' : ` (${tokens.sent} tokens sent, ${tokens.received} received)`}`,
          ...dropped.map(({ why, count }) => `${count} of them ${DROPPED[why]}`),
          `${items.length} are proposed in the document "${drafting.document}", for a person to decide on`,
        ];
        context.stdout.write(`${lines.join('\n')}\n`);
      }),
    );
};
