/** standpoint copy FROM TO */
import type { CommandOf } from '../context.ts';

export const copyCommand: CommandOf = (program, context) => {
  program
    .command('copy')
    .summary('copy a file into a PostgreSQL database, or back')
    .description(
      'Copy everything in an SQLite file into an empty schema of a PostgreSQL database, or in such a schema into a new file: records, change log, texts, keys. STANDPOINT_DB_SCHEMA and STANDPOINT_DB_PASSWORD_FILE are for the database; STANDPOINT_DB is not used.',
    )
    .argument('<from>', 'a file, or postgres://user@host:5432/database')
    .argument('<to>', 'the other of the two, with nothing in it')
    .option('--move', 'webhooks are sent from there; without it they arrive disabled')
    .addHelpText(
      'after',
      '\nExample:\n  standpoint copy data/standpoint.sqlite postgres://standpoint@db.example.org/standpoint --move',
    )
    .action(async (from: string, to: string, { move = false }: { move?: boolean }) => {
      const config = await context.readConfig();
      const revision = await context.copy(config, from, to, { move, at: context.now() });
      context.stdout.write(`all of ${from} is in ${to} at revision ${revision}, every row compared\n`);
    });
};
