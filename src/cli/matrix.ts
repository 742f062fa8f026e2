/** standpoint matrix [QUESTION…] */
import { Option } from 'commander';
import { RULES, type Rule } from '../core/cell.ts';
import { isPartialDate } from '../core/date.ts';
import { invalidParameter } from '../core/errors.ts';
import { matrixDisplay, matrixRecords } from '../core/tables/matrix.ts';
import { formatsFor } from '../formats/registry.ts';
import { text } from '../formats/text.ts';
import { askMatrix } from '../services/matrix.ts';
import { type CommandOf, print, withStore } from './context.ts';

/** What --format takes; `table` is plain text laid out for the terminal. */
const FORMATS = new Map(
  formatsFor(['records', 'display']).map((format) => [format.name === 'txt' ? 'table' : format.name, format]),
);

type Options = {
  readonly expert?: string[];
  readonly topic?: string[];
  readonly search?: string;
  readonly asOf?: string;
  readonly rule: Rule;
  readonly statements?: boolean;
  readonly format: string;
};

export const matrixCommand: CommandOf = (program, context) => {
  program
    .command('matrix')
    .summary('print who stands where')
    .description(
      'Print the stance matrix: experts down, questions across. One question comes with the quotes behind each stance.',
    )
    .argument('[question...]', 'ids of questions; all of them where none is named')
    .option('--expert <id...>', 'only these experts, in this order')
    .option('--topic <topic...>', 'only questions with one of these topics')
    .option('--search <words>', 'only questions whose title, proposition or aliases contain the words')
    .option('--as-of <date>', 'the state of the world on that day: 2024-10-23, 2024-10 or 2024')
    .addOption(
      new Option('--rule <rule>', 'latest: the newest position counts; all: every one does')
        .choices([...RULES])
        .default('latest'),
    )
    .option('--statements', 'with the evidence, for several questions too')
    .addOption(new Option('--format <format>', 'how to print it').choices([...FORMATS.keys()]).default('table'))
    .action((questions: string[], options: Options) =>
      withStore(context, async (store) => {
        if (options.asOf !== undefined && !isPartialDate(options.asOf))
          throw invalidParameter(
            '--as-of',
            `must be a date that exists, as 2024-10-23, 2024-10 or 2024, not "${options.asOf}"`,
          );
        const matrix = await askMatrix(store, {
          ...(questions.length > 0 && { questions }),
          ...(options.expert && { experts: options.expert }),
          ...(options.topic && { topics: options.topic }),
          ...(options.search !== undefined && { q: options.search }),
          rule: options.rule,
          asOf: options.asOf ?? null,
          statements: options.statements === true || questions.length === 1,
        });
        const format = FORMATS.get(options.format) ?? text;
        await print(context, format, {
          document: matrix,
          records: () => matrixRecords(matrix),
          display: () => matrixDisplay(matrix),
        });
      }),
    );
};
