/** The mapping that is offered to somebody who has said nothing yet of what the columns of a table mean: it is taken when they say so. */
import { bareTemplate, cellTemplate } from './bare-template.ts';
import type { CodedColumn } from './columns.ts';
import type { FileTable } from './file-table.ts';
import { commentPlace, isOfOneAnswer } from './guessed-column.ts';
import { type LikelyColumns, likelyColumns } from './likely-columns.ts';
import type { WrittenMapping } from './mapping-schema.ts';
import { readTemplate } from './template.ts';

type Columns = { [C in CodedColumn]?: string };

/** How an answer of a survey is told where nobody says it otherwise. */
const ANSWERED = 'Answered the survey.';

/** The mapping itself, where it says what columns mean; else with what is likely. `open` opens the table anew. Fails as its reading does. */
export async function offeredMapping(
  open: () => FileTable,
  said: WrittenMapping,
  pause?: () => Promise<void>,
): Promise<WrittenMapping> {
  if (saysColumns(said)) return said;
  const likely = await likelyColumns(open, said.head, pause);
  if (likely.look.list !== null) return said;
  const { head, wide } = likely;
  const columns = { ...likelyIn(likely), ...(wide !== null && { paraphrase: ANSWERED }), ...said.columns };
  return {
    ...said,
    ...(head !== null && { head }),
    columns,
    ...(wide !== null && { rows: wide.places.flatMap((place) => rowOf(likely, place, columns.paraphrase ?? '')) }),
  };
}

/** Is any of their columns spoken of? What is the same in all rows can be said before. */
const saysColumns = ({ columns = {}, rows, ignore }: WrittenMapping): boolean =>
  rows !== undefined ||
  ignore !== undefined ||
  Object.values(columns).some((template) => {
    const parts = readTemplate(String(template));
    return typeof parts !== 'string' && parts.some((part) => 'column' in part);
  });

function likelyIn({ ours, look, wide }: LikelyColumns): Columns {
  const columns: Columns = {};
  for (const [index, column] of ours.entries()) {
    const address = look.columns[index]?.address;
    if (column === null || address === undefined || (wide !== null && isOfOneAnswer(column))) continue;
    columns[column] = cellTemplate(address);
  }
  return columns;
}

function rowOf({ look, wide }: LikelyColumns, place: number, told: string): NonNullable<WrittenMapping['rows']> {
  const asked = look.columns[place];
  if (asked === undefined) return [];
  const beside = look.columns[commentPlace(look.columns, place, wide?.places ?? []) ?? -1];
  return [
    {
      columns: {
        question: bareTemplate(asked.name),
        option: cellTemplate(asked.address),
        ...(beside !== undefined && { paraphrase: withComment(told, beside.address) }),
      },
    },
  ];
}

/** What is said of all answers, with the comment that stands beside this one behind it. */
export const withComment = (told: string, address: string): string => `${told} {${address}?}`.trim();
