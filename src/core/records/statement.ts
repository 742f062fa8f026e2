/** Statement: what one expert said, as one source reports it. */
import { type Static, Type } from 'typebox';
import { lastDay } from '../values/date.ts';
import { Id, List, Nullable, OneOf, PartialDate, Record, Revision, Text } from '../values/schema.ts';
import { draftOf, draftStatus, statedStatus } from './public-state.ts';
import type { Source } from './source.ts';

/** How the source gives the words: verbatim, partly verbatim, or retold; or an act it puts on record, which has none. */
export const ATTRIBUTIONS = ['direct', 'mixed', 'paraphrase', 'record'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];
export const SAID_ON_FROM = ['statement', 'source'] as const;

const attribution = OneOf(
  ATTRIBUTIONS,
  'How the source gives the words: verbatim, partly verbatim, or retold; or "record": an act on record, as a vote.',
);
const quotes = List(Text(20_000), 100, "Verbatim words of the expert, character for character; nobody else's.");
const selector = Record(
  {
    prefix: Type.String({ format: 'text', maxLength: 500, description: 'Characters right before the first quote.' }),
    suffix: Type.String({ format: 'text', maxLength: 500, description: 'Characters right after the last quote.' }),
  },
  { description: 'Where the quotes stand in the source: prefix and suffix of a W3C TextQuoteSelector.' },
);
export const SaidOnFrom = OneOf(
  SAID_ON_FROM,
  'Whose day `saidOn` is: the day the source gives for the statement, or the day the source was published.',
);

export const Statement = Record(
  {
    id: Id,
    expert: Id,
    source: Id,
    saidOn: { ...PartialDate, description: 'The day that counts for this statement; see saidOnFrom.' },
    saidOnFrom: SaidOnFrom,
    attribution,
    quotes,
    paraphrase: Nullable(Text(20_000, "What was said, or done, in the recorder's words.")),
    selector: Nullable(selector),
    venue: Nullable(Text(300)),
    status: draftStatus,
    revision: Revision,
  },
  { $id: 'Statement', description: 'What one expert said, as one source reports it.' },
);
export type Statement = Static<typeof Statement>;

/** A statement as written in a bundle; without `saidOn` the publication day of its source counts. */
export const StatementInput = Record({
  id: Id,
  expert: Id,
  source: Id,
  saidOn: Type.Optional(PartialDate),
  attribution,
  quotes: Type.Optional(quotes),
  paraphrase: Type.Optional(Text(20_000)),
  selector: Type.Optional(selector),
  venue: Type.Optional(Text(300)),
  status: statedStatus,
});
export type StatementInput = Static<typeof StatementInput>;

/** The statement as recorded: its own day where it has one, else the day its source was published. */
export function toStatement(input: StatementInput, source: Pick<Source, 'publishedOn'>): Statement {
  return {
    id: input.id,
    expert: input.expert,
    source: input.source,
    saidOn: input.saidOn ?? source.publishedOn,
    saidOnFrom: input.saidOn === undefined ? 'source' : 'statement',
    attribution: input.attribution,
    quotes: input.quotes ?? [],
    paraphrase: input.paraphrase ?? null,
    selector: input.selector ?? null,
    venue: input.venue ?? null,
    ...draftOf(input),
    revision: 0,
  };
}

/** What a statement lacks to be evidence, or null: words must be there, and of the kind its attribution says. */
export function statementFault(input: StatementInput): { field: string; message: string } | null {
  const quoted = (input.quotes ?? []).length > 0;
  if (input.attribution === 'record') return recordFault(input, quoted);
  if (input.attribution === 'paraphrase' && quoted)
    return { field: 'attribution', message: 'is "paraphrase", but there are quotes: use "direct" or "mixed"' };
  if (input.attribution !== 'paraphrase' && !quoted)
    return { field: 'quotes', message: `must hold the verbatim words of a ${input.attribution} statement` };
  if (!quoted && input.paraphrase === undefined)
    return { field: 'paraphrase', message: 'must say what was said, as there is no quote' };
  return null;
}

/** An act has no words of the expert, so neither a quote nor a place of one: what was done is told. */
function recordFault(
  { paraphrase, selector }: StatementInput,
  quoted: boolean,
): { field: string; message: string } | null {
  if (quoted)
    return {
      field: 'quotes',
      message: 'must be left out: "record" is for what was done; for what was said, use "direct" or "mixed"',
    };
  if (selector !== undefined)
    return { field: 'selector', message: 'must be left out: on a "record" there are no quotes that it could find' };
  if (paraphrase === undefined) return { field: 'paraphrase', message: 'must say what was done, as the record has it' };
  return null;
}

/** What a text that is no quote is called: what was said in other words, or what was done. */
export const retellingLabel = (attribution: Attribution): 'Paraphrase' | 'Record' =>
  attribution === 'record' ? 'Record' : 'Paraphrase';

/** The words of a statement in one line: quotes in quotation marks; what is retold or was done is marked as such. */
export const wordsOf = ({
  attribution,
  quotes,
  paraphrase,
}: Pick<Statement, 'attribution' | 'quotes' | 'paraphrase'>): string =>
  quotes.length > 0
    ? quotes.map((quote) => `“${quote}”`).join(' … ')
    : `[${retellingLabel(attribution).toLowerCase()}] ${paraphrase ?? ''}`;

/** The statement whose day is the latest: the one a position's `saidOn` comes from. Same day: the smaller id. */
export function latestStatement<T extends Pick<Statement, 'id' | 'saidOn'>>(statements: readonly T[]): T | null {
  let latest: T | null = null;
  for (const statement of statements) {
    if (latest === null || isLater(statement, latest)) latest = statement;
  }
  return latest;
}

function isLater(a: Pick<Statement, 'id' | 'saidOn'>, b: Pick<Statement, 'id' | 'saidOn'>): boolean {
  const [dayOfA, dayOfB] = [lastDay(a.saidOn) ?? '', lastDay(b.saidOn) ?? ''];
  if (dayOfA !== dayOfB) return dayOfA > dayOfB;
  if (a.saidOn.length !== b.saidOn.length) return a.saidOn.length > b.saidOn.length;
  return a.id < b.id;
}
