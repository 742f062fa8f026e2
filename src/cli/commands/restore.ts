/** standpoint restore FILE */
import type { CommandOf } from '../context.ts';

export const restoreCommand: CommandOf = (program, context) => {
  program
    .command('restore')
    .summary('put a backup in the place of the database')
    .description(
      'Put a backup in the place of the database, after looking at every part of it. Stop whatever uses the database first.',
    )
    .argument('<file>', 'what "standpoint backup" has made')
    .option('--force', 'replace a file that is not empty; it is kept under another name')
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const config = await context.readConfig();
      const { database } = config;
      const { revision, aside, exclusive } = await context.restore(config, file, { force, at: context.now() });
      for (const path of aside) context.stdout.write(`kept what was there as ${path}\n`);
      context.stdout.write(`${database} is ${file} now, at revision ${revision}\n`);
      if (!exclusive)
        context.stderr.write(
          'standpoint: what was there was too damaged to tell whether another program has it open; restart whatever does\n',
        );
    });
};
