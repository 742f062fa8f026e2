/** The wiring: settings → store → service, handed to the command line. The engine is chosen in engine.ts, the service put together in service.ts. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import type { CliContext } from './cli/context.ts';
import { readColumns } from './cli/output/columns.ts';
import { runCli } from './cli/program.ts';
import type { Config } from './config.ts';
import type { Drafter } from './core/ports/drafter.ts';
import { engine } from './engine.ts';

const { version } = packageJson;
const SEED_FOLDER = new URL('../db/seed/', import.meta.url);

/** What the program is given by the process that it runs in; `env` holds the settings. */
export type Surroundings = Pick<CliContext, 'stdin' | 'stdout' | 'stderr'> & { readonly env: typeof process.env };

/** The wired program, for whatever surroundings it runs in. */
export const contextIn = (surroundings: Surroundings): CliContext => {
  const { env, stdout, stderr } = surroundings;
  return {
    version,
    readConfig: async () => (await import('./config.ts')).readConfig(env),
    ...engine,
    openStore: (config) => engine.openStore(config, (line) => stderr.write(`standpoint: ${line}\n`)),
    migrate: (config) => engine.migrate(config, (line) => stderr.write(`standpoint: ${line}\n`)),
    seedFiles: () =>
      readdirSync(SEED_FOLDER)
        .filter((name) => /\.(ya?ml|json)$/.test(name))
        .sort()
        .map((name) => fileURLToPath(new URL(name, SEED_FOLDER))),
    // Loaded when it is needed: most commands do not serve, and start in half the time without it.
    createService: async (store, config) => {
      const { createService } = await import('./service.ts');
      const loadDrafter = (ending: AbortSignal) => drafterOf(config.drafting, ending);
      return createService(store, config, { version, stderr, loadDrafter });
    },
    loadExtractor: async () => (await import('./capture/extract.ts')).extract,
    loadDrafter: ({ drafting }) => drafterOf(drafting, new AbortController().signal),
    webhookTargets: async ({ webhookPrivate }) => {
      const { createTargetRule } = await import('./webhooks/target.ts');
      return createTargetRule(webhookPrivate);
    },
    // Node opens it when it is first looked at, and only some commands read it.
    get stdin() {
      return surroundings.stdin;
    },
    stdout,
    stderr,
    columns: readColumns(env),
    now: () => new Date(),
  };
};

/** `ending` is given as the service ends. */
async function drafterOf(settings: Config['drafting'], ending: AbortSignal): Promise<Drafter | null> {
  return settings === null ? null : (await import('./drafting/drafter.ts')).createDrafter(settings, ending);
}

/** Runs the command that the arguments name, and sets the exit code. */
export async function run(args: readonly string[]): Promise<void> {
  const serves = args[0] === 'serve';
  process.stdout.on('error', serves ? passOverFull : passOver);
  process.stderr.on('error', passOverFull);
  process.exitCode = await runCli(args, contextIn(process));
}

/** A reader that has seen enough and closed the pipe, as `head` does, is no failure. */
function passOver(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** What is lost of a log for want of room is lost; the service goes on, and logs again when there is room. */
function passOverFull(error: NodeJS.ErrnoException): void {
  if (!['ENOSPC', 'EDQUOT', 'EIO'].includes(error.code ?? '')) passOver(error);
}
