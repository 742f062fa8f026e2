/** standpoint check */
import { type CommandOf, Unsound, withStore } from './context.ts';

export const checkCommand: CommandOf = (program, context) => {
  program
    .command('check')
    .summary('look for damage and broken rules')
    .description(
      'Look at the whole file, every reference, every invariant and the change log. Exits with 1 if anything is wrong.',
    )
    .action(() =>
      withStore(context, async (store) => {
        const findings = await store.check();
        if (findings.length === 0) {
          context.stdout.write(`${context.readConfig().database} is sound at revision ${await store.revision()}\n`);
          return;
        }
        for (const { what, remedy } of findings) context.stderr.write(`standpoint: ${what}; ${remedy}\n`);
        throw new Unsound();
      }),
    );
};
