/** standpoint matrix [QUESTION…] */

import { Option } from 'commander';
import { MATRIX_SHAPES, matrixAnswer, matrixPortions } from '../../answers/matrix/matrix.ts';
import { STANCE_VALUES } from '../../answers/words.ts';
import { RULES, type Rule } from '../../core/matrix/cell.ts';
import { isInstant } from '../../core/values/date.ts';
import { invalidParameter } from '../../core/values/errors.ts';
import { CELL_CHOICES } from '../../formats/format.ts';
import { text } from '../../formats/text/text.ts';
import { askGrounds, type MatrixRequest } from '../../services/matrix/matrix.ts';
import { askMatrixInPieces } from '../../services/matrix/matrix-pieces.ts';
import { noPause } from '../../services/slices.ts';
import { type CommandOf, withFilledStore } from '../context.ts';
import { OPERATOR } from '../operator.ts';
import {
  deliver,
  deliverPortions,
  type FormatFlags,
  formatChoices,
  formatOptions,
  refuseTerminal,
  requireDate,
  withPixels,
} from '../output/formatted.ts';

const FORMATS = formatChoices(MATRIX_SHAPES);

type Options = FormatFlags & {
  readonly expert?: string[];
  readonly topic?: string[];
  readonly search?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly rule: Rule;
  readonly statements?: boolean;
  readonly format: string;
};

export const matrixCommand: CommandOf = (program, context) => {
  const command = program
    .command('matrix')
    .summary('print who stands where')
    .description(
      'Print the stance matrix: experts down, questions across. One question comes with the quotes behind each stance.',
    )
    .argument('[question...]', 'ids of questions; all of them where none is named')
    .option('--expert <id...>', 'only these experts, in this order')
    .option('--topic <topic...>', 'only questions with one of these topics')
    .option('--search <words>', 'only questions whose title, proposition, aliases or topics contain the words')
    .option('--as-of <date>', 'the state of the world on that day: 2024-10-23, 2024-10 or 2024')
    .option('--known-at <instant>', 'what the database knew then: 2026-11-23T09:00:00Z')
    .addOption(
      new Option('--rule <rule>', 'latest: the newest position counts; all: every one does')
        .choices([...RULES])
        .default('latest'),
    )
    .option('--statements', 'with the evidence, for several questions too')
    .addOption(new Option('--format <format>', 'how to print it').choices([...FORMATS.keys()]).default('table'))
    .option('--output <file>', 'write it to this file')
    .addOption(new Option('--shape <shape>', 'csv, tsv: a row for every fact, or a grid').choices(['long', 'wide']))
    .addOption(
      new Option('--values <what>', 'with --shape wide: what stands in its cells (id unless given)').choices(
        STANCE_VALUES,
      ),
    )
    .addOption(
      new Option('--cells <which>', 'json, ndjson, csv, tsv: all, or only those where something was said').choices(
        CELL_CHOICES,
      ),
    )
    .option('--bom', 'csv, tsv: with a byte-order mark, for Excel');
  withPixels(command).action((questions: string[], options: Options) =>
    withFilledStore(context, async (store) => {
      requireDate('--as-of', options.asOf);
      if (options.knownAt !== undefined && !isInstant(options.knownAt))
        throw invalidParameter(
          '--known-at',
          `must be an instant in UTC, as 2026-11-23T09:00:00Z, not "${options.knownAt}"`,
        );
      const format = FORMATS.get(options.format) ?? text;
      const wanted = formatOptions(format, MATRIX_SHAPES, options);
      refuseTerminal(context, format, options, 'stances');
      const request: MatrixRequest = {
        ...(questions.length > 0 && { questions }),
        ...(options.expert && { experts: options.expert }),
        ...(options.topic && { topics: options.topic }),
        ...(options.search !== undefined && { q: options.search }),
        rule: options.rule,
        asOf: options.asOf ?? null,
        knownAt: options.knownAt ?? null,
        statements: options.statements === true || questions.length === 1 || format.evidence === true,
      };
      const { renderPortion } = format;
      if (renderPortion === undefined)
        return deliver(
          context,
          format,
          matrixAnswer(await askGrounds(store, OPERATOR, request), wanted),
          wanted,
          options.output,
        );
      const snapshot = await store.snapshot(request.knownAt);
      try {
        const portions = matrixPortions(askMatrixInPieces(snapshot, OPERATOR, request, noPause), wanted);
        await deliverPortions(context, renderPortion, portions, wanted, options.output);
      } finally {
        await snapshot.close();
      }
    }),
  );
};
