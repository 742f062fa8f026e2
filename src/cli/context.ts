/** What a command is given: the store, the service and the terminal, without knowing which they are. */

import type { Readable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import type { Command } from 'commander';
import type { Answer } from '../answers/answer.ts';
import type { Config } from '../config.ts';
import type { Backup, Examined, Restored } from '../core/ports/backup.ts';
import type { Drafter } from '../core/ports/drafter.ts';
import type { Extractor } from '../core/ports/extractor.ts';
import type { Store } from '../core/ports/store.ts';
import { Failure } from '../core/values/errors.ts';
import type { TargetRule } from '../core/webhooks/webhook.ts';
import type { Format, FormatOptions } from '../formats/format.ts';

/** The HTTP service, as far as the command line handles it. */
export type Service = {
  listen(options: { host: string; port: number }): Promise<string>;
  close(): Promise<void>;
  ready(): PromiseLike<unknown>;
  /** What it answers at an address, without anybody listening. */
  inject(address: string): Promise<{ readonly body: string }>;
};

export type Output = Pick<WriteStream, 'write'> & { readonly columns?: number; readonly isTTY?: boolean };

export type CliContext = {
  readonly version: string;
  readonly readConfig: () => Promise<Config>;
  /** Opens the store that the settings name, migrated. */
  readonly openStore: (config: Config) => Promise<Store>;
  /** Applies the migrations that are due and names them. */
  readonly migrate: (config: Config) => Promise<readonly string[]>;
  /** Copies the database that the settings name to `file`, while others use it. */
  readonly backup: (config: Config, file: string, options: { force: boolean }) => Promise<Backup>;
  /** Puts the backup `file` in the place of the database that the settings name. */
  readonly restore: (config: Config, file: string, options: { force: boolean; at: Date }) => Promise<Restored>;
  /**
   * Copies all of a file into an empty database, or the other way round; with `move`, webhooks go on from there. Answers
   * the number of the last change.
   */
  readonly copy: (config: Config, from: string, to: string, options: { move: boolean; at: Date }) => Promise<number>;
  /** Looks at every part of a backup, which stays as it is. */
  readonly examine: (file: string) => Promise<Examined>;
  /** The bundles an empty store begins with. */
  readonly seedFiles: () => readonly string[];
  readonly createService: (store: Store, config: Config) => Promise<Service>;
  /** What finds statements in articles; loading it takes a moment. */
  readonly loadExtractor: () => Promise<Extractor>;
  /** The model that the settings name; null where they name none. */
  readonly loadDrafter: (config: Config) => Promise<Drafter | null>;
  /** Where webhooks may send messages. */
  readonly webhookTargets: (config: Config) => Promise<TargetRule>;
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Width in columns of an output that has none of its own; undefined where that is not known either. */
  readonly columns: number | undefined;
  readonly now: () => Date;
};

/** Adds a command to the program. */
export type CommandOf = (program: Command, context: CliContext) => void;

/** Runs with the store of the settings open, and closes it. */
export async function withStore(context: CliContext, use: (store: Store) => Promise<void>): Promise<void> {
  // A command sees all that is there, whatever a standby has of it.
  const store = await context.openStore({ ...(await context.readConfig()), databaseRead: null });
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

/** As `withStore`, for what makes no sense on an empty store: says how to fill it. */
export const withFilledStore = (context: CliContext, use: (store: Store) => Promise<void>): Promise<void> =>
  withStore(context, async (store) => {
    if (!(await store.isEmpty())) return use(store);
    const { database } = await context.readConfig();
    throw new Failure(
      'invalid',
      `${database} is empty; "standpoint serve --demo" fills it with the first data set, "standpoint import FILE" with your own`,
    );
  });

/** Width of an output in columns: that of its terminal, else what COLUMNS says; undefined where neither is known. */
export const columnsOf = ({ columns }: Pick<CliContext, 'columns'>, output: Output): number | undefined =>
  output.columns || columns;

/** Prints an answer in a format, laid out for the terminal where there is one. */
export async function print(
  context: CliContext,
  format: Format,
  answer: Answer,
  options: FormatOptions = {},
): Promise<void> {
  const { stdout } = context;
  const columns = columnsOf(context, stdout);
  stdout.write(await format.render(answer, { ...(columns !== undefined && { columns }), ...options }));
}

/** What is true but not as it should be: ends the program with 1 and no further word. */
export class Unsound extends Error {}
