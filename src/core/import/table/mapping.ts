/** A mapping: how somebody else's table says what our columns say. */

import type { NamedKind } from '../../records/near.ts';
import type { Violation } from '../../values/errors.ts';
import { escapePointer, type Validated, validator } from '../../values/validation.ts';
import type { CellEdits } from './cell-edits.ts';
import { type DatedColumn, type Dating, dateFormatOf, isTimezone } from './dates.ts';
import type { Head } from './file-table.ts';
import { Mapping as MappingSchema, type WrittenMapping } from './mapping-schema.ts';
import { foldedReference } from './name-index.ts';
import type { TextRule } from './source-texts.ts';
import { spellingsByColumn } from './spellings.ts';
import { type RowTemplate, readTemplate, type TemplatePart } from './template.ts';

/** Another table, a row of which goes with each of the table's own. */
export type JoinedTable = NonNullable<WrittenMapping['join']>[number];

export type Mapping = {
  /** What each row becomes; at least one. */
  readonly rows: readonly RowTemplate[];
  readonly head: Head;
  /** How days and times are written. */
  readonly dates: Dating;
  readonly edits: CellEdits;
  /** The paraphrase counts only where there is no quote. */
  readonly quoteOrParaphrase: boolean;
  /** By a column of theirs: the values of which a row is left out. */
  readonly skip: ReadonlyMap<string, ReadonlySet<string>>;
  /** Which record is meant by a name, as it is compared. */
  readonly names: { readonly [K in NamedKind]: ReadonlyMap<string, string> };
  readonly join: readonly JoinedTable[];
  /** How the texts are kept that the table holds. */
  readonly texts: TextRule;
  /** Their columns that are not wanted. */
  readonly ignore: ReadonlySet<string>;
};

const validateMapping = validator(MappingSchema);

/** What claims to be a mapping, where it is one that can be used; faults as `readMapping` tells them. */
export function writtenMapping(value: unknown, at: string): Validated<WrittenMapping> {
  const read = readMapping(value, at);
  const valid = validateMapping(value, at);
  if (!read.ok) return read;
  return valid.ok ? { ok: true, value: valid.value as WrittenMapping } : valid;
}

/** Reads what claims to be a mapping; faults have JSON pointers into it, behind `at`. */
export function readMapping(value: unknown, at: string): Validated<Mapping> {
  const valid = validateMapping(value, at);
  if (!valid.ok) return valid;
  const written = valid.value as WrittenMapping;
  const { dates = {}, timezone = 'UTC', head = null, ignore = [], join = [] } = written;
  const violations: Violation[] = [];
  const rows = rowTemplates(written, at, violations);
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
  return {
    ok: true,
    value: {
      ...{ rows, head, dates: { formats, timezone }, join, ignore: new Set(ignore) },
      edits: editsOf(written),
      texts: textRuleOf(written),
      quoteOrParaphrase: written.quoteOr === 'paraphrase',
      skip: new Map(
        Object.entries(written.skip ?? {}).map(([name, of]) => [
          name,
          new Set(of.map((it) => it.trim().toLowerCase())),
        ]),
      ),
      names: {
        ...{ expert: meantBy(written.experts), question: meantBy(written.questions), source: meantBy(written.sources) },
      },
    },
  };
}

/** What each row becomes: what the mapping says for all, with what it says for each of several. */
function rowTemplates(written: WrittenMapping, at: string, violations: Violation[]): readonly RowTemplate[] {
  const shared = { pointer: at, ...written };
  const several = (written.rows ?? []).map((row, index) => ({ pointer: `${at}/rows/${index}`, ...row }));
  const common = templatesOf(shared, violations);
  const one = { forEach: null, columns: common, values: spellingsByColumn(shared.values, shared.otherwise) };
  if (several.length === 0) return [{ pointer: at, ...one }];
  return several.map((row) => {
    const own = templatesOf(row, violations);
    if (row.forEach !== undefined && (own ?? common) === null)
      violations.push({ pointer: `${row.pointer}/forEach`, message: 'needs "columns" that say what is made of each' });
    return {
      pointer: row.pointer,
      forEach: row.forEach ?? null,
      columns: own === null && common === null ? null : new Map([...(common ?? []), ...(own ?? [])]),
      values: new Map([...one.values, ...spellingsByColumn(row.values, row.otherwise)]),
    };
  });
}

/** The templates by our columns; null where there are none. */
function templatesOf(
  { pointer, columns }: { readonly pointer: string; readonly columns?: WrittenMapping['columns'] },
  violations: Violation[],
): ReadonlyMap<string, readonly TemplatePart[]> | null {
  if (columns === undefined) return null;
  const templates = new Map<string, readonly TemplatePart[]>();
  for (const [column, text] of Object.entries(columns)) {
    const read = readTemplate(String(text));
    if (typeof read === 'string')
      violations.push({ pointer: `${pointer}/columns/${escapePointer(column)}`, message: read });
    else templates.set(column, read);
  }
  return templates;
}

const textRuleOf = ({ texts = {} }: WrittenMapping): TextRule =>
  texts === 'none' ? null : { rights: texts.rights ?? 'none', keepUntil: texts.keepUntil ?? null };

const editsOf = ({ strip = {}, shorten = {}, lower = [] }: WrittenMapping): CellEdits => ({
  unquoted: new Set(Object.keys(strip)),
  lower: new Set(lower),
  shorten: new Map(Object.entries(shorten).map(([column, most]) => [column, Number(most)])),
});

const meantBy = (names: { readonly [name: string]: string } = {}): ReadonlyMap<string, string> =>
  new Map(Object.entries(names).map(([name, meant]) => [foldedReference(name), meant]));

const NO_DATE_FORMAT =
  'must be "epoch-s", "epoch-ms" or "excel", or a pattern of YYYY, MM or M, DD or D, HH or H, mm and ss that tells a ' +
  'whole day, a time, or both, as "DD.MM.YYYY HH:mm"';
