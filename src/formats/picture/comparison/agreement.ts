/** Agreement as a picture: everybody by everybody, or the pairs that were asked for one below the other. */
import { type Party, partiesOf } from '../../../answers/comparison/agreement.ts';
import type { CitedCells, PairsEnd } from '../../../answers/drawing.ts';
import { titleOf } from '../../../answers/words.ts';
import type { Agreement, AgreementPair } from '../../../core/comparison/agreement/agreement.ts';
import { invalidParameter } from '../../../core/values/errors.ts';
import { gap } from '../block.ts';
import { basisInWords, counted, type Plan, sourceOf, tooLarge } from '../plan.ts';
import { MOST } from '../size.ts';
import { findingOf } from './agreement-finding.ts';
import { nearnessLegend } from './nearness.ts';
import { NARROWEST_PAIRS, pairsBody } from './pairs.ts';
import { squareBody, squareWidth } from './square.ts';

/** Fails with `too-large` where a picture cannot hold it, and with `invalid` where it is of several parts. */
export function agreementPlan(agreement: Agreement, cells: CitedCells, end: PairsEnd): Plan {
  if (agreement.by !== null)
    throw invalidParameter('by', 'makes several pictures; leave it out, and choose a topic, or the day with asOf');
  const { title, subtitle, words } = findingOf(agreement, end);
  return {
    ...bodyOf(agreement, end),
    ...{ title: titleOf(title, agreement), subtitle, words: `${words} ${basisInWords(agreement)}` },
    source: sourceOf(agreement, cells, extentOf(agreement)),
    below: (area) => nearnessLegend(agreement.pairs, area),
  };
}

function bodyOf(agreement: Agreement, end: PairsEnd): Pick<Plan, 'body' | 'leastWidth'> {
  const { pairs, of } = agreement;
  if (pairs.length === 0) return { leastWidth: 0, body: () => gap(0) };
  if (of !== null || end !== null) return listOf(agreement, end);
  const { second: parties } = partiesOf(agreement);
  const many = parties.length;
  if (many > MOST.square)
    throw tooLarge(
      `${many} by ${many}`,
      `${MOST.square} by ${MOST.square}`,
      `choose fewer, or pairs with of=, nearest=${MOST.pairs} or farthest=${MOST.pairs}`,
    );
  const square = { parties, pairs };
  return { leastWidth: squareWidth(square), body: (area, room) => squareBody(square, area, room) };
}

function listOf(agreement: Agreement, end: PairsEnd): Pick<Plan, 'body' | 'leastWidth'> {
  const { pairs, of } = agreement;
  if (pairs.length > MOST.pairs)
    throw tooLarge(`${pairs.length} pairs`, `${MOST.pairs}`, `take nearest=${MOST.pairs} or farthest=${MOST.pairs}`);
  const { first, second } = partiesOf(agreement);
  const nameOf = ({ a, b }: AgreementPair): string =>
    of === null ? `${nameIn(first, a)} · ${nameIn(second, b)}` : a === of ? nameIn(second, b) : nameIn(first, a);
  // Those that were asked for by rank have it already.
  const ordered = end === null ? pairs.toSorted(byNearness) : pairs;
  const rows = ordered.map((pair) => ({ name: nameOf(pair), pair }));
  return { leastWidth: NARROWEST_PAIRS, body: (area, room) => pairsBody(rows, area, room) };
}

const nameIn = (named: readonly Party[], id: string): string => named.find((it) => it.id === id)?.name ?? id;

/** The nearest first; those who share nothing last. */
const byNearness = (a: AgreementPair, b: AgreementPair): number =>
  (b.score ?? -1) - (a.score ?? -1) || b.shared - a.shared;

function extentOf({ groupBy, groups, experts, questions, omitted }: Agreement): string {
  const parties = groupBy === null ? counted(experts.length, 'expert') : counted(groups.length, 'organization');
  const left = omitted === 0 ? '' : `; ${counted(omitted, 'further pair')} left out, as was asked`;
  return `${parties} on ${counted(questions, 'question')}${left}`;
}
