/** Ids that were given up by a renaming still mean the record. */
import type { BundleContent, Inputs } from '../import/bundle/bundle.ts';
import type { Kind } from '../records/kinds.ts';

/** From the ids that were given up to those the records have now. */
export type Redirects = { readonly [K in Kind]: ReadonlyMap<string, string> };

/** What was asked for under an id that was given up is found under another. */
export class Moved extends Error {
  readonly kind: Kind;
  readonly from: string;
  readonly to: string;

  constructor(kind: Kind, from: string, to: string) {
    super(`the ${kind} "${from}" is called "${to}" now`);
    this.name = 'Moved';
    this.kind = kind;
    this.from = from;
    this.to = to;
  }
}

/** The content with every id as it is now. */
export function withCurrentIds(content: BundleContent, redirects: Redirects): BundleContent {
  const now = (kind: Kind, id: string) => redirects[kind].get(id) ?? id;
  const each = <K extends Kind>(kind: K, change: (input: Inputs[K]) => Inputs[K]) =>
    content.entries[kind].map(({ input, place }) => ({
      place,
      input: { ...change(input), id: now(kind, input.id) },
    }));
  return {
    ...content,
    entries: {
      scale: each('scale', (input) => input),
      expert: each('expert', (input) => input),
      source: each('source', (input) => input),
      question: each('question', (input) => ({
        ...input,
        ...(input.scale !== undefined && { scale: now('scale', input.scale) }),
        ...(input.succeeds !== undefined && { succeeds: now('question', input.succeeds) }),
      })),
      statement: each('statement', (input) => ({
        ...input,
        ...(input.expert !== undefined && { expert: now('expert', input.expert) }),
        ...(input.experts !== undefined && { experts: [...new Set(input.experts.map((id) => now('expert', id)))] }),
        ...(input.source !== undefined && { source: now('source', input.source) }),
        ...(input.sources !== undefined && { sources: [...new Set(input.sources.map((id) => now('source', id)))] }),
      })),
      position: each('position', (input) => ({
        ...input,
        expert: now('expert', input.expert),
        question: now('question', input.question),
        statements: input.statements.map((id) => now('statement', id)),
        ...(input.supersedes !== undefined && { supersedes: now('position', input.supersedes) }),
      })),
    },
  };
}
