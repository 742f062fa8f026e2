/** standpoint webhooks add|list|remove|rotate|enable|test|deliveries|redeliver */

import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { deliveriesAnswer, webhooksAnswer } from '../../answers/webhooks/webhooks.ts';
import { operator } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { EVENT_TYPES } from '../../core/webhooks/event.ts';
import type { WebhookWithSecret } from '../../core/webhooks/webhook.ts';
import { text } from '../../formats/text/text.ts';
import {
  createWebhook,
  enableWebhook,
  listDeliveries,
  listWebhooks,
  redeliver,
  removeWebhook,
  rotateSecret,
  testWebhook,
} from '../../services/webhooks/webhooks.ts';
import { type CliContext, type CommandOf, print, withStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import { every } from '../output/every-page.ts';

const PAGE = 500;
const DEFAULT_LIMIT = 20;

export const webhooksCommand: CommandOf = (program, context) => {
  const webhooks = program
    .command('webhooks')
    .summary('have changes told to other programs')
    .description(
      'Have changes told to other programs. Messages are sent by a running service ("standpoint serve"), which heeds ' +
        'what is done here at once. docs/guide/webhooks.md says what is sent.',
    )
    .helpCommand(false);
  addCommand(webhooks, context);
  listCommand(webhooks, context);
  for (const act of ACTS) actCommand(webhooks, context, act);
  deliveriesCommand(webhooks, context);
  redeliverCommand(webhooks, context);
};

type Added = {
  readonly type?: string[];
  readonly expert?: string[];
  readonly question?: string[];
  readonly topic?: string[];
  readonly by: string;
};

const addCommand: CommandOf = (webhooks, context) => {
  webhooks
    .command('add')
    .summary('have changes told to an address, from now on')
    .description('Have changes told to an address, from now on. Prints the secret, this once.')
    .argument('<url>', 'an https address of a public host')
    .addOption(new Option('--type <type...>', 'only events of these types').choices([...EVENT_TYPES]))
    .option('--expert <id...>', 'only what concerns one of these experts')
    .option('--question <id...>', 'only what concerns one of these questions')
    .option('--topic <topic...>', 'only what concerns a question that has one of these topics')
    .addOption(new Option('--by <name>', 'who makes it').default(userInfo().username))
    .action((url: string, { type, expert, question, topic, by }: Added) =>
      withStore(context, async (store) => {
        const filters = { ...(expert && { expert }), ...(question && { question }), ...(topic && { topic }) };
        const input = { url, ...(type && { eventTypes: type }), filters };
        const targets = await context.webhookTargets(await context.readConfig());
        tellSecret(
          context,
          await createWebhook(store, operator(by), input, { now: context.now(), targets }).catch(inOptions),
        );
      }),
    );
};

const OPTIONS: readonly (readonly [RegExp, string])[] = [
  [/^\/url/, 'the URL'],
  [/^\/eventTypes.*/, '--type'],
  [/^\/filters\/(\w+).*/, '--$1'],
];

/** The failure with the options at fault in place of pointers. */
function inOptions(error: unknown): never {
  if (!(error instanceof Failure)) throw error;
  const told = error.violations.map(({ pointer = '', message }) => {
    const [pattern, name] = OPTIONS.find(([it]) => it.test(pointer)) ?? [/^/, ''];
    return `${pointer.replace(pattern, name)} ${message}`;
  });
  throw new Failure(error.kind, told.join('\n'));
}

function tellSecret({ stdout, stderr }: CliContext, { id, secret }: WebhookWithSecret): void {
  stdout.write(`${secret}\n`);
  stderr.write(`standpoint: this is the secret of the webhook ${id}; it is not shown again\n`);
}

const listCommand: CommandOf = (webhooks, context) => {
  webhooks
    .command('list')
    .summary('list the webhooks')
    .description('List the webhooks, the oldest first. No secret is shown.')
    .action(() =>
      withStore(context, async (store) => {
        const found = await every((cursor) => listWebhooks(store, OPERATOR, { limit: PAGE, ...cursor }, context.now()));
        await print(context, text, webhooksAnswer({ items: found, next: null }));
      }),
    );
};

type Act = {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly act: (store: Store, id: string, context: CliContext) => Promise<void>;
};

const ACTS: readonly Act[] = [
  {
    name: 'remove',
    summary: 'have changes told there no more',
    description: 'Remove a webhook with its deliveries; what was not sent is not sent.',
    act: async (store, id, { stdout, now }) => {
      const { url } = await removeWebhook(store, OPERATOR, id, now());
      stdout.write(`${id} (${url}) was removed\n`);
    },
  },
  {
    name: 'rotate',
    summary: 'give a webhook a new secret',
    description: 'Print a new secret, this once. For 24 hours messages are signed with the one before it, too.',
    act: async (store, id, context) => tellSecret(context, await rotateSecret(store, OPERATOR, id, context.now())),
  },
  {
    name: 'enable',
    summary: 'send to a webhook again',
    description: 'Enable a webhook again: what was not delivered is sent now, and then what happened meanwhile.',
    act: async (store, id, { stdout, now }) => {
      const { url } = await enableWebhook(store, OPERATOR, id, now());
      stdout.write(`${id} (${url}) is enabled\n`);
    },
  },
  {
    name: 'test',
    summary: 'send a test message',
    description:
      'Have a message of the type "webhook.test" sent; "standpoint webhooks deliveries" tells what came of it.',
    act: async (store, id, { stdout, now }) => {
      const delivery = await testWebhook(store, OPERATOR, id, now());
      stdout.write(`${delivery.id} is sent as soon as a service runs\n`);
    },
  },
];

function actCommand(webhooks: Command, context: CliContext, { name, summary, description, act }: Act): void {
  webhooks
    .command(name)
    .summary(summary)
    .description(description)
    .argument('<id>', 'the id of the webhook, as it is listed')
    .action((id: string) => withStore(context, (store) => act(store, id, context)));
}

const deliveriesCommand: CommandOf = (webhooks, context) => {
  webhooks
    .command('deliveries')
    .summary('list what was sent, and what came of it')
    .description(
      `List the latest ${DEFAULT_LIMIT} messages to a webhook, the newest first. What was delivered is forgotten after 30 days.`,
    )
    .argument('<id>', 'the id of the webhook, as it is listed')
    .option('--all', 'all that are remembered')
    .action((id: string, { all = false }: { all?: boolean }) =>
      withStore(context, async (store) => {
        const found = all
          ? await every((cursor) => listDeliveries(store, OPERATOR, id, { limit: PAGE, ...cursor }))
          : (await listDeliveries(store, OPERATOR, id, { limit: DEFAULT_LIMIT })).items;
        await print(context, text, deliveriesAnswer({ items: found, next: null }));
      }),
    );
};

const redeliverCommand: CommandOf = (webhooks, context) => {
  webhooks
    .command('redeliver')
    .summary('send a message again')
    .description('Have the same message sent again, with the same webhook-id and all its attempts before it.')
    .argument('<id>', 'the id of the webhook, as it is listed')
    .argument('<delivery>', 'the id of the delivery, as it is listed')
    .action((id: string, delivery: string) =>
      withStore(context, async (store) => {
        await redeliver(store, OPERATOR, id, delivery, context.now());
        context.stdout.write(`${delivery} is sent again as soon as a service runs\n`);
      }),
    );
};
