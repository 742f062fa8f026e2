/** standpoint export */
import { Option } from 'commander';
import type { Snapshot } from '../../core/ports/store.ts';
import { dataPackageFiles } from '../../formats/archive/data-package.ts';
import { zipOf } from '../../formats/archive/zip-stream.ts';
import { askEverything } from '../../services/import/export.ts';
import { noPause } from '../../services/slices.ts';
import { type CliContext, type CommandOf, withStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import { BUNDLE_TEXTS, type BundleTextFormat } from '../output/bundle-text.ts';
import { deliverPieces, refuseTerminal } from '../output/formatted.ts';

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
      refuseTerminal(context, { name: options.format, binary: options.format === 'zip' }, options, 'standpoint');
      return withStore(context, async (store) => {
        const snapshot = await store.snapshot(null);
        try {
          await deliverPieces(context, pieces(snapshot, options, context), options.output);
        } finally {
          await snapshot.close();
        }
      });
    });
};

async function* pieces(
  snapshot: Snapshot,
  { format, public: isPublic }: Options,
  { readConfig }: CliContext,
): AsyncGenerator<string | Uint8Array> {
  if (format !== 'zip') return yield* BUNDLE_TEXTS[format](isPublic === true ? snapshot.publicly : snapshot);
  const everything = await askEverything(snapshot, OPERATOR, { knownAt: null }, noPause);
  yield* zipOf(dataPackageFiles(everything, (await readConfig()).license));
}
