/** What the form of an import says of the columns, read out of the mapping that was made of it. */
import { addressOfCell, textOfBare } from '../../core/import/table/bare-template.ts';
import type { WrittenMapping } from '../../core/import/table/mapping-schema.ts';
import type { TableLook } from '../../core/import/table/table-look.ts';
import { ANSWERS, IGNORED, QUOTED_BESIDE, RETOLD_BESIDE } from './import-fields.ts';

export type ColumnsInForm = {
  /** What each of their columns is taken for, by its address; those that are taken for nothing are not there. */
  readonly taken: ReadonlyMap<string, string>;
  /** Of a column with answers: the question that they answer. */
  readonly asked: ReadonlyMap<string, string>;
  /** What is the same in all rows, by our column: a template. */
  readonly same: ReadonlyMap<string, string>;
};

/** Null where the mapping says more than the form can. */
export function columnsInForm(mapping: WrittenMapping, columns: TableLook['columns']): ColumnsInForm | null {
  const addresses = new Set(columns.map(({ address }) => address));
  const [taken, asked, same] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  const answerBeside = new Map<string, string>();
  const isFree = (address: string): boolean => addresses.has(address) && !taken.has(address);
  for (const name of mapping.ignore ?? []) if (addresses.has(name)) taken.set(name, IGNORED);
  for (const [column, template] of Object.entries(mapping.columns ?? {})) {
    const address = addressOfCell(String(template)) ?? '';
    if (isFree(address)) taken.set(address, column);
    else same.set(column, String(template));
  }
  for (const row of mapping.rows ?? []) {
    const answer = answerOf(row, same.get('paraphrase') ?? '');
    if (answer === null || !takesAll(answer, isFree)) return null;
    taken.set(answer.address, ANSWERS);
    asked.set(answer.address, answer.question);
    for (const [address, how] of answer.beside) {
      taken.set(address, how);
      answerBeside.set(address, answer.address);
    }
  }
  return isInOrder(columns, taken, answerBeside) ? { taken, asked, same } : null;
}

/** Can each of its columns be taken for it alone? */
function takesAll({ address, beside }: Answer, isFree: (address: string) => boolean): boolean {
  const all = [address, ...beside.map(([it]) => it)];
  return new Set(all).size === all.length && all.every(isFree);
}

type Row = NonNullable<WrittenMapping['rows']>[number];
type Answer = {
  readonly address: string;
  readonly question: string;
  /** Columns with words on it, and how they are taken. */
  readonly beside: readonly (readonly [string, string])[];
};

/** Such a row as the form makes of a column with answers; null where it is another. */
function answerOf({ forEach, values, otherwise, columns = {} }: Row, told: string): Answer | null {
  const { question, option, quote, paraphrase, ...more } = columns;
  if (forEach !== undefined || values !== undefined || otherwise !== undefined || Object.keys(more).length > 0)
    return null;
  const [address, asked] = [addressOfCell(option ?? ''), textOfBare(question ?? '')];
  if (address === null || asked === null || asked === '') return null;
  const quoted = quote === undefined ? undefined : addressOfCell(quote);
  const retold = paraphrase === undefined ? undefined : commentOf(paraphrase, told);
  if (quoted === null || retold === null) return null;
  return {
    ...{ address, question: asked },
    beside: [
      ...(quoted === undefined ? [] : [[quoted, QUOTED_BESIDE] as const]),
      ...(retold === undefined ? [] : [[retold, RETOLD_BESIDE] as const]),
    ],
  };
}

/** The column whose comment stands behind what is told of all; null where it is told otherwise. */
function commentOf(paraphrase: string, told: string): string | null {
  const rest = paraphrase.startsWith(told) ? paraphrase.slice(told.length).trim() : '';
  return /^\{([^{}]+)\?\}$/.exec(rest)?.[1] ?? null;
}

/** In the form words are on the answer that stands before them. */
function isInOrder(
  columns: TableLook['columns'],
  taken: ColumnsInForm['taken'],
  answerBeside: ReadonlyMap<string, string>,
): boolean {
  let before: string | undefined;
  for (const { address } of columns) {
    if (taken.get(address) === ANSWERS) before = address;
    if (answerBeside.has(address) && answerBeside.get(address) !== before) return false;
  }
  return true;
}
