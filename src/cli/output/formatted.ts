/** What commands that print answers have in common: formats, their options, files. */
import { open, rm } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { Answer, Portion, Shape } from '../../answers/answer.ts';
import type { StanceValues } from '../../answers/words.ts';
import { isPartialDate } from '../../core/values/date.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import type { CellChoice, Format, FormatOptions } from '../../formats/format.ts';
import { portionWriter, type RenderPortion } from '../../formats/in-portions.ts';
import { refusedOptions } from '../../formats/options.ts';
import { MAX_PIXELS, MIN_PIXELS, SHARE_SIZE } from '../../formats/picture/size.ts';
import { formatsFor } from '../../formats/registry.ts';
import { type CliContext, print } from '../context.ts';

/** What --format takes for answers with these shapes; `table` is plain text laid out for the terminal. */
export const formatChoices = (shapes: readonly Shape[]): ReadonlyMap<string, Format> =>
  new Map(formatsFor(shapes).map((format) => [format.name === 'txt' ? 'table' : format.name, format]));

/** The options of a command that concern its format. */
export type FormatFlags = {
  readonly output?: string;
  readonly shape?: 'long' | 'wide';
  readonly values?: StanceValues;
  readonly cells?: CellChoice;
  readonly bom?: boolean;
  readonly width?: number;
  readonly height?: number;
};

/** The options as the format takes them. Fails with `invalid` on one that it does not take. */
export function formatOptions(
  format: Format,
  shapes: readonly Shape[],
  { bom, shape, values, cells, width, height }: FormatFlags,
): FormatOptions {
  const given: FormatOptions = {
    ...(bom === true && { bom: '1' }),
    ...(shape !== undefined && { shape }),
    ...(values !== undefined && { values }),
    ...(cells !== undefined && { cells }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  };
  const [refused] = refusedOptions(format, shapes, given);
  if (refused !== undefined) throw invalidParameter(`--${refused.option}`, refused.message.replaceAll(/ \./g, ' '));
  return given;
}

/** Adds the size of a picture. */
export const withPixels = (command: Command): Command =>
  command
    .option('--width <pixels>', `svg, png: width (${SHARE_SIZE.width} unless given)`, pixels)
    .option(
      '--height <pixels>',
      `svg, png: height (${SHARE_SIZE.height} unless given); it grows with the rows`,
      pixels,
    );

function pixels(text: string): number {
  const size = Number(text);
  if (!Number.isInteger(size) || size < MIN_PIXELS || size > MAX_PIXELS)
    throw new InvalidArgumentError(`It must be a whole number from ${MIN_PIXELS} to ${MAX_PIXELS}.`);
  return size;
}

/** Fails with `invalid` where a file of bytes would go to a terminal; `file` is a name it could have. */
export function refuseTerminal(
  { stdout }: CliContext,
  { name, binary }: Pick<Format, 'name' | 'binary'>,
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
  return writeWhole(output, [await format.render(answer, options)]);
}

/** As `deliver`, of an answer that is written as it is made: it may be of any size. */
export const deliverPortions = (
  context: CliContext,
  renderPortion: RenderPortion,
  portions: AsyncIterable<Portion>,
  options: FormatOptions,
  output: string | undefined,
): Promise<void> => deliverPieces(context, piecesOf(portions, portionWriter(renderPortion, options)), output);

async function* piecesOf(
  portions: AsyncIterable<Portion>,
  write: (portion: Portion) => string,
): AsyncGenerator<string> {
  for await (const portion of portions) yield write(portion);
}

type Piece = string | Uint8Array;

/** Writes the pieces to the file that was named; or prints them no faster than they are read, until the reader has gone. */
export async function deliverPieces(
  { stdout }: Pick<CliContext, 'stdout'>,
  pieces: AsyncIterable<Piece>,
  output: string | undefined,
): Promise<void> {
  if (output !== undefined) return writeWhole(output, pieces);
  for await (const piece of pieces) if (!(await isTaken(stdout, piece))) return;
}

const GONE: readonly (string | undefined)[] = ['EPIPE', 'ERR_STREAM_DESTROYED'];

/** True once the piece is on its way; false where the reader has seen enough, which is no failure. */
const isTaken = (stdout: CliContext['stdout'], piece: Piece): Promise<boolean> =>
  new Promise((resolve, reject) => {
    stdout.write(piece, (error?: NodeJS.ErrnoException | null) => {
      if (!error) resolve(true);
      else if (GONE.includes(error.code)) resolve(false);
      else reject(error);
    });
  });

/** Writes a file that is whole in the end, or not there: the beginning of a table is not to be taken for all of it. */
async function writeWhole(output: string, pieces: Iterable<Piece> | AsyncIterable<Piece>): Promise<void> {
  const refuse = (error: unknown) => Promise.reject(unwritable(output, error));
  const file = await open(output, 'w').catch(refuse);
  const isFile = (await file.stat()).isFile();
  try {
    for await (const piece of pieces) await file.writeFile(piece).catch(refuse);
  } catch (error) {
    if (isFile) await rm(output, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function unwritable(output: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return new Failure('invalid', `${output} cannot be written: ${why}`, [], { cause: error });
}

/** Fails with `invalid` on what is no date, under the name of the option. */
export function requireDate(option: string, date: string | undefined): void {
  if (date !== undefined && !isPartialDate(date))
    throw invalidParameter(option, `must be a date that exists, as 2024-10-23, 2024-10 or 2024, not "${date}"`);
}
