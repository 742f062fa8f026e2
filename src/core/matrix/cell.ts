/**
 * The cell: what one expert holds on one question at one moment. Which positions count is decided here and nowhere
 * else; silence, taking no side and contradiction come out as different facts.
 */
import { type Static, Type } from 'typebox';
import { Basis, type Position } from '../records/position.ts';
import type { ScaleValues } from '../records/scale.ts';
import { Source } from '../records/source.ts';
import { SaidOnFrom, Statement } from '../records/statement.ts';
import { dayOf } from '../values/date.ts';
import { Id, Instant, Language, List, Nullable, OneOf, PartialDate, Record, RefTo, Text } from '../values/schema.ts';
import { lastingOf, latestFirst, type Ordered, supersededAmong } from './order-of-positions.ts';

export const RULES = ['latest', 'all'] as const;
/** `latest`: the newest position counts. `all`: every position counts, as discourse research does it. */
export type Rule = (typeof RULES)[number];

/** What a cell is judged under: the rule, the day (null: all that is on record), and whether drafts count as if they were published. */
export type Moment = { readonly rule: Rule; readonly asOf: string | null; readonly drafts?: boolean };

export const CELL_STATES = ['position', 'contested', 'none'] as const;

const count = Type.Integer({ minimum: 0 });

export const CellCounts = Record(
  { support: count, oppose: count, neutral: count, noSide: count },
  { $id: 'Counts', description: 'Current positions by side: value above, below and at 0, and null.' },
);
export type CellCounts = Static<typeof CellCounts>;

const evidenceSource = {
  id: Id,
  title: Source.properties.title,
  publisher: Source.properties.publisher,
  url: Source.properties.url,
  publishedOn: PartialDate,
  language: Source.properties.language,
};

/** A statement as evidence for a cell: for which position and option, whose words, in which, from which sources. */
export const Evidence = Record(
  {
    position: Id,
    option: Id,
    statement: Id,
    experts: Type.Array(Record({ id: Id, name: Text(200) }), {
      description: 'Whoever said it: one, or all who signed.',
    }),
    attribution: Statement.properties.attribution,
    quotes: Statement.properties.quotes,
    paraphrase: Statement.properties.paraphrase,
    saidOn: PartialDate,
    saidOnFrom: SaidOnFrom,
    saidAt: Statement.properties.saidAt,
    venue: Statement.properties.venue,
    reportedBy: Statement.properties.reportedBy,
    language: { ...Language, description: 'Language of the words.' },
    translations: Statement.properties.translations,
    capacity: Statement.properties.capacity,
    source: Record(evidenceSource, { description: 'The first of sources.' }),
    sources: Type.Array(Record(evidenceSource), { description: 'Wherever it is printed.' }),
  },
  { $id: 'Evidence', description: 'A statement as evidence for a cell.' },
);
export type Evidence = Static<typeof Evidence>;

export const Cell = Record(
  {
    expert: Id,
    question: Id,
    state: OneOf(CELL_STATES, 'One current position; current positions on opposite sides; nothing on record.'),
    option: Nullable(Id),
    value: Nullable(
      Type.Number({ description: 'Value of the option; null where it takes no side or state is not "position".' }),
    ),
    position: Nullable({
      ...Id,
      description: 'The current position; where several count, the latest. Null unless state is "position".',
    }),
    positions: List(Id, 100_000, 'Every current position, the latest first.'),
    summary: Nullable(Text(2000)),
    condition: Nullable(Text(1000)),
    basis: Nullable(Basis),
    saidOn: Nullable({ ...PartialDate, description: 'Day of the latest current position.' }),
    saidOnFrom: Nullable(SaidOnFrom),
    recordedAt: Nullable(Instant),
    counts: RefTo(CellCounts),
    changed: Type.Boolean({
      description: 'True where an earlier position differed that no other took the place of.',
    }),
    correctedOn: Nullable({
      ...PartialDate,
      description:
        'Day of the last correction of what it says or is read with: positions, words, sources, name, question, scale. ' +
        'Null where there was none. "corrections" leads to what was said before.',
    }),
    status: Type.Optional(
      Type.Literal('draft', { description: 'Only in a preview: there where a draft is among the current positions.' }),
    ),
    statements: Type.Optional(Type.Array(RefTo(Evidence), { description: 'Only with include=statements.' })),
  },
  { $id: 'Cell', description: 'What one expert holds on one question at one moment.' },
);
export type Cell = Static<typeof Cell>;

export type Side = 'support' | 'oppose' | 'neutral' | 'noSide';

/** What decides whether a position counts, and where it stands. */
export type Judgeable = Pick<Position, 'option' | 'status'> & Ordered;

/** A current position with its place on the scale. */
export type Stance<P extends Judgeable = Position> = { readonly position: P; readonly value: number | null };

/** A cell with the stances it rests on, latest first: what comparison computes from. */
export type JudgedCell = { readonly cell: Cell; readonly current: readonly Stance[] };

export function sideOf(value: number | null): Side {
  if (value === null) return 'noSide';
  if (value > 0) return 'support';
  return value < 0 ? 'oppose' : 'neutral';
}

