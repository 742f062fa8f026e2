/** Organizations of a person, as far as a DNA database tells: on which days the person was coded as speaking for which. */
import type { ExpertInput } from '../../core/records/expert.ts';

export type Appearance = { readonly organization: string; readonly day: string };

type Affiliation = NonNullable<ExpertInput['affiliations']>[number];
type Span = { readonly organization: string; readonly first: string; readonly last: string };

/**
 * A single organization gets no dates, as none are known. Of several, each is dated by the first and the last day it was
 * spoken for; the earliest is open towards the past, and the latest towards the future.
 */
export function affiliationsOf(appearances: readonly Appearance[]): Affiliation[] {
  const spans = spansOf(appearances);
  const begin = spans[0]?.first;
  const end = spans
    .map(({ last }) => last)
    .sort()
    .at(-1);
  return spans.map(({ organization, first, last }) => ({
    organization,
    ...(first !== begin && { from: first }),
    ...(last !== end && { to: last }),
  }));
}

/** By first day, then by name: the order does not depend on that of the statements. */
function spansOf(appearances: readonly Appearance[]): Span[] {
  const days = new Map<string, string[]>();
  for (const { organization, day } of appearances) {
    const of = days.get(organization) ?? [];
    days.set(organization, of);
    of.push(day);
  }
  return [...days]
    .map(([organization, of]) => {
      const sorted = of.sort();
      return { organization, first: sorted[0] ?? '', last: sorted.at(-1) ?? '' };
    })
    .sort((a, b) => ([a.first, a.organization].join() < [b.first, b.organization].join() ? -1 : 1));
}
