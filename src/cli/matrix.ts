/** standpoint matrix [QUESTION…] */
import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError, Option } from 'commander';
import { RULES, type Rule } from '../core/cell.ts';
import { isInstant, isPartialDate } from '../core/date.ts';
import { Failure, invalidParameter } from '../core/errors.ts';
import type { Format, FormatOptions } from '../formats/format.ts';
import { MATRIX_SHAPES, matrixAnswer } from '../formats/matrix-answer.ts';
import { refusedOptions } from '../formats/options.ts';
import { MAX_PIXELS, MIN_PIXELS, SHARE_SIZE } from '../formats/picture-size.ts';
import { formatsFor } from '../formats/registry.ts';
import { text } from '../formats/text.ts';
import { askGrounds } from '../services/matrix.ts';
import { type CliContext, type CommandOf, print, withFilledStore } from './context.ts';

/** What --format takes; `table` is plain text laid out for the terminal. */
const FORMATS = new Map(
  formatsFor(MATRIX_SHAPES).map((format) => [format.name === 'txt' ? 'table' : format.name, format]),
);

type Options = {
  readonly expert?: string[];
  readonly topic?: string[];
  readonly search?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly rule: Rule;
  readonly statements?: boolean;
  readonly format: string;
  readonly output?: string;
  readonly shape?: 'long' | 'wide';
  readonly bom?: boolean;
  readonly width?: number;
  readonly height?: number;
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
    .option('--bom', 'csv, tsv: with a byte-order mark, for Excel')
    .option('--width <pixels>', `svg, png: width (${SHARE_SIZE.width} unless given)`, pixels)
    .option('--height <pixels>', `svg, png: height (${SHARE_SIZE.height} unless given); it grows with the rows`, pixels)
    .action((questions: string[], options: Options) =>
      withFilledStore(context, async (store) => {
        if (options.asOf !== undefined && !isPartialDate(options.asOf))
          throw invalidParameter(
            '--as-of',
            `must be a date that exists, as 2024-10-23, 2024-10 or 2024, not "${options.asOf}"`,
          );
        if (options.knownAt !== undefined && !isInstant(options.knownAt))
          throw invalidParameter(
            '--known-at',
            `must be an instant in UTC, as 2026-11-23T09:00:00Z, not "${options.knownAt}"`,
          );
        const format = FORMATS.get(options.format) ?? text;
        const wanted = formatOptions(format, options);
        refuseTerminal(context, format, options);
        const grounds = await askGrounds(store, {
          ...(questions.length > 0 && { questions }),
          ...(options.expert && { experts: options.expert }),
          ...(options.topic && { topics: options.topic }),
          ...(options.search !== undefined && { q: options.search }),
          rule: options.rule,
          asOf: options.asOf ?? null,
          knownAt: options.knownAt ?? null,
          statements: options.statements === true || questions.length === 1 || format.evidence === true,
        });
        const answer = matrixAnswer(grounds);
        if (options.output === undefined) await print(context, format, answer, wanted);
        else await write(options.output, await format.render(answer, wanted));
      }),
    );
};

/** The options that concern the format. Fails with `invalid` on one that it does not take. */
function formatOptions(format: Format, { bom, shape, width, height }: Options): FormatOptions {
  const given: FormatOptions = {
    ...(bom === true && { bom: '1' }),
    ...(shape !== undefined && { shape }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  };
  const [refused] = refusedOptions(format, MATRIX_SHAPES, given);
  if (refused !== undefined) throw invalidParameter(`--${refused.option}`, refused.message.replaceAll(/ \./g, ' '));
  return given;
}

function refuseTerminal({ stdout }: CliContext, { name, binary }: Format, { output }: Options): void {
  if (binary === true && output === undefined && stdout.isTTY === true)
    throw new Failure('invalid', `a terminal cannot show ${name}; write it to a file: --output stances.${name}`);
}

function pixels(text: string): number {
  const size = Number(text);
  if (!Number.isInteger(size) || size < MIN_PIXELS || size > MAX_PIXELS)
    throw new InvalidArgumentError(`It must be a whole number from ${MIN_PIXELS} to ${MAX_PIXELS}.`);
  return size;
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('invalid', `${file} cannot be written: ${why}`, [], { cause: error });
  }
}