/** The mean of the values of the stances that have one; null where none has. */
export function meanValue(stances: readonly Pick<Stance, 'value'>[]): number | null {
  const values = stances.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The positions of one cell that were said by `asOf`, and those of them that are current: each the latest first. */
export type CurrentPositions<P extends Judgeable = Position> = {
  readonly known: readonly Stance<P>[];
  readonly current: readonly Stance<P>[];
};

/**
 * What counts of the positions of one expert on one question, in any order. Only published positions, and drafts where
 * those count, said on or before `asOf` (any day where it is null) count; a reduced date counts from its last day.
 */
export function standing<P extends Judgeable>(
  positions: readonly P[],
  scale: ScaleValues,
  { rule, asOf, drafts = false }: Moment,
): CurrentPositions<P> {
  const said = positions.filter(
    ({ status, saidOn }) =>
      (status === 'published' || (drafts && status === 'draft')) && (asOf === null || dayOf(saidOn) <= asOf),
  );
  const known = latestFirst(said).map((position) => ({ position, value: valueHeld(position, scale) }));
  return { known, current: rule === 'all' ? known : currentByLatest(known) };
}

/** The one number that current stances stand for in arithmetic: a value, the mean of a contradiction, or null. */
export const placeOf = (current: readonly Pick<Stance, 'value'>[]): number | null =>
  onOppositeSides(current) ? meanValue(current) : (current[0]?.value ?? null);

/** What a distribution counts current stances by: the id of the option held, or the state where there is none. */
export const heldBy = (current: readonly Stance<Judgeable>[]): string =>
  onOppositeSides(current) ? 'contested' : (current[0]?.position.option ?? 'none');

/** Those of the stances that were taken on a day that counts. */
export const takenOn = <P extends Judgeable>(
  stances: readonly Stance<P>[],
  counts: (day: string) => boolean,
): readonly Stance<P>[] => stances.filter(({ position }) => counts(dayOf(position.saidOn)));

/**
 * Judges one cell from the positions of one expert on one question, in any order; `correctedOn` is the day of its last
 * correction. Where what it holds was said on days that do not count, it is as if nothing were on record.
 */
export function judgeCell(
  expert: string,
  question: string,
  positions: readonly Position[],
  scale: ScaleValues,
  moment: Moment,
  correctedOn: string | null = null,
  counts: (day: string) => boolean = () => true,
): JudgedCell {
  const { known, current: held } = standing(positions, scale, moment);
  const current = takenOn(held, counts);
  const isLeftOut = current.length === 0 && held.length > 0;
  const cell = describeCell(expert, question, current, isLeftOut ? [] : known);
  // Where nobody ever said anything, nothing is read that could be corrected.
  return { current, cell: { ...cell, correctedOn: positions.length === 0 || isLeftOut ? null : correctedOn } };
}

function describeCell(
  expert: string,
  question: string,
  current: readonly Stance[],
  known: readonly Stance[],
): Omit<Cell, 'correctedOn'> {
  const counts: CellCounts = { support: 0, oppose: 0, neutral: 0, noSide: 0 };
  for (const { value } of current) counts[sideOf(value)] += 1;
  const latest = current[0];
  const contested = onOppositeSides(current);
  const sole = contested ? undefined : latest;
  const options = new Set(
    contested ? current.map(({ position }) => position.option) : latest ? [latest.position.option] : [],
  );
  return {
    expert,
    question,
    state: contested ? 'contested' : latest === undefined ? 'none' : 'position',
    option: sole?.position.option ?? null,
    value: sole?.value ?? null,
    position: sole?.position.id ?? null,
    positions: current.map(({ position }) => position.id),
    summary: sole?.position.summary ?? null,
    condition: sole?.position.condition ?? null,
    basis: sole?.position.basis ?? null,
    saidOn: latest?.position.saidOn ?? null,
    saidOnFrom: latest?.position.saidOnFrom ?? null,
    recordedAt: sole?.position.recordedAt ?? null,
    counts,
    changed: hasDiffered(known, options),
    ...(current.some(({ position }) => position.status === 'draft') && { status: 'draft' }),
  };
}

/** Did any of the positions hold another option, but for those that another takes the place of? */
function hasDiffered(known: readonly Stance[], options: ReadonlySet<string>): boolean {
  const others = known.filter(({ position }) => !options.has(position.option));
  if (others.length === 0) return false;
  const superseded = supersededAmong(known.map(({ position }) => position));
  return others.some(({ position }) => !superseded.has(position.id));
}

/** What counts of the latest day; where that takes opposite sides, all of it. */
function currentByLatest<P extends Judgeable>(known: readonly Stance<P>[]): readonly Stance<P>[] {
  const [latest] = known;
  if (latest === undefined) return [];
  const day = dayOf(latest.position.saidOn);
  const sameDay = known.filter(({ position }) => dayOf(position.saidOn) === day);
  if (sameDay.length === 1) return sameDay;
  const lasting = lastingOf(sameDay);
  return onOppositeSides(lasting) ? lasting : [latest];
}

export function onOppositeSides(stances: readonly Pick<Stance, 'value'>[]): boolean {
  if (stances.length < 2) return false;
  const sides = new Set(stances.map(({ value }) => sideOf(value)));
  return sides.has('support') && sides.has('oppose');
}

function valueHeld(position: Judgeable, scale: ScaleValues): number | null {
  const option = scale.options.find(({ id }) => id === position.option);
  if (option === undefined) throw new RangeError(`position ${position.id} holds an option its scale does not have`);
  return option.value;
}
