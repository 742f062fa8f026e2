/** Statement: what was said, by one expert or by all who signed it, as one source or several report it. */
import { type Static, Type } from 'typebox';
import { firstDay, lastDay } from '../values/date.ts';
import {
  Id,
  Language,
  List,
  Nullable,
  OneOf,
  PartialDate,
  Record,
  RefTo,
  Revision,
  Text,
  TimeOfDay,
} from '../values/schema.ts';
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
export const selector = Record(
  {
    prefix: Type.String({ format: 'text', maxLength: 500, description: 'Characters right before the first quote.' }),
    suffix: Type.String({ format: 'text', maxLength: 500, description: 'Characters right after the last quote.' }),
  },
  { description: 'Where the quotes stand in the first source: prefix and suffix of a W3C TextQuoteSelector.' },
);
export const SaidOnFrom = OneOf(
  SAID_ON_FROM,
  'Whose day `saidOn` is: the day the source gives for the statement, or the day the source was published.',
);
const reportedBy = Text(300, 'Through whom the words come where the source heard them from a third person: hearsay.');
const language = { ...Language, description: 'Language of the words; that of the first source where it is not given.' };
const capacity = Text(300, 'The organization that was spoken for.');

const translation = {
  language: { ...Language, description: 'The language translated into.' },
  text: Text(20_000, 'The words in that language; never to be taken for the quote.'),
};
const translator = Text(300, 'Who, or what, translated.');
export const Translation = Record(
  { ...translation, by: Nullable(translator) },
  { $id: 'Translation', description: 'The words of a statement, or a proposition, in another language.' },
);
export type Translation = Static<typeof Translation>;

/** As written in a bundle, or as they are answered, so that a list may be sent back. */
export const Translations = List(Record({ ...translation, by: Type.Optional(Nullable(translator)) }), 50);

const ids = (maxItems: number, description: string) =>
  Type.Array(Id, { minItems: 1, maxItems, uniqueItems: true, description });
const experts = ids(1_000, 'Whoever said it: one, or all who signed.');
const sources = ids(100, 'Wherever it is printed: the same words in two papers are one statement.');

export const Statement = Record(
  {
    id: Id,
    expert: { ...Id, deprecated: true, description: 'The first of experts.' },
    experts,
    source: { ...Id, deprecated: true, description: 'The first of sources.' },
    sources,
    saidOn: { ...PartialDate, description: 'The day that counts for this statement; see saidOnFrom.' },
    saidOnFrom: SaidOnFrom,
    saidAt: Nullable(TimeOfDay),
    attribution,
    quotes,
    paraphrase: Nullable(Text(20_000, "What was said, or done, in the recorder's words.")),
    selector: Nullable(selector),
    venue: Nullable(Text(300)),
    reportedBy: Nullable(reportedBy),
    language: Nullable(language),
    translations: Type.Array(RefTo(Translation), { maxItems: 50 }),
    capacity: Nullable(capacity),
    status: draftStatus,
    revision: Revision,
  },
  { $id: 'Statement', description: 'What was said, by one expert or several, as one source or several report it.' },
);
export type Statement = Static<typeof Statement>;

/**
 * A statement as written in a bundle. `expert` and `source` name one; `experts` and `sources` are written instead where
 * there are several. Without `saidOn` the day counts on which it was first published. `saidAt` goes with a whole day.
 */
export const StatementInput = Record({
  id: Id,
  expert: Type.Optional({ ...Id, description: 'Who said it, where it is one; else experts.' }),
  experts: Type.Optional(experts),
  source: Type.Optional({ ...Id, description: 'Where it is printed, where it is one place; else sources.' }),
  sources: Type.Optional(sources),
  saidOn: Type.Optional(PartialDate),
  saidAt: Type.Optional(TimeOfDay),
  attribution,
  quotes: Type.Optional(quotes),
  paraphrase: Type.Optional(Text(20_000)),
  selector: Type.Optional(selector),
  venue: Type.Optional(Text(300)),
  reportedBy: Type.Optional(reportedBy),
  language: Type.Optional(language),
  translations: Type.Optional(Translations),
  capacity: Type.Optional(capacity),
  status: statedStatus,
});
export type StatementInput = Static<typeof StatementInput>;

/** The ids of all who said it, in the order given; none where none is named. */
export const expertsOf = ({ expert, experts }: Pick<StatementInput, 'expert' | 'experts'>): readonly string[] =>
  experts ?? (expert === undefined ? [] : [expert]);

/** The ids of all sources that it is printed in, in the order given; none where none is named. */
export const sourcesOf = ({ source, sources }: Pick<StatementInput, 'source' | 'sources'>): readonly string[] =>
  sources ?? (source === undefined ? [] : [source]);

/** The statement as recorded: its own day where it has one, else the day it was first published. `sources` are all of its own. */
export function toStatement(input: StatementInput, sources: readonly Pick<Source, 'publishedOn'>[]): Statement {
  const [experts, printedIn] = [expertsOf(input), sourcesOf(input)];
  const [expert, source, published] = [experts[0], printedIn[0], firstPublished(sources)];
  if (expert === undefined || source === undefined || published === null)
    throw new RangeError(`statement ${input.id} has no expert or no source`);
  return {
    id: input.id,
    expert,
    experts: [...experts],
    source,
    sources: [...printedIn],
    saidOn: input.saidOn ?? published,
    saidOnFrom: input.saidOn === undefined ? 'source' : 'statement',
    saidAt: input.saidAt ?? null,
    attribution: input.attribution,
    quotes: input.quotes ?? [],
    paraphrase: input.paraphrase ?? null,
    selector: input.selector ?? null,
    venue: input.venue ?? null,
    reportedBy: input.reportedBy ?? null,
    language: input.language ?? null,
    translations: (input.translations ?? []).map(({ language, text, by }) => ({ language, text, by: by ?? null })),
    capacity: input.capacity ?? null,
    ...draftOf(input),
    revision: 0,
  };
}

/** The day of the first publication, as precisely as it is known; a reduced date counts from its last day. Null where there is no source. */
export const firstPublished = (sources: readonly Pick<Source, 'publishedOn'>[]): string | null =>
  sources
    .map(({ publishedOn }) => publishedOn)
    .reduce<string | null>((first, day) => (first === null || isEarlier(day, first) ? day : first), null);

function isEarlier(a: string, b: string): boolean {
  const [dayOfA, dayOfB] = [lastDay(a) ?? '', lastDay(b) ?? ''];
  return dayOfA === dayOfB ? (firstDay(a) ?? '') > (firstDay(b) ?? '') : dayOfA < dayOfB;
}

type DatedStatement = Pick<Statement, 'id' | 'saidOn' | 'saidAt'>;

/**
 * The statement whose day is the latest: the one a position's `saidOn` and `saidAt` come from. Same day: the one that
 * tells it more precisely, then the later time of day, then the smaller id.
 */
export function latestStatement<T extends DatedStatement>(statements: readonly T[]): T | null {
  let latest: T | null = null;
  for (const statement of statements) {
    if (latest === null || isLater(statement, latest)) latest = statement;
  }
  return latest;
}

function isLater(a: DatedStatement, b: DatedStatement): boolean {
  const [dayOfA, dayOfB] = [lastDay(a.saidOn) ?? '', lastDay(b.saidOn) ?? ''];
  if (dayOfA !== dayOfB) return dayOfA > dayOfB;
  if (a.saidOn.length !== b.saidOn.length) return a.saidOn.length > b.saidOn.length;
  if (a.saidAt !== b.saidAt) return (a.saidAt ?? '') > (b.saidAt ?? '');
  return a.id < b.id;
}
