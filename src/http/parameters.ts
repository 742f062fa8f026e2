/** Query parameters that several routes share. */
import type { FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import type { Shape } from '../answers/answer.ts';
import { STANCE_VALUES } from '../answers/words.ts';
import { RULES } from '../core/matrix/cell.ts';
import type { ListFilter } from '../core/ports/store.ts';
import { INCLUDABLE } from '../core/records/included.ts';
import type { Kind } from '../core/records/kinds.ts';
import { BASES, STATUSES } from '../core/records/position.ts';
import { SORTS } from '../core/records/sorts.ts';
import { ATTRIBUTIONS } from '../core/records/statement.ts';
import { Id, Instant, OneOf, PartialDate, Record, Text } from '../core/values/schema.ts';
import { CELL_CHOICES, type FormatOption } from '../formats/format.ts';
import { optionsFor } from '../formats/options.ts';
import { MAX_PIXELS, MIN_PIXELS, SHARE_SIZE } from '../formats/picture/size.ts';

const MAX_VALUES = 1_000;
export const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** A parameter that may be left out and is there all the same: its schema has a default, which validation fills in. */
export function defaulted<T extends TSchema>(schema: T): T {
  if (!('default' in schema)) throw new TypeError('a parameter that is always there needs a default');
  return Type.Optional(schema);
}

/** A parameter that may be left out, with the words that tell what it is for here. */
export const described = <T extends TSchema>(schema: T, description: string) =>
  Type.Optional(Type.Unsafe<Static<T>>({ ...schema, description }));

const ids = (description: string) =>
  Type.Optional(
    Type.Array(Id, { minItems: 1, maxItems: MAX_VALUES, description: `${description} Repeat it for several.` }),
  );
const names = (description: string) =>
  Type.Optional(
    Type.Array(Text(300), { minItems: 1, maxItems: MAX_VALUES, description: `${description} Repeat it for several.` }),
  );

export const IdParam = Record({ id: { ...Id, description: 'Its id.' } });

export const expert = ids('Id of an expert.');
export const excludeExpert = ids('Id of an expert who is left out, whatever else names them.');
export const question = ids('Id of a question.');
export const succeeds = ids('Id of a question that was put in other words: those that put it so.');
export const source = ids('Id of a source.');
export const option = ids('Id of an option of a scale.');
export const topic = names('Topic of a question.');
export const affiliation = names(
  'Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts.',
);
export const q = Type.Optional(Text(500, 'Words that must all occur, in any order; common words are passed over.'));
export const from = Type.Optional({
  ...PartialDate,
  description: 'First day: 2024-10-23, or the first of 2024-10 or 2024.',
});
export const to = Type.Optional({
  ...PartialDate,
  description: 'Last day, included: 2024-10-23, or the last of 2024-10 or 2024.',
});
/** As the filters of the same names, for what is to be left out. */
export const exclusions = {
  excludeExpert,
  excludeQuestion: ids('Id of a question that does not count.'),
  excludeTopic: names('Topic whose questions do not count.'),
  excludeAffiliation: names(
    'Name of an organization that does not count, nor what was said while its expert belonged to it.',
  ),
};
const items = (description: string) =>
  defaulted(Type.Integer({ minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT, description }));

export const limit = items('Items on a page.');
/** Of lists that can be had whole. */
export const limitOfList = items(
  'Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows.',
);
export const cursor = Type.Optional(
  Type.String({ minLength: 1, maxLength: 2_000, description: 'The "next" of the page before.' }),
);

export const rule = defaulted({
  ...OneOf(RULES, 'latest: the newest position counts. all: every position counts.'),
  default: 'latest',
});
export const asOf = Type.Optional({
  ...PartialDate,
  description: 'The state of the world at the end of that day, month or year.',
});
export const knownAt = Type.Optional({
  ...Instant,
  maxLength: 40,
  description: 'What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever.',
});
/** Of what has a preview: who may ask for it is decided before anything is read. */
export const preview = Type.Optional(
  OneOf(
    ['draft'],
    'draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only ' +
      'with a key with the scope write; never with knownAt, and kept by no cache.',
  ),
);
export const include = Type.Optional(
  Type.Array(OneOf(['statements']), {
    minItems: 1,
    maxItems: 1,
    description: 'statements: the evidence behind every cell.',
  }),
);

const ofRecords = {
  include: Type.Optional(
    Type.Array(OneOf(INCLUDABLE), {
      minItems: 1,
      maxItems: INCLUDABLE.length,
      description:
        'Kinds of records that the positions of the page name, each record once beside the page (included). Repeat it ' +
        'for several. Only for json.',
    }),
  ),
};

/** What a list of records of that kind can be sorted by. */
export const sortParameter = (kind: Kind) =>
  Type.Optional(OneOf(SORTS[kind], `${SORTS[kind][0]} unless given. With a dash the other way round.`));

/** `include` of a list of records, where it has it. */
export const includeParameter = (isThere: boolean) =>
  // It may be there, says the type: it may be left out anyway.
  Object.fromEntries(Object.entries(ofRecords).filter(() => isThere)) as typeof ofRecords;

/** The parameters of everything computed from a matrix. */
export const matrixQuery = {
  expert,
  excludeExpert,
  question,
  topic,
  affiliation,
  rule,
  asOf,
  knownAt,
};

const pixels = (side: 'width' | 'height', more: string) =>
  Type.Optional(
    Type.Integer({
      minimum: MIN_PIXELS,
      maximum: MAX_PIXELS,
      description: `Of the picture, in pixels; ${SHARE_SIZE[side]} where it is not given. ${more} Only for svg and png.`,
    }),
  );

const FORMAT_PARAMETERS = {
  bom: Type.Optional(
    OneOf(['0', '1'], '1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv.'),
  ),
  shape: Type.Optional(
    OneOf(
      ['long', 'wide'],
      'long, the default: a row for every fact. wide: a grid with ids for its columns; a cell holds a number or the id of ' +
        'an option, "contested", or an em dash where nothing is on record. Only for csv and tsv.',
    ),
  ),
  values: Type.Optional(
    OneOf(
      STANCE_VALUES,
      'id, the default: the id of the option held. label: its label. value: its number, and the id of an option that has ' +
        'none. Only with shape=wide.',
    ),
  ),
  cells: Type.Optional(
    OneOf(
      CELL_CHOICES,
      'all, the default. spoken: only cells where something is on record; silence is counted (distribution), not listed. ' +
        'Not for a grid. Only for json, ndjson, csv and tsv.',
    ),
  ),
  width: pixels('width', 'What does not fit is refused.'),
  height: pixels('height', 'It grows where the rows need it.'),
} satisfies { readonly [O in FormatOption]: TSchema };

/** The parameters by which an answer with these shapes is formatted. */
export const formatParameters = (shapes: readonly Shape[]) =>
  // All of them, says the type: each is optional, and a query has no more of one that is not known than of one not given.
  Object.fromEntries(optionsFor(shapes).map((name) => [name, FORMAT_PARAMETERS[name]])) as typeof FORMAT_PARAMETERS;

/** The filters that lists of records have, each under the name that the store knows it by. */
const FILTERS = {
  id: ids('Id of a record; one that was given up means it still.'),
  expert,
  excludeExpert,
  question,
  option,
  source,
  topic,
  succeeds,
  affiliation,
  status: Type.Optional(
    Type.Array(OneOf(STATUSES), {
      minItems: 1,
      maxItems: STATUSES.length,
      description: 'All that the caller may see, unless one is chosen. draft: only with a key with the scope write.',
    }),
  ),
  basis: Type.Optional(
    Type.Array(OneOf(BASES), {
      minItems: 1,
      maxItems: BASES.length,
      description: 'stated: said in so many words. inferred: following from what was said.',
    }),
  ),
  attribution: Type.Optional(
    Type.Array(OneOf(ATTRIBUTIONS), {
      minItems: 1,
      maxItems: ATTRIBUTIONS.length,
      description: 'How the source gives the words. Repeat it for several.',
    }),
  ),
  from,
  to,
  updatedSince: Type.Optional({
    ...Instant,
    maxLength: 40,
    description:
      'Records that were made or last changed at that instant or later: 2026-11-23T09:00:00Z. What was deleted is in no ' +
      'list; the change log tells it.',
  }),
  q,
} satisfies { readonly [F in keyof ListFilter]: TSchema };
export type Filter = keyof typeof FILTERS;

/** The filters of one list, in the order named. */
export const filterParameters = (names: readonly Filter[]) =>
  // All of them, says the type, as above.
  Object.fromEntries(names.map((name) => [name, FILTERS[name]])) as typeof FILTERS;

/** A parameter that is `true` or `false`. */
export const flag = (description: string) => Type.Optional(OneOf(['true', 'false'], description));

/** The instant that is asked for; null where none is, or the route has no such parameter. */
export const knownAtOf = ({ query }: FastifyRequest): string | null =>
  typeof query === 'object' && query !== null && 'knownAt' in query && typeof query.knownAt === 'string'
    ? query.knownAt
    : null;
