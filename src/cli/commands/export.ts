/** standpoint export */
import { Option } from 'commander';
import { type CommandOf, type Output, withStore } from '../context.ts';
import { BUNDLE_TEXTS, type BundleTextFormat } from '../output/bundle-text.ts';

export const exportCommand: CommandOf = (program, context) => {
  program
    .command('export')
    .summary('print everything as one bundle')
    .description('Print every record, drafts included, as one bundle that imports to the same records.')
    .addOption(new Option('--format <format>', 'how to write it').choices(Object.keys(BUNDLE_TEXTS)).default('yaml'))
    .addHelpText(
      'after',
      `
The bundle is of one moment, whatever is written meanwhile. "ndjson" is a record a line, and is written in little memory
however much there is. The change log is not in it; "standpoint backup" copies that too.

Example:
  standpoint export > everything.yaml`,
    )
    .action(({ format }: { format: BundleTextFormat }) =>
      withStore(context, async (store) => {
        const snapshot = await store.snapshot(null);
        try {
          await print(context.stdout, BUNDLE_TEXTS[format](snapshot));
        } finally {
          await snapshot.close();
        }
      }),
    );
};

/** Prints no faster than it is read, and no more once the reader has gone. */
async function print(stdout: Output, text: AsyncIterable<string>): Promise<void> {
  for await (const piece of text) if (!(await written(stdout, piece))) return;
}

const GONE = ['EPIPE', 'ERR_STREAM_DESTROYED'];

const written = (stdout: Output, text: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    stdout.write(text, (error?: NodeJS.ErrnoException | null) => {
      if (!error) resolve(true);
      else if (GONE.includes(error.code ?? '')) resolve(false);
      else reject(error);
    });
  });
