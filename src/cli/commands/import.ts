/** standpoint import FILE… */
import { userInfo } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { KINDS, PLURALS } from '../../core/records/kinds.ts';
import type { ImportReport } from '../../core/writing/plan.ts';
import { DELIMITER_NAMES, type DelimiterName, delimiterNamed } from '../../intake/delimiter.ts';
import { encodingNamed } from '../../intake/encoding.ts';
import { formatOfFile, isTableFormat, TABLE_FORMATS, type TableFormatName } from '../../intake/formats.ts';
import type { TableReport } from '../../services/import/import-tables.ts';
import { type CliContext, type CommandOf, withStore } from '../context.ts';
import {
  BUNDLE_FORMATS,
  type BundleFormat,
  beginsAsBundle,
  type Imported,
  importFiles,
} from '../input/import-files.ts';
import { asOption, draftMappingOf, importTableFiles } from '../input/table-files.ts';
import { trialInWords } from '../output/trial.ts';

type Options = {
  readonly format?: TableFormatName | BundleFormat;
  readonly create?: true;
  readonly new?: true;
  readonly retractMissing?: true;
  readonly scale?: string;
  readonly mapping?: string;
  readonly draftMapping?: true;
  readonly delimiter?: DelimiterName;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly draft?: true;
  readonly dryRun?: true;
  readonly reason?: string;
  readonly by: string;
};

export const importCommand: CommandOf = (program, context) => {
  const command = program
    .command('import')
    .summary('add the records of bundles, or coded positions from tables, to the database')
    .description(
      'Add the records of bundles (YAML, JSON or NDJSON) or of databases of the Discourse Network Analyzer (.dna), or coded ' +
        'positions from tables (CSV, TSV, XLSX or NDJSON, also packed by gzip; REFI-QDA projects), to the database: all of ' +
        'them, or none if one has a fault.',
    )
    .argument('<file...>', 'files to import; "-" reads standard input')
    .addOption(
      new Option('--format <format>', 'what the files are, where their names do not tell; else a bundle').choices([
        ...BUNDLE_FORMATS,
        ...Object.keys(TABLE_FORMATS),
      ]),
    )
    .option(
      '--create',
      'of tables: make experts, questions and sources that are not stored; of our own lists: the records',
    )
    .option('--new', 'of tables, with --create: make them also where a name is near one that is known')
    .option(
      '--retract-missing',
      'of tables: retract what is published on their questions from their sources and is none of their rows',
    )
    .option(
      '--scale <id or file>',
      'of tables, with --create: the scale of questions that are made; support unless given',
    )
    .option('--mapping <file>', 'of tables: how their columns and spellings are to be read')
    .option(
      '--draft-mapping',
      'of a table: print a first mapping, made of its columns and spellings, and import nothing',
    )
    .addOption(
      new Option(
        '--delimiter <sign>',
        'of tables: what stands between cells; found in the head line unless given',
      ).choices(DELIMITER_NAMES),
    )
    .addOption(
      new Option(
        '--encoding <name>',
        'of tables, as windows-1252; UTF-8, or UTF-16 with a mark, unless given',
      ).argParser(encodingOf),
    )
    .option('--sheet <name>', 'of workbooks: the sheet with the table; the first unless given')
    .option('--draft', 'what is made is a draft, whatever it says; what would change what is public is refused')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--reason <text>', 'why; needed where the public sees what changes')
    .option('--by <name>', 'who imports, for the change log', userInfo().username)
    .addHelpText(
      'after',
      `
A record whose id is stored already is updated if it differs and left alone if not, so importing twice changes nothing.
Every fault is reported at once, with its line. docs/reference/bundles.md describes bundles, and docs/guide/import.md tables, each with
a complete small example; docs/guide/dna.md says what becomes of a .dna file.`,
    );
  command.action(async (files: string[], options: Options) => {
    const { by, reason = null, dryRun = false, create = false, new: isNew = false, format, scale, mapping } = options;
    const { encoding = null, delimiter, sheet = null } = options;
    const reading = { encoding, sheet, delimiter: delimiter === undefined ? null : delimiterNamed(delimiter) };
    const tables = await tablesAmong(files, format);
    if (tables.length > 0 && tables.length < files.length)
      command.error('error: bundles and tables are imported one after the other, not together');
    const ofTables = (
      ['create', 'new', 'retractMissing', 'scale', 'mapping', 'draftMapping', 'delimiter', 'encoding', 'sheet'] as const
    ).filter((name) => options[name]);
    if (tables.length === 0 && ofTables.length > 0)
      command.error(
        `error: ${ofTables.map(asOption).join(', ')}: only for tables, and ${files.join(', ')} is taken for a bundle, which says all that itself; a table is called .csv, .tsv, .xlsx, .ods or .ndjson, or told by --format`,
      );
    const why = create ? null : whyCreate(options);
    if (why !== null) command.error(why);
    const named = format !== undefined && isTableFormat(format) ? { format } : {};
    if (options.draftMapping === true) {
      const draftable = onlyTable(files, options);
      if ('why' in draftable) return command.error(draftable.why);
      context.stdout.write(await draftMappingOf(draftable.path, { reading, ...named }, context));
      return;
    }
    const how = { by, reason, dryRun, drafts: options.draft === true };
    await withStore(context, async (store) => {
      if (tables.length > 0) {
        const more = { ...(scale !== undefined && { scale }), ...(mapping !== undefined && { mapping }) };
        printTables(
          context,
          await importTableFiles(
            store,
            files,
            { ...how, reading, create, isNew, retractMissing: options.retractMissing === true, ...more, ...named },
            context,
          ),
        );
      } else printBundles(context, await importFiles(store, files, { ...how, ...bundleFormat(format) }, context));
      if (dryRun) context.stderr.write('standpoint: this was a trial; nothing was written\n');
    });
  });
};

