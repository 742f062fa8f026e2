/** standpoint keys add|list|revoke */

import { userInfo } from 'node:os';
import { Option } from 'commander';
import { keysAnswer } from '../../answers/access/keys.ts';
import { operator, SCOPES, type Scope } from '../../core/access/caller.ts';
import { isInstant, lastDay } from '../../core/values/date.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { text } from '../../formats/text/text.ts';
import { createKey, listKeys, revokeKey } from '../../services/access/keys.ts';
import { type CommandOf, print, withStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import { every } from '../output/every-page.ts';

const PAGE = 500;
const DAY_MS = 24 * 60 * 60 * 1_000;

export const keysCommand: CommandOf = (program, context) => {
  const keys = program
    .command('keys')
    .summary('make, list and revoke API keys')
    .description('Make, list and revoke API keys. A running service heeds it at once.')
    .helpCommand(false);
  addCommand(keys, context);
  listCommand(keys, context);
  revokeCommand(keys, context);
};

type Added = { readonly name: string; readonly scope: Scope; readonly expires?: string; readonly by: string };

const addCommand: CommandOf = (keys, context) => {
  keys
    .command('add')
    .summary('make a key and print its token, this once')
    .description('Make a key. Its token is printed this once: only a hash of it is kept.')
    .requiredOption('--name <name>', 'whose key it is; the public change log names those who write by it')
    .addOption(
      new Option('--scope <scope>', 'what it may do; each includes those before it')
        .choices([...SCOPES])
        .makeOptionMandatory(),
    )
    .option('--expires <date>', 'the last day it is good, in UTC (2027-03-31, 2027-03 or 2027), or an instant')
    .addOption(byOption('who makes it'))
    .action(({ name, scope, expires, by }: Added) =>
      withStore(context, async (store) => {
        const expiresAt = expires === undefined ? {} : { expiresAt: endOf(expires) };
        const input = { name, scopes: [scope], ...expiresAt };
        const key = await createKey(store, operator(by), input, context.now()).catch(inOptions);
        context.stdout.write(`${key.token}\n`);
        context.stderr.write(`standpoint: this is the key ${key.id}; its token is not shown again\n`);
      }),
    );
};

const listCommand: CommandOf = (keys, context) => {
  keys
    .command('list')
    .summary('list the keys')
    .description('List the keys, the oldest first, revoked and expired ones too. No token is shown.')
    .action(() =>
      withStore(context, async (store) => {
        const now = context.now();
        const found = await every((cursor) => listKeys(store, OPERATOR, { limit: PAGE, ...cursor }, now));
        await print(context, text, keysAnswer({ items: found, next: null }));
      }),
    );
};

const revokeCommand: CommandOf = (keys, context) => {
  keys
    .command('revoke')
    .summary('end a key for ever')
    .description('End a key for ever. Revoking it again changes nothing.')
    .argument('<id>', 'the id of the key, as it is listed')
    .addOption(byOption('who revokes it'))
    .action((id: string, { by }: { by: string }) =>
      withStore(context, async (store) => {
        const { name, revokedAt, revokedBy } = await revokeKey(store, operator(by), id, context.now());
        context.stdout.write(`${id} (${name}) was revoked at ${revokedAt} by ${revokedBy}\n`);
      }),
    );
};

const OPTIONS: { readonly [pointer: string]: string } = { '/name': '--name', '/expiresAt': '--expires' };

/** The failure with the options at fault in place of pointers. */
function inOptions(error: unknown): never {
  if (!(error instanceof Failure)) throw error;
  const told = error.violations.map(({ pointer = '', message }) => `${OPTIONS[pointer] ?? pointer} ${message}`);
  throw new Failure(error.kind, told.join('\n'));
}

const byOption = (who: string): Option => new Option('--by <name>', who).default(userInfo().username);

/** The instant at which a day, month or year is over; an instant as it is. */
function endOf(date: string): string {
  if (isInstant(date)) return date;
  const day = lastDay(date);
  if (day === null)
    throw invalidParameter(
      '--expires',
      `must be a date that exists, as 2027-03-31, 2027-03 or 2027, or an instant, as 2027-03-31T12:00:00Z, not "${date}"`,
    );
  return new Date(Date.parse(day) + DAY_MS).toISOString();
}
