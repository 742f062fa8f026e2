/** standpoint mcp */
import { Writable } from 'node:stream';
import type { Config } from '../../config.ts';
import type { Caller } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { identify } from '../../services/access/keys.ts';
import { type CliContext, type CommandOf, withStore } from '../context.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export const mcpCommand: CommandOf = (program, context) => {
  program
    .command('mcp')
    .summary('let an assistant ask, over stdin and stdout')
    .description(
      'Serve the Model Context Protocol over stdin and stdout, for an assistant that starts this command. It reads what the ' +
        'public reads; with a key in STANDPOINT_MCP_KEY that has the scope write it proposes drafts, too. It publishes nothing.',
    )
    .action(() =>
      withStore(context, async (store) => {
        const config = await context.readConfig();
        const caller = () => callerOf(store, config, context.now());
        await caller();
        const { serveOverStdio } = await import('../../mcp/over-stdio.ts');
        const ending = new AbortController();
        const end = () => ending.abort();
        for (const signal of SIGNALS) process.once(signal, end);
        const connection = {
          store,
          version: context.version,
          origin: originOf(config),
          caller,
          report: reporter(context),
        };
        await serveOverStdio(connection, context.stdin, writable(context), ending.signal);
        for (const signal of SIGNALS) process.off(signal, end);
      }),
    );
};

/** Who asks: whoever the key belongs to, or the public. Fails with `invalid` where the key opens nothing. */
async function callerOf(store: Store, { mcpKey, twoPeople }: Config, now: Date): Promise<Caller> {
  if (mcpKey === null) return { name: 'operator', key: null, scopes: ['read'] };
  const identified = await identify(store, mcpKey, now);
  if ('refusal' in identified) throw new Failure('invalid', `STANDPOINT_MCP_KEY: the key ${identified.refusal}`);
  return twoPeople ? { ...identified.caller, twoPeople } : identified.caller;
}

/** Where people reach the pages: as the settings say, or where a service with these settings listens. */
const originOf = ({ publicUrl, host, port }: Config): string =>
  publicUrl ?? new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`).origin;

/** Nothing but the protocol goes to stdout. */
const reporter =
  ({ stderr }: CliContext) =>
  (error: unknown): void => {
    stderr.write(`standpoint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };

const writable = ({ stdout }: CliContext): Writable =>
  new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      stdout.write(chunk, done);
    },
  });
