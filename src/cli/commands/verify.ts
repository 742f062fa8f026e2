/** standpoint verify [--since HEAD] */
import { existsSync, readFileSync } from 'node:fs';
import { headIn, headText } from '../../core/change-log/tree/checkpoint.ts';
import type { TreeHead } from '../../core/change-log/tree/verify.ts';
import { Failure } from '../../core/values/errors.ts';
import { verifyLog } from '../../services/change-log/log-tree.ts';
import { type CommandOf, Unsound, withStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';

export const verifyCommand: CommandOf = (program, context) => {
  program
    .command('verify')
    .summary('find out whether the change log was rewritten')
    .description(
      'Make every leaf of the tree over the change log anew, and the tree from them. Prints its head: write it down, ' +
        'where others can see it, and give it to --since later. Exits with 1 where anything is not as it was written.',
    )
    .option(
      '--since <head>',
      'a head that was written down: SIZE:ROOT, or a file that ends with it, a checkpoint or /v1/log/head',
    )
    .action(({ since }: { readonly since?: string }) =>
      withStore(context, async (store) => {
        const kept = since === undefined ? null : readHead(since);
        const { head, redacted, findings } = await verifyLog(store, OPERATOR, kept);
        for (const { what, remedy } of findings) context.stderr.write(`standpoint: ${what}; ${remedy}\n`);
        if (findings.length > 0) throw new Unsound();
        const but = redacted === 0 ? '' : `, but for ${redacted} that ${redacted === 1 ? 'was' : 'were'} redacted`;
        context.stdout.write(`every entry of the change log is as it was written${but}\n`);
        if (kept !== null) context.stdout.write(`it begins with the log of ${headText(kept)}\n`);
        context.stdout.write(`${headText(head)}\n`);
      }),
    );
};

/** Fails with `invalid` where it is no head. */
function readHead(given: string): TreeHead {
  const head = headIn(existsSync(given) ? readFileSync(given, 'utf8') : given);
  if (head !== null) return head;
  throw new Failure(
    'invalid',
    `"${given}" is no head of a log, and no file with one; a head is SIZE:ROOT, as "standpoint verify" prints it`,
  );
}
