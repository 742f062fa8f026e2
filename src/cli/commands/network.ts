/** standpoint network */

import { Option } from 'commander';
import { NETWORK_SHAPES, networkAnswer } from '../../answers/comparison/network.ts';
import { AGGREGATIONS, NORMALISATIONS } from '../../core/comparison/network/measures.ts';
import {
  ACTORS,
  DUPLICATES,
  NETWORK_DEFAULTS,
  NETWORK_MODES,
  type NetworkOptions,
} from '../../core/comparison/network/network.ts';
import { text } from '../../formats/text/text.ts';
import { askNetwork } from '../../services/comparison/network.ts';
import { type CommandOf, withFilledStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import {
  deliver,
  type FormatFlags,
  formatChoices,
  formatOptions,
  refuseTerminal,
  requireDate,
} from '../output/formatted.ts';

const FORMATS = formatChoices(NETWORK_SHAPES);

type Filter = 'expert' | 'question' | 'topic' | 'affiliation';
type Exclusion = 'excludeExpert' | 'excludeQuestion' | 'excludeTopic' | 'excludeAffiliation';

type Options = FormatFlags & { readonly [F in Filter | Exclusion]?: string[] } & Omit<NetworkOptions, 'from' | 'to'> & {
    readonly from?: string;
    readonly to?: string;
    readonly format: string;
  };

const choice = (flags: string, what: string, values: readonly string[], value: string): Option =>
  new Option(flags, what).choices([...values]).default(value);

export const networkCommand: CommandOf = (program, context) => {
  program
    .command('network')
    .summary('print the discourse network')
    .description(
      'Print the discourse network: actors tied by the sides they took on the same questions, or to the questions. Counts, not scores.',
    )
    .addOption(
      choice('--mode <mode>', 'actors by actors, or actors by questions', NETWORK_MODES, NETWORK_DEFAULTS.mode),
    )
    .addOption(choice('--actor <actor>', 'who the actors are', ACTORS, NETWORK_DEFAULTS.actor))
    .addOption(
      choice('--aggregation <how>', 'how positions become one weight', AGGREGATIONS, NETWORK_DEFAULTS.aggregation),
    )
    .addOption(
      choice('--normalisation <how>', 'what a weight is divided by', NORMALISATIONS, NETWORK_DEFAULTS.normalisation),
    )
    .addOption(
      choice('--duplicates <how>', 'in what positions on a side count once', DUPLICATES, NETWORK_DEFAULTS.duplicates),
    )
    .option('--from <date>', 'the first day that counts')
    .option('--to <date>', 'the last day that counts')
    .option('--expert <id...>', 'only these experts, in this order')
    .option('--question <id...>', 'only these questions, in this order')
    .option('--topic <topic...>', 'only questions with one of these topics')
    .option('--affiliation <name...>', 'only what was said by members of these organizations')
    .option('--exclude-expert <id...>', 'without these experts')
    .option('--exclude-question <id...>', 'without these questions')
    .option('--exclude-topic <topic...>', 'without questions with one of these topics')
    .option('--exclude-affiliation <name...>', 'without these organizations')
    .addOption(new Option('--format <format>', 'how to print it').choices([...FORMATS.keys()]).default('table'))
    .option('--output <file>', 'write it to this file')
    .addOption(new Option('--shape <shape>', 'csv, tsv: a row for every edge, or a matrix').choices(['long', 'wide']))
    .option('--bom', 'csv, tsv: with a byte-order mark, for Excel')
    .addHelpText(
      'after',
      `
One-mode networks: aggregation ignore, subtract, congruence, conflict; normalisation none, average, jaccard, cosine.
Two-mode networks: aggregation ignore, subtract, combine; normalisation none, activity, prominence.
docs/reference/networks.md gives the formulas.`,
    )
    .action((options: Options) =>
      withFilledStore(context, async (store) => {
        requireDate('--from', options.from);
        requireDate('--to', options.to);
        const format = FORMATS.get(options.format) ?? text;
        const wanted = formatOptions(format, NETWORK_SHAPES, options);
        refuseTerminal(context, format, options, 'network');
        const { mode, actor, aggregation, normalisation, duplicates } = options;
        const network = await askNetwork(store, OPERATOR, {
          ...{ mode, actor, aggregation, normalisation, duplicates },
          from: options.from ?? null,
          to: options.to ?? null,
          knownAt: null,
          ...(options.expert && { experts: options.expert }),
          ...(options.question && { questions: options.question }),
          ...(options.topic && { topics: options.topic }),
          ...(options.affiliation && { affiliations: options.affiliation }),
          excluded: {
            experts: options.excludeExpert ?? [],
            questions: options.excludeQuestion ?? [],
            topics: options.excludeTopic ?? [],
            affiliations: options.excludeAffiliation ?? [],
          },
        });
        await deliver(context, format, networkAnswer(network), wanted, options.output);
      }),
    );
};