/** Options that say how something is imported. */
const IMPORTING = ['create', 'mapping', 'retractMissing', 'draft', 'dryRun', 'reason'] as const;

/** What asks for records to be made, where none is. */
function whyCreate(options: Options): string | null {
  if (options.scale !== undefined) return 'error: --scale is the scale of questions that are made, and needs --create';
  return options.new === true ? 'error: --new is for names that are made, and needs --create' : null;
}

/** The table that a mapping is drafted of, which is read twice; or why none is. */
function onlyTable([path, another]: readonly string[], options: Options): { path: string } | { why: string } {
  const idle = IMPORTING.find((name) => options[name]);
  if (idle !== undefined) return { why: `error: --draft-mapping imports nothing; leave out ${asOption(idle)}` };
  return path === undefined || path === '-' || another !== undefined
    ? { why: 'error: --draft-mapping takes one file, which is read twice' }
    : { path };
}

function encodingOf(label: string): string {
  const encoding = encodingNamed(label);
  if (encoding === null)
    throw new InvalidArgumentError('It is no encoding that is known; as utf-8, utf-16le, windows-1252.');
  return encoding;
}

const bundleFormat = (format: Options['format']) => (format === undefined || isTableFormat(format) ? {} : { format });

function printBundles(context: CliContext, { report, remarks }: Imported): void {
  printCounts(context, report);
  for (const remark of remarks) context.stdout.write(`${remark}\n`);
}

/** Files that are tables: by the format named, or else by how they are called. A bundle in lines is called as a table is. */
async function tablesAmong(files: readonly string[], format: Options['format']): Promise<string[]> {
  if (format !== undefined) return isTableFormat(format) ? [...files] : [];
  const tables: string[] = [];
  for (const path of files) {
    const told = formatOfFile(path);
    if (told !== null && (told.isPacked || !(await beginsAsBundle(path, told.format)))) tables.push(path);
  }
  return tables;
}

function printTables(context: CliContext, { report, rows, isWide, leftOut }: TableReport): void {
  const left = leftOut.reduce((sum, it) => sum + it.rows, 0);
  context.stdout.write(`rows: ${rows} read, ${left} ${isWide ? 'rows or answers ' : ''}left out\n`);
  for (const { column, spelling, rows: count } of leftOut)
    context.stdout.write(`  ${count} with the ${column} ${JSON.stringify(spelling)}\n`);
  printCounts(context, report);
  if (report.trial !== undefined) context.stdout.write(trialInWords(report.trial));
}

function printCounts({ stdout }: CliContext, report: ImportReport): void {
  for (const kind of KINDS) {
    const { created, updated, unchanged } = report[kind];
    const as = report.drafts === true && created > 0 ? ' as drafts' : '';
    if (created + updated + unchanged > 0)
      stdout.write(`${PLURALS[kind]}: ${created} created${as}, ${updated} updated, ${unchanged} unchanged\n`);
  }
  if (report.texts === undefined) return;
  const { kept, known, untied } = report.texts;
  stdout.write(`texts: ${kept} kept, ${known} known\n`);
  for (const id of untied) stdout.write(`  the quotes of the statement ${id} are not in the text of its source\n`);
}
