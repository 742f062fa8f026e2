/** What an agreement shows, in a line: who stands nearest, and who farthest apart. */
import { type Party, partiesOf } from '../../../answers/comparison/agreement.ts';
import type { PairsEnd } from '../../../answers/drawing.ts';
import type { Agreement, AgreementPair } from '../../../core/comparison/agreement/agreement.ts';
import { isolated } from '../led.ts';
import { counted, percent } from '../plan.ts';
import { FEW_SHARED } from './nearness.ts';

type Finding = { readonly title: string; readonly subtitle: string; readonly words: string };

/** A pair that has a score. */
type Scored = AgreementPair & { readonly score: number };

/** Of two who share few questions a score says little: told of those with enough, where there are any. */
export function findingOf(agreement: Agreement, end: PairsEnd): Finding {
  const { of, groupBy, pairs } = agreement;
  const tell = tellerOf(agreement);
  const scored = pairs.filter(isScored);
  const words = scored.map((pair) => `${tell.both(pair)}: ${tell.score(pair)}.`).join(' ');
  const enough = scored.filter(({ shared }) => shared >= FEW_SHARED);
  const ranked = (enough.length > 0 && end === null ? enough : scored).filter(({ a, b }) => a !== b).toSorted(byScore);
  const [nearest] = ranked;
  const farthest = ranked.toSorted((a, b) => a.score - b.score || b.shared - a.shared)[0];
  if (nearest === undefined || farthest === undefined)
    return {
      title: of === null ? 'No two share a question' : `${tell.nameOf(of)} shares no question with anybody`,
      subtitle: '',
      words,
    };
  const told = end === 'farthest' ? farthest : nearest;
  const title =
    of === null
      ? `${tell.both(told)} stand ${end === 'farthest' ? 'farthest apart' : 'nearest'}: ${tell.score(told)}`
      : `${end === 'farthest' ? 'Farthest from' : 'Nearest to'} ${tell.nameOf(of)}: ${tell.other(told)}, ${tell.score(told)}`;
  const apart =
    end === null && nearest !== farthest
      ? [
          `Farthest${of === null ? ' apart' : ''}: ${of === null ? tell.both(farthest) : tell.other(farthest)}, ${tell.score(farthest)}.`,
        ]
      : [];
  const n =
    groupBy === null
      ? 'n: the questions on which both took a place.'
      : 'n counts every question for every two members who share it.';
  return { title, subtitle: [...apart, MEANING, n].join(' '), words };
}

const MEANING = '100%: the same answers; 0%: opposite ends throughout.';

const isScored = (pair: AgreementPair): pair is Scored => pair.score !== null;

/** The nearest first; of equals what rests on more. */
const byScore = (a: Scored, b: Scored): number => b.score - a.score || b.shared - a.shared;

/** Names and numbers of pairs. */
function tellerOf(agreement: Agreement) {
  const { first, second } = partiesOf(agreement);
  const nameIn = (named: readonly Party[], id: string) =>
    isolated((named.find((it) => it.id === id)?.name ?? id).trim());
  const [nameOf, nameOfB] = [(id: string) => nameIn(first, id), (id: string) => nameIn(second, id)];
  const over = (n: number) => (agreement.groupBy === null ? `over ${counted(n, 'question')}` : `n = ${n}`);
  return {
    nameOf,
    both: ({ a, b }: AgreementPair) => `${nameOf(a)} and ${nameOfB(b)}`,
    other: ({ a, b }: AgreementPair) => (a === agreement.of ? nameOfB(b) : nameOf(a)),
    score: ({ score, shared }: Scored) => `${percent(score)}${agreement.groupBy === null ? '' : ','} ${over(shared)}`,
  };
}
