/**
 * Memberships: to which organization the rows of a table say that an expert belonged, and on which days. Of experts whom
 * the table makes; whoever was on record before has the affiliations that they have.
 */
import type { Affiliation } from '../../records/expert.ts';
import { dayBefore } from '../../values/date.ts';

/** Days as numbers, 20230501: there is one for each row of another day. */
type Days = Map<string, number[]>;

export class Memberships {
  readonly #days = new Map<string, Days>();
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

  /** Those who are to have other affiliations than they were made with. */
  unlikeMade(): string[] {
    return [...this.#days].flatMap(([expert, days]) => {
      const [[only] = ['']] = days;
      return days.size === 1 && this.#made.get(expert) === only ? [] : [expert];
    });
  }

  /**
   * The affiliations of the expert, the earliest first: from the first day on which rows say so until the day before
   * they first say another. Where the first began and the last ends no row tells, so these have no such day.
   */
  affiliationsOf(expert: string): Affiliation[] {
    const told = [...(this.#days.get(expert) ?? [])].flatMap(([organization, days]) =>
      days.map((day) => ({ organization, day })),
    );
    told.sort((a, b) => a.day - b.day);
    const begun = told.filter(({ organization }, index) => told[index - 1]?.organization !== organization);
    return begun.map(({ organization, day }, index) => {
      const next = begun[index + 1];
      const from = index === 0 ? null : dateOf(day);
      return { organization, role: null, from, to: next === undefined ? null : dayBefore(dateOf(next.day)) };
    });
  }
}

const dateOf = (day: number): string =>
  String(day)
    .padStart(8, '0')
    .replace(/(....)(..)(..)/, '$1-$2-$3');
