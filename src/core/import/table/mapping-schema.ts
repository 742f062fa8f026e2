/** The schema of a mapping, as it is written by hand. */
import { type Static, Type } from 'typebox';
import { RightsName } from '../../capture/document.ts';
import { List, Nullable, OneOf, PartialDate, Record } from '../../values/schema.ts';
import { CODED_COLUMNS } from './columns.ts';
import { DATED_COLUMNS } from './dates.ts';
import { OTHERWISE } from './spellings.ts';

const MAX_TEMPLATE_CHARACTERS = 20_000;
const MAX_IGNORED = 10_000;
const MAX_HEAD = 10_000;
const MAX_ROWS = 1_000;
const MAX_JOINED = 10;
const MAX_CHARACTERS = 100_000;

const ofColumns = <T>(of: T) => Object.fromEntries(CODED_COLUMNS.map((column) => [column, of]));

const template = Type.String({
  maxLength: MAX_TEMPLATE_CHARACTERS,
  description:
    'Text with {their column} in it, as often as wanted; {{ and }} for braces. {column?} may be empty, {column|text} has ' +
    'that text where it is.',
});
const spellings = Type.Unsafe<{ readonly [spelling: string]: string | null }>(
  Type.Object({}, { additionalProperties: Nullable(Type.String()) }),
);
/** Of theirs, by name. */
const byName = <T>(of: ReturnType<typeof Type.String> | ReturnType<typeof spellingList>) =>
  Type.Unsafe<{ readonly [name: string]: T }>(Type.Object({}, { additionalProperties: of }));
const spellingList = () => List(Type.String(), MAX_IGNORED);

const columns = Record(ofColumns(Type.Optional(template)));
const values = Record(ofColumns(Type.Optional(spellings)));
const otherwise = Record(ofColumns(Type.Optional(OneOf(OTHERWISE))));
const names = (of: string) =>
  Type.Optional(
    Type.Unsafe<{ readonly [name: string]: string }>(
      Type.Object(
        {},
        { additionalProperties: Type.String(), description: `Which ${of} is meant by a name: an id, or another name.` },
      ),
    ),
  );

export const Mapping = Record({
  columns: Type.Optional(columns),
  values: Type.Optional(values),
  otherwise: Type.Optional(otherwise),
  rows: Type.Optional(
    Type.Array(
      Record({
        forEach: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 1_000,
            description:
              'For each column whose head is this, with * for any text: {@} is its cell, {@head} its head, {@*} what * ' +
              'stands for, and {* note} the column whose head has that in place of *.',
          }),
        ),
        columns: Type.Optional(columns),
        values: Type.Optional(values),
        otherwise: Type.Optional(otherwise),
      }),
      {
        minItems: 1,
        maxItems: MAX_ROWS,
        description: 'What each row of theirs becomes, beside what stands above for all: a position for each of these.',
      },
    ),
  ),
  head: Type.Optional(
    Type.Union([Type.Integer({ minimum: 1, maximum: MAX_HEAD }), Type.Literal('none')], {
      description: 'The line that names the columns, from 1; none where none does, and they are {#1}, {#2} and so on.',
    }),
  ),
  dates: Type.Optional(
    Record(
      Object.fromEntries(
        DATED_COLUMNS.map((column) => [
          column,
          Type.Optional(
            Type.String({
              description:
                'How the column is written: a pattern, as "DD.MM.YYYY HH:mm", or what a number counts: epoch-s, epoch-ms, excel.',
            }),
          ),
        ]),
      ),
    ),
  ),
  timezone: Type.Optional(
    Type.String({ description: 'IANA name of the zone in which the day of a stamp begins; UTC unless given.' }),
  ),
  strip: Type.Optional(Record(ofColumns(Type.Optional(OneOf(['quotes']))))),
  shorten: Type.Optional(Record(ofColumns(Type.Optional(Type.Integer({ minimum: 2, maximum: MAX_CHARACTERS }))))),
  lower: Type.Optional(Type.Array(OneOf(CODED_COLUMNS), { maxItems: CODED_COLUMNS.length, uniqueItems: true })),
  quoteOr: Type.Optional(OneOf(['paraphrase'], 'The paraphrase counts only where there is no quote.')),
  skip: Type.Optional(byName<readonly string[]>(spellingList())),
  experts: names('expert'),
  questions: names('question'),
  sources: names('source'),
  join: Type.Optional(
    List(
      Record({
        file: Type.String({
          minLength: 1,
          maxLength: 1_000,
          description: 'Another table, named from where the mapping is.',
        }),
        as: Type.String({
          pattern: '^[A-Za-z][A-Za-z0-9_]*$',
          maxLength: 100,
          description: 'What its columns have before their names, with a dot: {as.column}.',
        }),
        on: Type.String({ minLength: 1, maxLength: 1_000, description: 'The column of this table that has the key.' }),
        key: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 1_000,
            description: 'The column of the other table; called as `on` unless given.',
          }),
        ),
      }),
      MAX_JOINED,
      'Other tables, of which one row goes with each of this one.',
    ),
  ),
  texts: Type.Optional(
    Type.Union(
      [
        Type.Literal('none'),
        Record({
          rights: Type.Optional(RightsName),
          keepUntil: Type.Optional({ ...PartialDate, description: 'The last day that the texts are kept.' }),
        }),
      ],
      {
        description:
          'How the texts of sources are kept that come with the table, as those of a REFI-QDA project: as documents, to ' +
          'check quotes against; none leaves them out.',
      },
    ),
  ),
  ignore: Type.Optional(Type.Array(Type.String(), { maxItems: MAX_IGNORED, uniqueItems: true })),
});
export type WrittenMapping = Static<typeof Mapping>;
