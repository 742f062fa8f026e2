/** standpoint merge KIND FROM INTO --reason TEXT */
import { userInfo } from 'node:os';
import { Argument } from 'commander';
import { operator } from '../../core/access/caller.ts';
import { Failure } from '../../core/values/errors.ts';
import { MERGEABLE_KINDS, type MergeableKind } from '../../core/writing/merging.ts';
import { Moved } from '../../core/writing/redirects.ts';
import { getCurrent } from '../../services/records/editing.ts';
import { mergeRecords } from '../../services/records/merging.ts';
import { type CliContext, type CommandOf, withStore } from '../context.ts';

type Options = { readonly reason: string; readonly by: string };
type Named = { readonly kind: MergeableKind; readonly id: string; readonly into: string };

export const mergeCommand: CommandOf = (program, context) => {
  program
    .command('merge')
    .summary('make one of two records of the same person, question or source')
    .description(
      'Merge a record into another of its kind: all that refers to the one refers to the other since, and its id leads ' +
        'there for ever. Nothing that was said is retracted. Whom it touches is told as a correction.',
    )
    .addArgument(new Argument('<kind>', 'what both are').choices(MERGEABLE_KINDS))
    .argument('<from>', 'id of the record that is given up')
    .argument('<into>', 'id of the record that stays')
    .requiredOption('--reason <text>', 'why both are one; kept in the change log and shown with the corrections')
    .option('--by <name>', 'who merges, for the change log', userInfo().username)
    .addHelpText('after', '\nExample:\n  standpoint merge expert a-lind ada-lind --reason "Two spellings of one name"')
    .action((kind: MergeableKind, id: string, into: string, options: Options) =>
      merge(context, { kind, id, into }, options),
    );
};

const merge = (context: CliContext, { kind, id, into }: Named, { reason, by }: Options) =>
  withStore(context, async (store) => {
    const caller = operator(by);
    const at = context.now().toISOString();
    try {
      const { revision } = await getCurrent(store, caller, kind, id);
      const kept = await mergeRecords(store, { kind, id, into }, revision, { caller, at, reason });
      context.stdout.write(`the ${kind} "${id}" is one with "${kept.id}" now, and leads to it\n`);
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
      throw new Failure('conflict', `the ${kind} "${id}" leads to "${error.to}" already; nothing was written`);
    }
  });
