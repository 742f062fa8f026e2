/** standpoint migrate */
import type { CommandOf } from '../context.ts';

export const migrateCommand: CommandOf = (program, context) => {
  program
    .command('migrate')
    .summary('bring the database up to this version')
    .description(
      'Apply the migrations that are due, in one transaction. Every other command does so too before it begins.',
    )
    .action(async () => {
      const config = await context.readConfig();
      const { database } = config;
      const applied = await context.migrate(config);
      context.stdout.write(
        applied.length === 0
          ? `${database} is up to date\n`
          : applied.map((name) => `${database}: applied ${name}\n`).join(''),
      );
    });
};
