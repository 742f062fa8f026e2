/** What comes from another program once more: what was made of it here since is not undone. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { type Bundle, type BundleContent, type Inputs, inputOf, readBundle } from '../../core/import/bundle/bundle.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Expert, ExpertInput } from '../../core/records/expert.ts';
import { type Entities, KINDS, type Kind } from '../../core/records/kinds.ts';
import type { Position, PositionInput } from '../../core/records/position.ts';
import type { Scale, ScaleInput } from '../../core/records/scale.ts';
import type { Stored } from '../../core/writing/grounds.ts';
import { type Redirects, withCurrentIds } from '../../core/writing/redirects.ts';

/**
 * The bundle with every record that is stored already as it is stored; but an expert gets the organizations that are
 * new, and a position the option it has now, unless it was retracted. A bundle with faults is left to the import.
 */
export async function adoptStored(store: Reading, caller: Caller, bundle: Bundle): Promise<Bundle> {
  demand(caller, 'write');
  const { content: written, violations } = readBundle(bundle, '');
  if (violations.length > 0) return bundle;
  const content = await underPresentIds(store, written);
  const stored = await storedOf(store, content);
  const adopt = <K extends Kind>(
    kind: K,
    merge: (found: Parameters<typeof inputOf<K>>[1], input: Inputs[K]) => Inputs[K] = (found) => inputOf(kind, found),
  ): Inputs[K][] =>
    content.entries[kind].map(({ input }) => {
      const found = stored[kind].get(input.id);
      return found === undefined ? input : merge(found, input);
    });
  return {
    ...bundle,
    scales: adopt('scale', adoptScale),
    experts: adopt('expert', adoptExpert),
    sources: adopt('source'),
    questions: adopt('question'),
    statements: adopt('statement'),
    positions: adopt('position', adoptPosition),
  };
}

/** Labels may have been changed here; a scale with other values is another scale, which the import decides on. */
const adoptScale = (found: Scale, input: ScaleInput): ScaleInput =>
  input.options.every(({ id, value }) => found.options.some((option) => option.id === id && option.value === value))
    ? inputOf('scale', found)
    : input;

function adoptExpert(found: Expert, { affiliations = [] }: ExpertInput): ExpertInput {
  const known = new Set(found.affiliations.map(({ organization }) => organization));
  const kept = inputOf('expert', found);
  const fresh = affiliations.filter(({ organization }) => !known.has(organization));
  return { ...kept, affiliations: [...(kept.affiliations ?? []), ...fresh] };
}

function adoptPosition(found: Position, { option, summary, recordedBy }: PositionInput): PositionInput {
  const kept = inputOf('position', found);
  if (found.status === 'retracted' || found.option === option) return kept;
  return { ...kept, option, summary, ...(recordedBy !== undefined && { recordedBy }) };
}

async function underPresentIds(store: Reading, content: BundleContent): Promise<BundleContent> {
  const redirects = {} as { [K in Kind]: Redirects[K] };
  for (const kind of KINDS) redirects[kind] = await store.redirects(kind, idsAmong(content, kind));
  return withCurrentIds(content, redirects);
}

/** What is stored of the records that the content holds. */
async function storedOf(store: Reading, content: BundleContent): Promise<Stored> {
  const load = async <K extends Kind>(kind: K): Promise<ReadonlyMap<string, Entities[K]>> =>
    new Map((await store.getMany(kind, idsAmong(content, kind))).map((record) => [record.id, record]));
  return {
    ...{ scale: await load('scale'), expert: await load('expert'), source: await load('source') },
    ...{ question: await load('question'), statement: await load('statement'), position: await load('position') },
  };
}

const idsAmong = (content: BundleContent, kind: Kind): string[] => content.entries[kind].map(({ input }) => input.id);
