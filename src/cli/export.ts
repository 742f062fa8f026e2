/** standpoint export */
import { Option } from 'commander';
import { stringify } from 'yaml';
import { exportBundle } from '../services/import.ts';
import { type CommandOf, withStore } from './context.ts';

export const exportCommand: CommandOf = (program, context) => {
  program
    .command('export')
    .summary('print everything as one bundle')
    .description('Print every record, drafts included, as one bundle that imports to the same records.')
    .addOption(new Option('--format <format>', 'how to write it').choices(['yaml', 'json']).default('yaml'))
    .addHelpText('after', '\nExample:\n  standpoint export > backup.yaml')
    .action(({ format }: { format: string }) =>
      withStore(context, async (store) => {
        const bundle = await exportBundle(store);
        context.stdout.write(
          format === 'json' ? `${JSON.stringify(bundle, null, 2)}\n` : stringify(bundle, { lineWidth: 100 }),
        );
      }),
    );
};
