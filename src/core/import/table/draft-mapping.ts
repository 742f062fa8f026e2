/** A first mapping of a table, drafted from the names of its columns and what stands in them, with remarks, to be edited. */
import { CODED_COLUMNS, type CodedColumn, REQUIRED_COLUMNS, WORDS_COLUMNS } from './columns.ts';
import type { FileTable } from './file-table.ts';
import { isOfOneAnswer } from './guessed-column.ts';
import { likelyColumns } from './likely-columns.ts';
import { type CountedText, lookAt } from './table-look.ts';
import { wideRows } from './wide-rows.ts';

/** Which column of theirs is likely which of ours. */
type Guessed = { readonly [C in CodedColumn]?: string };

/** Reads the table three times at most, so `open` must open it anew each time. The text is YAML. Fails as its reading does. */
export async function draftMapping(open: () => FileTable): Promise<string> {
  const { head, look, ours: guessed, wide } = await likelyColumns(open);
  const { columns, rows } = look;
  const at = head === null ? {} : { head };
  const taken = wide === null ? null : wideRows(columns, wide.places);
  const byOurs: Guessed = Object.fromEntries(
    guessed.flatMap((ours, index) =>
      ours === null || (taken !== null && isOfOneAnswer(ours)) ? [] : [[ours, `{${columns[index]?.address ?? ''}}`]],
    ),
  );
  const left = columns.flatMap(({ address }, index) => {
    const ours = guessed[index] ?? null;
    const isUsed = (ours !== null && byOurs[ours] !== undefined) || taken?.used.has(index) === true;
    return isUsed ? [] : [address];
  });
  const spellings =
    taken === null
      ? (await lookAt(open(), { ...at, columns: byOurs })).spellings
      : [...(wide?.answers ?? [])].map(([text, count]) => ({ text, rows: count }));
  return [
    ...intro(rows),
    ...(head === null ? [] : [`head: ${head}`]),
    ...columnLines(byOurs, taken !== null),
    ...valueLines(spellings, taken !== null),
    ...(taken?.lines ?? []),
    ...ignoreLines(left),
    '',
  ].join('\n');
}

const intro = (rows: number): string[] => [
  `# A draft, made of the names of the columns and of what stands in ${rows.toLocaleString('en')} rows: look at every line.`,
  '# A template is a text with their columns in braces; without braces it is the same for all rows.',
];

function columnLines(byOurs: Guessed, isWide: boolean): string[] {
  const given = CODED_COLUMNS.flatMap((ours) => {
    const template = byOurs[ours];
    return template === undefined ? [] : [`  ${ours}: ${JSON.stringify(template)}`];
  });
  const inRows: readonly CodedColumn[] = isWide ? ['question', 'option'] : [];
  const lacking = REQUIRED_COLUMNS.filter((ours) => byOurs[ours] === undefined && !inRows.includes(ours));
  const hasWords = isWide || WORDS_COLUMNS.some((ours) => byOurs[ours] !== undefined);
  return [
    given.length === 0 ? 'columns: {}' : 'columns:',
    ...given,
    ...lacking.map((ours) => `  # ${ours}: is required`),
    ...(hasWords ? [] : ['  # quote: or paraphrase: one of them is required']),
  ];
}

function valueLines(spellings: readonly CountedText[], isWide: boolean): string[] {
  if (spellings.length === 0) return [];
  return [
    '# What each spelling stands for: the id or label of an option; null leaves the row out.',
    'values:',
    '  option:',
    ...spellings.map(({ text, rows }) => {
      const spelling = JSON.stringify(text);
      return `    ${spelling}: ${spelling} # ${rows.toLocaleString('en')} ${isWide ? 'answer' : 'row'}${rows === 1 ? '' : 's'}`;
    }),
    ...(isWide ? ['    "": null # not answered'] : []),
  ];
}

const ignoreLines = (idle: readonly string[]): string[] =>
  idle.length === 0
    ? []
    : [
        '# Columns that are passed over: use them in a template, or leave them here.',
        `ignore: ${JSON.stringify(idle)}`,
      ];
