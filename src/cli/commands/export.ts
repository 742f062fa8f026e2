/** standpoint export */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import type { Snapshot } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { dataPackageFiles } from '../../formats/archive/data-package.ts';
import { zipOf } from '../../formats/archive/zip-stream.ts';
import { askEverything } from '../../services/import/export.ts';
import { noPause } from '../../services/slices.ts';
import { type CliContext, type CommandOf, OPERATOR, type Output, withStore } from '../context.ts';
import { BUNDLE_TEXTS, type BundleTextFormat } from '../output/bundle-text.ts';

type Options = { readonly format: BundleTextFormat | 'zip'; readonly public?: true; readonly output?: string };

export const exportCommand: CommandOf = (program, context) => {
  program
    .command('export')
    .summary('print everything as one bundle, or as a data package')
    .description(
      'Print every record, drafts included, as one bundle that imports to the same records; or what the public sees, as a ' +
        'data package.',
    )
    .addOption(
      new Option('--format <format>', 'how to write it').choices([...Object.keys(BUNDLE_TEXTS), 'zip']).default('yaml'),
    )
    .option('--public', 'of bundles: only what the public sees')
    .option('--output <file>', 'write it to this file')
    .addHelpText(
      'after',
      `
The bundle is of one moment, whatever is written meanwhile. "ndjson" is a record a line, and is written in little memory
however much there is. "zip" is a Frictionless data package of what the public sees: a CSV file for each kind of record and
for corrections. The change log is in none of them; "standpoint backup" copies that too.

Example:
  standpoint export > everything.yaml`,
    )
    .action((options: Options) => {
      refuseTerminal(context.stdout, options);
      return withStore(context, async (store) => {
        const snapshot = await store.snapshot(null);
        try {
          await deliver(context.stdout, options.output, pieces(snapshot, options, context));
        } finally {
          await snapshot.close();
        }
      });
    });
};

function refuseTerminal({ isTTY }: Output, { format, output }: Options): void {
  if (format === 'zip' && output === undefined && isTTY === true)
    throw new Failure('invalid', 'a terminal cannot show zip; write it to a file: --output standpoint.zip');
}

async function* pieces(
  snapshot: Snapshot,
  { format, public: isPublic }: Options,
  { readConfig }: CliContext,
): AsyncGenerator<string | Uint8Array> {
  if (format !== 'zip') return yield* BUNDLE_TEXTS[format](isPublic === true ? snapshot.publicly : snapshot);
  const everything = await askEverything(snapshot, OPERATOR, noPause);
  yield* zipOf(dataPackageFiles(everything, readConfig().license));
}

/** To the file, which is whole in the end or not there; or printed no faster than it is read, until the reader has gone. */
async function deliver(
  stdout: Output,
  output: string | undefined,
  content: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  if (output === undefined) {
    for await (const piece of content) if (!(await written(stdout, piece))) return;
    return;
  }
  const file = createWriteStream(output);
  try {
    await pipeline(content, file);
  } catch (error) {
    if (!file.pending) await rm(output, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('invalid', `${output} cannot be written: ${why}`, [], { cause: error });
  }
}

const GONE = ['EPIPE', 'ERR_STREAM_DESTROYED'];

const written = (stdout: Output, piece: string | Uint8Array): Promise<boolean> =>
  new Promise((resolve, reject) => {
    stdout.write(piece, (error?: NodeJS.ErrnoException | null) => {
      if (!error) resolve(true);
      else if (GONE.includes(error.code ?? '')) resolve(false);
      else reject(error);
    });
  });
