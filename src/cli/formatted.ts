/** What commands that print answers have in common: formats, their options, files. */
import { writeFile } from 'node:fs/promises';
import { isPartialDate } from '../core/date.ts';
import { Failure, invalidParameter } from '../core/errors.ts';
import type { Answer, Format, FormatOptions, Shape } from '../formats/format.ts';
import { refusedOptions } from '../formats/options.ts';
import { formatsFor } from '../formats/registry.ts';
import { type CliContext, print } from './context.ts';

/** What --format takes for answers with these shapes; `table` is plain text laid out for the terminal. */
export const formatChoices = (shapes: readonly Shape[]): ReadonlyMap<string, Format> =>
  new Map(formatsFor(shapes).map((format) => [format.name === 'txt' ? 'table' : format.name, format]));

/** The options of a command that concern its format. */
export type FormatFlags = {
  readonly output?: string;
  readonly shape?: 'long' | 'wide';
  readonly bom?: boolean;
  readonly width?: number;
  readonly height?: number;
};

/** The options as the format takes them. Fails with `invalid` on one that it does not take. */
export function formatOptions(
  format: Format,
  shapes: readonly Shape[],
  { bom, shape, width, height }: FormatFlags,
): FormatOptions {
  const given: FormatOptions = {
    ...(bom === true && { bom: '1' }),
    ...(shape !== undefined && { shape }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  };
  const [refused] = refusedOptions(format, shapes, given);
  if (refused !== undefined) throw invalidParameter(`--${refused.option}`, refused.message.replaceAll(/ \./g, ' '));
  return given;
}

/** Fails with `invalid` where a file of bytes would go to a terminal; `file` is a name it could have. */
export function refuseTerminal(
  { stdout }: CliContext,
  { name, binary }: Format,
  { output }: FormatFlags,
  file: string,
): void {
  if (binary === true && output === undefined && stdout.isTTY === true)
    throw new Failure('invalid', `a terminal cannot show ${name}; write it to a file: --output ${file}.${name}`);
}

/** Prints the answer, or writes it to the file that was named. Fails with `invalid` where that cannot be written. */
export async function deliver(
  context: CliContext,
  format: Format,
  answer: Answer,
  options: FormatOptions,
  output: string | undefined,
): Promise<void> {
  if (output === undefined) return print(context, format, answer, options);
  const content = await format.render(answer, options);
  try {
    await writeFile(output, content);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('invalid', `${output} cannot be written: ${why}`, [], { cause: error });
  }
}

/** Fails with `invalid` on what is no date, under the name of the option. */
export function requireDate(option: string, date: string | undefined): void {
  if (date !== undefined && !isPartialDate(date))
    throw invalidParameter(option, `must be a date that exists, as 2024-10-23, 2024-10 or 2024, not "${date}"`);
}
