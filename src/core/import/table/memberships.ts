/**
 * Memberships: to which organization the rows of a table say that an expert belonged, and on which days. Of experts whom
 * the table makes; whoever was on record before has the affiliations that they have.
 */
import type { Affiliation } from '../../records/expert.ts';
import { dayBefore, firstDay, lastDay } from '../../values/date.ts';

/** From when to when rows say that somebody belonged; an end that none of them tells is null. */
export type Stay = { readonly from: string | null; readonly to: string | null };
type ToldStay = Stay & { readonly line: number };

/** Days as numbers, 20230501: there is one for each row of another day. */
type Days = Map<string, number[]>;

export class Memberships {
  readonly #days = new Map<string, Days>();
  readonly #stays = new Map<string, Map<string, ToldStay[]>>();
  readonly #made = new Map<string, string | undefined>();

  /** An expert is made with that organization, or with none. */
  begin(expert: string, organization: string | undefined): void {
    this.#made.set(expert, organization);
  }

  /** True where the table has made the expert. */
  has(expert: string): boolean {
    return this.#made.has(expert);
  }

  note(expert: string, organization: string, day: string): void {
    const ofExpert: Days = this.#days.get(expert) ?? new Map();
    const days = ofExpert.get(organization) ?? [];
    const number = Number(day.replaceAll('-', ''));
    if (days.at(-1) !== number) days.push(number);
    this.#days.set(expert, ofExpert.set(organization, days));
  }

  /** Notes from when to when a row says it was; answers the line that says otherwise of the same time, where there is one. */
  noteStay(expert: string, organization: string, told: Stay, line: number): number | null {
    const ofExpert = this.#stays.get(expert) ?? new Map<string, ToldStay[]>();
    const stays = ofExpert.get(organization) ?? [];
    this.#stays.set(expert, ofExpert.set(organization, stays));
    const place = stays.findIndex((stay) => meets(stay, told));
    const before = stays[place];
    if (before === undefined) stays.push({ ...told, line });
    else if (differ(before.from, told.from) || differ(before.to, told.to)) return before.line;
    else stays[place] = { from: before.from ?? told.from, to: before.to ?? told.to, line: before.line };
    return null;
  }

  /** Those who are to have other affiliations than they were made with. */
  unlikeMade(): string[] {
    return [...this.#days].flatMap(([expert, days]) => {
      const [[only] = ['']] = days;
      return days.size === 1 && this.#made.get(expert) === only && !this.#stays.has(expert) ? [] : [expert];
    });
  }

  /**
   * The affiliations of the expert, the earliest first: from the day that rows tell, or else the first on which they say
   * so, until the day that they tell, or else that before they first say another. Where the first began and the last
   * ends, unless told, no row tells, so these have no such day.
   */
  affiliationsOf(expert: string): Affiliation[] {
    const told = [...(this.#days.get(expert) ?? [])].flatMap(([organization, days]) =>
      days.map((day) => ({ organization, day: dateOf(day), stay: this.#stayOn(expert, organization, dateOf(day)) })),
    );
    told.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
    const begun = told.filter(
      ({ organization, stay }, index) =>
        told[index - 1]?.organization !== organization || told[index - 1]?.stay !== stay,
    );
    // A stay goes on where another organization stands between its rows.
    const once = begun.filter(
      ({ stay }, index) => stay === null || begun.findIndex((it) => it.stay === stay) === index,
    );
    return once.map(({ organization, day, stay }, index) => {
      const next = once[index + 1];
      return {
        ...{ organization, role: null },
        from: stay?.from ?? (index === 0 ? null : day),
        to: stay?.to ?? (next === undefined ? null : dayBefore(beginOf(next, day))),
      };
    });
  }

  #stayOn(expert: string, organization: string, day: string): ToldStay | null {
    const stays = this.#stays.get(expert)?.get(organization) ?? [];
    return stays.find((stay) => contains(stay, day)) ?? null;
  }
}

/** The day on which it began, as far as that is after the one that was before it. */
function beginOf({ day, stay }: { readonly day: string; readonly stay: Stay | null }, before: string): string {
  const told = stay?.from == null ? null : firstDay(stay.from);
  return told !== null && told > before ? told : day;
}

const FIRST = '0000-01-01';
const LAST = '9999-12-31';
const begin = ({ from }: Stay): string => (from === null ? FIRST : (firstDay(from) ?? FIRST));
const end = ({ to }: Stay): string => (to === null ? LAST : (lastDay(to) ?? LAST));

/** Was it so on that day, as far as is told? */
export const contains = (stay: Stay, day: string): boolean => begin(stay) <= day && day <= end(stay);
const meets = (one: Stay, other: Stay): boolean => begin(one) <= end(other) && begin(other) <= end(one);
const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;

const dateOf = (day: number): string =>
  String(day)
    .padStart(8, '0')
    .replace(/(....)(..)(..)/, '$1-$2-$3');
