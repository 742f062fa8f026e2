/** What the commands have in common that print something computed from the positions of a selection. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Answer, Shape } from '../../answers/answer.ts';
import { RULES, type Rule } from '../../core/matrix/cell.ts';
import { isInstant } from '../../core/values/date.ts';
import { invalidParameter } from '../../core/values/errors.ts';
import type { Format } from '../../formats/format.ts';
import type { Chosen } from '../../services/matrix/matrix.ts';
import type { CliContext } from '../context.ts';
import {
  deliver,
  type FormatFlags,
  formatChoices,
  formatOptions,
  refuseTerminal,
  requireDate,
  withPixels,
} from './formatted.ts';

/** Who and what is chosen, and when, as the options of a command. */
export type SelectionFlags = {
  readonly expert?: string[];
  readonly excludeExpert?: string[];
  readonly affiliation?: string[];
  readonly topic?: string[];
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly rule: Rule;
};

/** Adds the options of `SelectionFlags`. */
export const withSelection = (command: Command): Command =>
  command
    .option('--expert <id...>', 'only these experts, in this order')
    .option('--exclude-expert <id...>', 'without these experts')
    .option('--affiliation <name...>', 'only what was said by members of these organizations')
    .option('--topic <topic...>', 'only questions with one of these topics')
    .option('--as-of <date>', 'the state of the world on that day: 2024-10-23, 2024-10 or 2024')
    .option('--known-at <instant>', 'what the database knew then: 2026-11-23T09:00:00Z')
    .addOption(
      new Option('--rule <rule>', 'latest: the newest position counts; all: every one does')
        .choices([...RULES])
        .default('latest'),
    );

/** The selection as a service takes it. Fails with `invalid` on what is no date, under the name of its option. */
export function selectionOf(
  questions: readonly string[],
  options: SelectionFlags,
): Omit<Chosen, 'q'> & { readonly rule: Rule; readonly asOf: string | null; readonly knownAt: string | null } {
  const { expert, excludeExpert, affiliation, topic, asOf, knownAt, rule } = options;
  requireDate('--as-of', asOf);
  if (knownAt !== undefined && !isInstant(knownAt))
    throw invalidParameter('--known-at', `must be an instant in UTC, as 2026-11-23T09:00:00Z, not "${knownAt}"`);
  return {
    ...(questions.length > 0 && { questions }),
    ...(expert && { experts: expert }),
    ...(excludeExpert && { excludedExperts: excludeExpert }),
    ...(affiliation && { affiliations: affiliation }),
    ...(topic && { topics: topic }),
    rule,
    asOf: asOf ?? null,
    knownAt: knownAt ?? null,
  };
}

export type OutputFlags = FormatFlags & { readonly format: string };

/** Adds the options of `OutputFlags`; `wide` says what the other shape is where there is one. */
export function withOutput(command: Command, shapes: readonly Shape[], wide?: string): Command {
  command
    .addOption(
      new Option('--format <format>', 'how to print it').choices([...formatChoices(shapes).keys()]).default('table'),
    )
    .option('--output <file>', 'write it to this file')
    .option('--bom', 'csv, tsv: with a byte-order mark, for Excel');
  if (wide !== undefined)
    command.addOption(
      new Option('--shape <shape>', `csv, tsv: a row for every fact, or ${wide}`).choices(['long', 'wide']),
    );
  return shapes.includes('picture') ? withPixels(command) : command;
}

/** Prints the answer, which is asked for once the options are known to go with its format. Fails as they do. */
export async function deliverAnswer(
  context: CliContext,
  shapes: readonly Shape[],
  options: OutputFlags,
  file: string,
  answer: (format: Format) => Promise<Answer>,
): Promise<void> {
  const format = formatChoices(shapes).get(options.format);
  if (format === undefined) throw new RangeError(`there is no format ${options.format}`);
  const wanted = formatOptions(format, shapes, options);
  refuseTerminal(context, format, options, file);
  await deliver(context, format, await answer(format), wanted, options.output);
}

/** A whole number of one or more. */
export function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number of 1 or more.');
  return number;
}
