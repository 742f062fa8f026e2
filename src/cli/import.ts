/** standpoint import FILE… */
import { userInfo } from 'node:os';
import { KINDS, PLURALS } from '../core/entity.ts';
import { type CommandOf, withStore } from './context.ts';
import { importFiles } from './import-files.ts';

export const importCommand: CommandOf = (program, context) => {
  program
    .command('import')
    .summary('add the records of bundles to the database')
    .description('Add the records of bundles (YAML or JSON) to the database: all of them, or none if one has a fault.')
    .argument('<file...>', 'bundles to import; "-" reads standard input')
    .option('--by <name>', 'who imports, for the change log', userInfo().username)
    .addHelpText(
      'after',
      `
A record whose id is stored already is updated if it differs and left alone if not, so importing twice changes nothing.
Every fault is reported at once, with its line. docs/bundles.md describes the format, with a complete small example.`,
    )
    .action((files: string[], { by }: { by: string }) =>
      withStore(context, async (store) => {
        const report = await importFiles(store, files, by, context);
        for (const kind of KINDS) {
          const { created, updated, unchanged } = report[kind];
          if (created + updated + unchanged > 0)
            context.stdout.write(`${PLURALS[kind]}: ${created} created, ${updated} updated, ${unchanged} unchanged\n`);
        }
      }),
    );
};
