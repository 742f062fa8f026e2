/** The command `standpoint`: its subcommands, its exit codes, its way of telling what went wrong. */
import { Command, CommanderError } from 'commander';
import { Failure, type Violation } from '../core/values/errors.ts';
import { type CliContext, type CommandOf, columnsOf, Unsound } from './context.ts';

/** In the order of the help. Each is loaded when it is needed: a start takes the longer the more is loaded. */
const COMMANDS = new Map<string | undefined, () => Promise<CommandOf>>(
  Object.entries({
    serve: async () => (await import('./commands/serve.ts')).serveCommand,
    import: async () => (await import('./commands/import.ts')).importCommand,
    export: async () => (await import('./commands/export.ts')).exportCommand,
    matrix: async () => (await import('./commands/matrix.ts')).matrixCommand,
    network: async () => (await import('./commands/network.ts')).networkCommand,
    agreement: async () => (await import('./commands/agreement.ts')).agreementCommand,
    consensus: async () => (await import('./commands/consensus.ts')).consensusCommand,
    participation: async () => (await import('./commands/participation.ts')).participationCommand,
    reliability: async () => (await import('./commands/reliability.ts')).reliabilityCommand,
    capture: async () => (await import('./commands/capture.ts')).captureCommand,
    draft: async () => (await import('./commands/draft.ts')).draftCommand,
    mcp: async () => (await import('./commands/mcp.ts')).mcpCommand,
    search: async () => (await import('./commands/search.ts')).searchCommand,
    keys: async () => (await import('./commands/keys.ts')).keysCommand,
    webhooks: async () => (await import('./commands/webhooks.ts')).webhooksCommand,
    migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
    check: async () => (await import('./commands/check.ts')).checkCommand,
    verify: async () => (await import('./commands/verify.ts')).verifyCommand,
    merge: async () => (await import('./commands/merge.ts')).mergeCommand,
    redact: async () => (await import('./commands/redact.ts')).redactCommand,
    backup: async () => (await import('./commands/backup.ts')).backupCommand,
    restore: async () => (await import('./commands/restore.ts')).restoreCommand,
    copy: async () => (await import('./commands/copy.ts')).copyCommand,
    openapi: async () => (await import('./commands/openapi.ts')).openapiCommand,
  }),
);

/** What is answered without any command. */
const IS_VERSION = /^(-V|--version)$/;

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
const MAX_SHOWN = 1_000;

/** With the one subcommand of that name, or with all of them where there is none. */
export async function createProgram(context: CliContext, name?: string): Promise<Command> {
  const program = new Command('standpoint')
    .description('Who stands where on a contested question, with the words that prove it.')
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help, or that of a command')
    .helpCommand(false)
    .showHelpAfterError('(standpoint --help tells what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => columnsOf(context, context.stdout) ?? 100,
      getErrHelpWidth: () => columnsOf(context, context.stderr) ?? 100,
    })
    .addHelpText(
      'after',
      `
Examples:
  standpoint serve                                start the API, with the first data set if the database is empty
  standpoint matrix red-line                      who stands where on one question, with the quotes
  standpoint matrix red-line western-troops       the same for several, as a grid
  standpoint matrix --search "boots on the ground"
  standpoint matrix --format csv > stances.csv    everything, for a spreadsheet
  standpoint import story.yaml                    add your own data
  standpoint import votes.csv --create            the same from a table of coded positions
  standpoint search Poland                        where a word was said

The database is the file named by STANDPOINT_DB (data/standpoint.sqlite). Exit codes: 0 done, 1 failed, 2 wrong usage.`,
    );
  const one = COMMANDS.get(name);
  const wanted = one === undefined ? (IS_VERSION.test(name ?? '') ? [] : [...COMMANDS.values()]) : [one];
  for (const add of await Promise.all(wanted.map((load) => load()))) add(program, context);
  return program;
}

/** Runs the command and answers with the exit code. */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  try {
    const program = await createProgram(context, args[0]);
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    if (error instanceof Unsound) return EXIT_FAILED;
    context.stderr.write(`standpoint: ${tell(error)}\n`);
    return EXIT_FAILED;
  }
}

function tell(error: unknown): string {
  if (!(error instanceof Failure)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const places = error.violations.flatMap((violation) => {
    const place = placeOf(violation);
    return place === null ? [] : `  ${place} ${violation.message}`;
  });
  const rest = places.length > MAX_SHOWN ? [`  … and ${places.length - MAX_SHOWN} more`] : [];
  return [error.message, ...places.slice(0, MAX_SHOWN), ...rest].join('\n');
}

/** Where to look; of a table `file:line:column: name`. */
function placeOf({ pointer, file, line, column, columnName }: Violation): string | null {
  if (pointer !== undefined) return pointer;
  if (line === undefined) return null;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return columnName === undefined ? `${place}:` : `${place}: ${columnName}`;
}
