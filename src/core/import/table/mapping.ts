/** A mapping: how somebody else's table says what our columns say. */
import { type Static, Type } from 'typebox';
import type { Violation } from '../../values/errors.ts';
import { Nullable, OneOf, Record } from '../../values/schema.ts';
import { escapePointer, type Validated, validator } from '../../values/validation.ts';
import { CODED_COLUMNS } from './columns.ts';
import { DATED_COLUMNS, type DatedColumn, type Dating, dateFormatOf, isTimezone } from './dates.ts';
import type { Head } from './file-table.ts';

const MAX_TEMPLATE_CHARACTERS = 20_000;
const MAX_IGNORED = 10_000;
const MAX_HEAD = 10_000;

/** What becomes of a spelling that is not listed: a fault, itself, or an empty cell. */
const OTHERWISE = ['fault', 'keep', 'empty'] as const;
export type Otherwise = (typeof OTHERWISE)[number];

const template = Type.String({
  maxLength: MAX_TEMPLATE_CHARACTERS,
  description:
    'Text with {their column} in it, as often as wanted; {{ and }} for braces. {column?} may be empty, {column|text} has ' +
    'that text where it is.',
});
const spellings = Type.Unsafe<{ readonly [spelling: string]: string | null }>(
  Type.Object({}, { additionalProperties: Nullable(Type.String()) }),
);

const ofColumns = <T>(of: T) => Object.fromEntries(CODED_COLUMNS.map((column) => [column, of]));

export const Mapping = Record({
  columns: Type.Optional(Record(ofColumns(Type.Optional(template)))),
  values: Type.Optional(Record(ofColumns(Type.Optional(spellings)))),
  otherwise: Type.Optional(Record(ofColumns(Type.Optional(OneOf(OTHERWISE))))),
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
  ignore: Type.Optional(Type.Array(Type.String(), { maxItems: MAX_IGNORED, uniqueItems: true })),
});
type Written = Static<typeof Mapping>;

/** A part of a template: text, or one of their columns. */
export type TemplatePart = { readonly text: string } | { readonly column: string };

/** What the spellings of a column stand for; null leaves the row out. */
export type Spellings = {
  readonly listed: ReadonlyMap<string, string | null>;
  /** The same without regard to case, where that leaves no doubt. */
  readonly folded: ReadonlyMap<string, string | null>;
  readonly otherwise: Otherwise;
};

export type Mapping = {
  /** By our column; null where their columns have our names. */
  readonly columns: ReadonlyMap<string, readonly TemplatePart[]> | null;
  /** By our column: what its spellings stand for. */
  readonly values: ReadonlyMap<string, Spellings>;
  readonly head: Head;
  /** How days and times are written. */
  readonly dates: Dating;
  /** Their columns that are not wanted. */
  readonly ignore: ReadonlySet<string>;
};

const validateMapping = validator(Mapping);

/** Reads what claims to be a mapping; faults have JSON pointers into it, behind `at`. */
export function readMapping(value: unknown, at: string): Validated<Mapping> {
  const valid = validateMapping(value, at);
  if (!valid.ok) return valid;
  const {
    columns,
    values = {},
    otherwise = {},
    head,
    dates = {},
    timezone = 'UTC',
    ignore = [],
  } = valid.value as Written;
  const violations: Violation[] = [];
  const templates = new Map<string, readonly TemplatePart[]>();
  for (const [column, text] of Object.entries(columns ?? {})) {
    const read = readTemplate(String(text));
    if (typeof read === 'string') violations.push({ pointer: `${at}/columns/${escapePointer(column)}`, message: read });
    else templates.set(column, read);
  }
  const formats: Dating['formats'] = new Map(
    Object.entries(dates).flatMap(([column, text]) => {
      const format = dateFormatOf(String(text));
      if (format !== null) return [[column as DatedColumn, format] as const];
      violations.push({ pointer: `${at}/dates/${escapePointer(column)}`, message: NO_DATE_FORMAT });
      return [];
    }),
  );
  if (!isTimezone(timezone))
    violations.push({ pointer: `${at}/timezone`, message: 'must be the name of a time zone, as "Europe/Vienna"' });
  if (violations.length > 0) return { ok: false, violations };
  const meanings = [...new Set([...Object.keys(values), ...Object.keys(otherwise)])].map(
    (column) => [column, spellingsOf(values[column] ?? {}, otherwise[column] ?? 'fault')] as const,
  );
  return {
    ok: true,
    value: {
      ...{ columns: columns === undefined ? null : templates, values: new Map(meanings) },
      ...{ dates: { formats, timezone }, ignore: new Set(ignore), head: head ?? null },
    },
  };
}

function spellingsOf(given: { readonly [spelling: string]: string | null }, otherwise: Otherwise): Spellings {
  const listed = new Map(Object.entries(given).map(([spelling, meant]) => [spelling.trim(), meant]));
  const folded = new Map<string, string | null>();
  const doubtful = new Set<string>();
  for (const [spelling, meant] of listed) {
    const key = spelling.toLowerCase();
    if (folded.has(key) && folded.get(key) !== meant) doubtful.add(key);
    folded.set(key, meant);
  }
  for (const key of doubtful) folded.delete(key);
  return { listed, folded, otherwise };
}

const NO_DATE_FORMAT =
  'must be "epoch-s", "epoch-ms" or "excel", or a pattern of YYYY, MM or M, DD or D, HH or H, mm and ss that tells a ' +
  'whole day, a time, or both, as "DD.MM.YYYY HH:mm"';

/** The parts of a template, or what is wrong with it. */
function readTemplate(text: string): TemplatePart[] | string {
  const parts: TemplatePart[] = [];
  for (const [found, escaped, column, stray] of text.matchAll(/(\{\{|\}\})|\{([^{}]+)\}|([{}])|[^{}]+/g)) {
    if (stray !== undefined)
      return `must name a column between "{" and "}", and write "{{" or "}}" for a brace, not ${JSON.stringify(text)}`;
    parts.push(column === undefined ? { text: escaped === undefined ? found : found.slice(1) } : { column });
  }
  return parts;
}
