/** standpoint redact WORDS --reason TEXT */
import { createHash, randomBytes } from 'node:crypto';
import { markerOf } from '../../core/change-log/redaction.ts';
import { redactWords } from '../../services/change-log/redact.ts';
import { type CliContext, type CommandOf, Unsound, withStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';

const SALT_BYTES = 16;

type Options = { readonly reason: string; readonly ids?: boolean; readonly dryRun?: boolean };

export const redactCommand: CommandOf = (program, context) => {
  program
    .command('redact')
    .summary('take words or a name out of the record and the log, on a legal demand')
    .description(
      'Take words out of every record, every entry of the change log, proposals, messages and the files of the ' +
        'database, for ever. A marker with the beginning of a salted hash takes their place, in every answer of every ' +
        'time. The tree over the log stays as it is. Backups are not touched: redact or delete each. Try --dry-run first.',
    )
    .argument('<words>', 'the words, character for character: a name, or a passage of a quote')
    .requiredOption('--reason <text>', 'which demand it is; public, and kept in the change log')
    .option('--ids', 'take the name out of ids, too: "ada-lind" of "Ada Lind"; old addresses lead nowhere then')
    .option('--dry-run', 'say what it would alter, and alter nothing')
    .addHelpText('after', '\nExample:\n  standpoint redact "Ada Lind" --ids --reason "Order of the court of 2 May"')
    .action((words: string, options: Options) => redact(context, words, options));
};

const redact = (context: CliContext, words: string, { reason, ids = false, dryRun = false }: Options) =>
  withStore(context, async (store) => {
    const salt = randomBytes(SALT_BYTES).toString('hex');
    const digest = createHash('sha256').update(`${salt}${words}`).digest('hex');
    const { entries, records, renamed, others, isErased } = await redactWords(store, OPERATOR, {
      words,
      digest,
      reason,
      ids,
      dryRun,
    });
    const print = (line: string) => context.stdout.write(`${line}\n`);
    const verb = dryRun ? 'would be' : 'were';
    print(`${entries} entries of the change log ${verb} altered, ${records.length} records, ${others} other rows`);
    if (ids) print(`${renamed} records ${verb} renamed`);
    for (const { kind, id } of records) print(`  ${kind} ${id}`);
    const found = entries + records.length + renamed + others;
    if (found === 0) print('nothing holds these words, character for character; another spelling is a run of its own');
    if (dryRun) return;
    if (found > 0) {
      print(`in their place stands ${markerOf(digest)}`);
      print(`SHA-256 ${digest} is of the salt ${salt} and the words: keep the salt where nobody sees it, or nowhere`);
    }
    if (isErased === true) return;
    context.stderr.write(
      'standpoint: another process reads the database, so that its files still hold the words: end it, and run this again\n',
    );
    throw new Unsound();
  });
