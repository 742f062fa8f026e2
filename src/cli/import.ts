/** standpoint import FILE… */
import { userInfo } from 'node:os';
import { Option } from 'commander';
import { KINDS, PLURALS } from '../core/entity.ts';
import { type CommandOf, withStore } from './context.ts';
import { FORMATS, type ImportFormat, importFiles } from './import-files.ts';

export const importCommand: CommandOf = (program, context) => {
  program
    .command('import')
    .summary('add the records of bundles to the database')
    .description(
      'Add the records of bundles (YAML, JSON or NDJSON), or of databases of the Discourse Network Analyzer (.dna), to ' +
        'the database: all of them, or none if one has a fault.',
    )
    .argument('<file...>', 'bundles or .dna files to import; "-" reads a bundle from standard input')
    .option('--by <name>', 'who imports, for the change log', userInfo().username)
    .addOption(new Option('--format <format>', 'what the files are; else as their names end').choices(FORMATS))
    .addHelpText(
      'after',
      `
A record whose id is stored already is updated if it differs and left alone if not, so importing twice changes nothing.
Every fault is reported at once, with its line. docs/bundles.md describes the format, with a complete small example;
docs/dna.md what becomes of a .dna file.`,
    )
    .action((files: string[], options: { by: string; format?: ImportFormat }) =>
      withStore(context, async (store) => {
        const { report, remarks } = await importFiles(store, files, options, context);
        for (const kind of KINDS) {
          const { created, updated, unchanged } = report[kind];
          if (created + updated + unchanged > 0)
            context.stdout.write(`${PLURALS[kind]}: ${created} created, ${updated} updated, ${unchanged} unchanged\n`);
        }
        for (const remark of remarks) context.stdout.write(`${remark}\n`);
      }),
    );
};
