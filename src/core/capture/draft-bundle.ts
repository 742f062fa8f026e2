/** Draft bundle: candidates as records that may be imported as they are, none of them public, for a person to go on with. */
import type { Bundle } from '../import/bundle/bundle.ts';
import type { ExpertInput } from '../records/expert.ts';
import type { SourceInput } from '../records/source.ts';
import type { StatementInput } from '../records/statement.ts';
import { slugOf } from '../values/slug.ts';
import { freeId } from '../writing/grounds.ts';
import type { Candidate, TextSpan } from './candidate.ts';

export type DraftSource = {
  readonly id: string;
  /** What is written of a source that is not on record; null where it is. */
  readonly input: SourceInput | null;
};

export type DraftBundle<C extends Candidate> = {
  readonly bundle: Bundle;
  /** For each statement of the bundle, the candidate that it is of. */
  readonly candidates: readonly C[];
  /** How many candidates name nobody who could be an expert. */
  readonly leftOut: number;
};

const SELECTOR = 32;

/** Ids that are on record already. */
export type TakenIds = { readonly expert: ReadonlySet<string>; readonly statement: ReadonlySet<string> };

/** `taken` are ids of others: nothing on record is written over. A surname alone makes nobody an expert on record. */
export function draftBundle<C extends Candidate>(
  text: string,
  found: readonly C[],
  source: DraftSource,
  taken: TakenIds,
): DraftBundle<C> {
  const named = found.filter(isNamed);
  const experts = new Map<string, ExpertInput>();
  const ids = new Set(taken.expert);
  let number = 0;
  const statements = named.map((candidate): StatementInput => {
    const expert = onRecord(candidate) ?? draftExpert(candidate, experts, ids);
    do number += 1;
    while (taken.statement.has(`${source.id}-${number}`));
    return statementOf(text, candidate, `${source.id}-${number}`, expert, source.id);
  });
  const bundle: Bundle = {
    bundleVersion: 1,
    ...(experts.size > 0 && { experts: [...experts.values()] }),
    ...(source.input !== null && { sources: [{ ...source.input, status: 'draft' as const }] }),
    ...(statements.length > 0 && { statements }),
  };
  return { bundle, candidates: named, leftOut: found.length - named.length };
}

/** A group, or a pronoun that leads to no one, is nobody who holds a position. */
const isNamed = ({ speakerName, speakerKind }: Candidate): boolean =>
  speakerKind !== 'group' && /\p{Lu}|^\p{N}/u.test(speakerName) && !/^(he|his|she|her)$/i.test(speakerName);

/** The expert on record who the speaker is, by their whole name. */
export const onRecord = ({ expert, link }: Pick<Candidate, 'expert' | 'link'>): string | null =>
  link === 'exact' || link === 'alias' ? expert : null;

/** The id of the draft for a speaker who is not on record; made where there is none yet. */
function draftExpert(candidate: Candidate, experts: Map<string, ExpertInput>, ids: Set<string>): string {
  const { speakerName: name, affiliationAsGiven } = candidate;
  const known = experts.get(name);
  if (known !== undefined) return known.id;
  const id = freeId({ kind: 'expert', id: slugOf(name) ?? 'speaker' }, ids);
  ids.add(id);
  const description = affiliationAsGiven === null ? {} : { description: affiliationAsGiven };
  experts.set(name, { id, name, ...description, status: 'draft' });
  return id;
}

function statementOf(text: string, candidate: Candidate, id: string, expert: string, source: string): StatementInput {
  const { attribution, saidOn, quotes, content } = candidate;
  const words = ({ start, end }: TextSpan) => text.slice(start, end);
  const [first, second] = quotes;
  const selector = first === undefined || second !== undefined ? null : selectorOf(text, first);
  return {
    ...{ id, expert, source, attribution },
    ...(saidOn !== null && { saidOn }),
    ...(quotes.length > 0 && { quotes: quotes.map(words) }),
    ...(content.length > 0 && { paraphrase: content.map(words).join(' … ') }),
    ...(selector !== null && { selector }),
    status: 'draft',
  };
}

/** The characters around a quote in its own line. */
function selectorOf(text: string, { start, end }: TextSpan): { prefix: string; suffix: string } {
  const before =
    text
      .slice(Math.max(0, start - SELECTOR), start)
      .split('\n')
      .at(-1) ?? '';
  const after = text.slice(end, end + SELECTOR).split('\n')[0] ?? '';
  return { prefix: whole(before), suffix: whole(after) };
}

/** Without halves of characters at its ends. */
const whole = (text: string): string => text.replace(/^[\udc00-\udfff]/, '').replace(/[\ud800-\udbff]$/, '');
