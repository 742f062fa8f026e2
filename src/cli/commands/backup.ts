/** standpoint backup FILE */
import type { CommandOf } from '../context.ts';

export const backupCommand: CommandOf = (program, context) => {
  program
    .command('backup')
    .summary('copy the database to a file')
    .description(
      'Copy the whole database, as it is at one moment, to a file. The service and others may go on using it meanwhile.',
    )
    .argument('<file>', 'where the copy goes')
    .option('--force', 'replace the file if it is there')
    .addHelpText('after', '\nExample:\n  standpoint backup "backups/$(date +%F).sqlite"')
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const config = await context.readConfig();
      const { revision, bytes } = await context.backup(config, file, { force });
      context.stdout.write(`${config.database} is in ${file} at revision ${revision} (${bytes} bytes)\n`);
    });
};
