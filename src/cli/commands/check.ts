/** standpoint check */
import { type CliContext, type CommandOf, Unsound, withStore } from '../context.ts';

export const checkCommand: CommandOf = (program, context) => {
  program
    .command('check')
    .summary('look for damage and broken rules')
    .description(
      'Look at the whole file, every reference, every invariant and the change log. Exits with 1 if anything is wrong.',
    )
    .argument('[file]', 'a backup to look at instead; it stays as it is')
    .action((file: string | undefined) => (file === undefined ? checkStore(context) : checkBackup(context, file)));
};

const checkStore = (context: CliContext): Promise<void> =>
  withStore(context, async (store) => {
    const [findings, refusal] = [await store.check(), await store.ready()];
    for (const { what, remedy } of findings) context.stderr.write(`standpoint: ${what}; ${remedy}\n`);
    if (refusal !== null) context.stderr.write(`standpoint: ${refusal.message}\n`);
    // A database that can only be read may well be meant to be.
    if (findings.length > 0 || refusal?.kind === 'wrong-clock') throw new Unsound();
    const [{ database }, revision] = [await context.readConfig(), await store.revision()];
    context.stdout.write(`${database} is sound at revision ${revision}\n`);
  });

async function checkBackup({ examine, stdout, stderr }: CliContext, file: string): Promise<void> {
  const { revision, faults } = await examine(file);
  for (const fault of faults) stderr.write(`standpoint: ${fault}; take another backup\n`);
  if (faults.length > 0) throw new Unsound();
  stdout.write(`${file} is sound at revision ${revision}\n`);
}
