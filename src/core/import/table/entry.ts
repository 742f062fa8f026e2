/** Whom and what a row is about, and the ids its position and statement have where it gives none. */

import { NAMED_KINDS, type NamedKind } from '../../records/near.ts';
import { isPartialDate } from '../../values/date.ts';
import { shortHash } from '../../values/fingerprint.ts';
import { slugOf, slugOfSentence } from '../../values/slug.ts';
import { isId } from '../../values/validation.ts';
import type { CodedColumn, CodedRow } from './columns.ts';
import type { FileRow } from './file-table.ts';
import type { CellFault } from './read-row.ts';

/** Who or what a cell names: by id, or by a name whose slug is the id. */
export type Reference = { readonly id: string; readonly name: string | null };

export type CodedEntry = {
  readonly at: FileRow;
  /** Says what is wrong with it, at the cell that it comes from. */
  readonly fault: CellFault;
  readonly row: CodedRow;
  readonly refers: { readonly [K in NamedKind]: Reference };
  /** The ids of all who stand in the row: they said it together, and each holds the position. */
  readonly signers: readonly string[];
  readonly position: string;
  /** The id that the position has where nobody is named who coded it: that of the words. */
  readonly uncoded: string;
  readonly statement: string;
};

const MAX_ID_CHARACTERS = 128;
const HASH_CHARACTERS = 10;

/** What the cell names; null where no id can be made of it. The title of a question may be a sentence. */
export function referTo(kind: NamedKind, text: string): Reference | null {
  if (isId(text)) return { id: text, name: null };
  const id = kind === 'question' ? slugOfSentence(text) : slugOf(text);
  return id === null ? null : { id, name: text };
}

/** What is wrong with a row, and in which of our columns. */
export type EntryFault = { readonly columns: readonly CodedColumn[]; readonly message: string };

/** The entries of a row that has what is required, one for each expert in it; or what keeps it from having any. */
export function entriesOf(
  { at, row, fault }: Pick<CodedEntry, 'at' | 'row' | 'fault'>,
  refer: (kind: NamedKind, text: string) => Reference | null,
): { readonly entries: readonly CodedEntry[] } | { readonly faults: readonly EntryFault[] } {
  const names = expertsIn(row.expert ?? '');
  const experts = names.map((name) => refer('expert', name));
  const [question, source] = [refer('question', row.question ?? ''), refer('source', row.source ?? '')];
  const signers = [...new Map(experts.flatMap((it) => (it === null ? [] : [[it.id, it] as const]))).values()];
  const unnamed = {
    expert: experts.length === 0 || experts.includes(null),
    question: question === null,
    source: source === null,
  };
  if (unnamed.expert || question === null || source === null) {
    const message = 'has no letter or digit that an id could be made of';
    return { faults: NAMED_KINDS.filter((kind) => unnamed[kind]).map((kind) => ({ columns: [kind], message })) };
  }
  const [only, second] = signers;
  if (only !== undefined && second === undefined) {
    const refers = { expert: only, question, source };
    const ids = idsOf(row, refers);
    return { entries: [{ at, row, fault, refers, signers: [only.id], ...ids }] };
  }
  const ofOne = OF_ONE.filter((column) => row[column] !== undefined);
  if (ofOne.length > 0) {
    const message = `can be said of one only, but "expert" names ${signers.length}: leave it out`;
    return { faults: ofOne.map((column) => ({ columns: [column], message })) };
  }
  const ids = signers.map(({ id }) => id);
  const together = { id: ids.join(SEPARATOR), name: null };
  const statement = row.statement ?? derivedId(row, { expert: together, question, source }, `${ids[0]}-and-others`);
  return {
    entries: signers.map((expert) => {
      const refers = { expert, question, source };
      return { at, row, fault, refers, signers: ids, ...idsOf(row, refers), statement };
    }),
  };
}

const SEPARATOR = ';';
/** Columns that say something of a single expert or position. */
const OF_ONE = [
  ...(['position', 'expert_name', 'expert_kind', 'expert_affiliation'] as const),
  ...(['expert_affiliation_from', 'expert_affiliation_to'] as const),
] as const satisfies CodedColumn[];

/** Whoever the cell names: several who said it together stand in it with ";" between them. */
const expertsIn = (cell: string): readonly string[] =>
  cell
    .split(SEPARATOR)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Several who coded the same words have a position each, and the words are one statement. */
function idsOf(
  row: CodedRow,
  refers: CodedEntry['refers'],
): { readonly position: string; readonly uncoded: string; readonly statement: string } {
  const uncoded = derivedId(row, refers);
  const position = row.position ?? (row.recorded_by === undefined ? uncoded : codedBy(row.recorded_by, uncoded));
  return { position, uncoded, statement: row.statement ?? row.position ?? uncoded };
}

const codedBy = (coder: string, id: string): string =>
  `${id.slice(0, -HASH_CHARACTERS)}${shortHash([id, coder].join('\u0000'))}`;

/**
 * What identifies the words that were coded: who, on what, when, where, and the words. How they are coded is no part of
 * it, so that a table with a corrected coding corrects it.
 */
function derivedId(row: CodedRow, { expert, question, source }: CodedEntry['refers'], who = expert.id): string {
  const words = row.quote ?? [row.paraphrase ?? ''];
  const day = row.said_on ?? '';
  const when = row.said_at === undefined ? day : `${day}T${row.said_at}`;
  const hash = shortHash([expert.id, question.id, source.id, when, ...words].join('\u0000'));
  const readable = isPartialDate(day) ? `${who}-${question.id}-${day}` : `${who}-${question.id}`;
  return `${cut(readable, MAX_ID_CHARACTERS - HASH_CHARACTERS - 1)}-${hash}`;
}

/** The beginning of an id, which is an id itself. */
function cut(id: string, characters: number): string {
  if (id.length <= characters) return id;
  return [...id]
    .slice(0, characters)
    .join('')
    .replace(/[-_]+$/, '');
}
