/** A first mapping of a table, drafted from the names of its columns and what stands in them, with remarks, to be edited. */
import { CODED_COLUMNS, type CodedColumn, REQUIRED_COLUMNS, WORDS_COLUMNS } from './columns.ts';
import type { FileTable } from './file-table.ts';
import { guessedColumns } from './guessed-column.ts';
import { lookAt, type TableLook } from './table-look.ts';

/** Which column of theirs is likely which of ours. */
type Guessed = { readonly [C in CodedColumn]?: string };

/** Reads the table twice, so `open` must open it anew each time. The text is YAML. Fails as its reading does. */
export async function draftMapping(open: () => FileTable): Promise<string> {
  const { columns } = await lookAt(open(), {});
  const guessed = guessedColumns(columns.map(({ name }) => name));
  const byOurs: Guessed = Object.fromEntries(
    guessed.flatMap((ours, index) => (ours === null ? [] : [[ours, `{${columns[index]?.address ?? ''}}`]])),
  );
  const look = await lookAt(open(), { columns: byOurs });
  const idle = columns.filter((_, index) => guessed[index] === null).map(({ address }) => address);
  return [...head(look), ...columnLines(byOurs), ...valueLines(look), ...ignoreLines(idle), ''].join('\n');
}

const head = ({ rows }: TableLook): string[] => [
  `# A draft, made of the names of the columns and of what stands in ${rows.toLocaleString('en')} rows: look at every line.`,
  '# A template is a text with their columns in braces; without braces it is the same for all rows.',
];

function columnLines(byOurs: Guessed): string[] {
  const given = CODED_COLUMNS.flatMap((ours) => {
    const template = byOurs[ours];
    return template === undefined ? [] : [`  ${ours}: ${JSON.stringify(template)}`];
  });
  const lacking = REQUIRED_COLUMNS.filter((ours) => byOurs[ours] === undefined);
  const hasWords = WORDS_COLUMNS.some((ours) => byOurs[ours] !== undefined);
  return [
    given.length === 0 ? 'columns: {}' : 'columns:',
    ...given,
    ...lacking.map((ours) => `  # ${ours}: is required`),
    ...(hasWords ? [] : ['  # quote: or paraphrase: one of them is required']),
  ];
}

function valueLines({ spellings }: TableLook): string[] {
  if (spellings.length === 0) return [];
  return [
    '# What each spelling stands for: the id or label of an option; null leaves the row out.',
    'values:',
    '  option:',
    ...spellings.map(({ text, rows }) => {
      const spelling = JSON.stringify(text);
      return `    ${spelling}: ${spelling} # ${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
    }),
  ];
}

const ignoreLines = (idle: readonly string[]): string[] =>
  idle.length === 0
    ? []
    : [
        '# Columns that are passed over: use them in a template, or leave them here.',
        `ignore: ${JSON.stringify(idle)}`,
      ];
