/** What the records are called that positions and statements name: an id says little to whoever reads a table. */
import type { Expert } from './expert.ts';
import type { Position } from './position.ts';
import type { Question } from './question.ts';
import type { Scale } from './scale.ts';
import type { Source } from './source.ts';
import type { Statement } from './statement.ts';

/** Names of experts, titles of questions and sources, and labels of options, each by its id; one that is not known has none. */
export type NamesById = {
  readonly expert: (id: string) => string | null;
  readonly question: (id: string) => string | null;
  readonly source: (id: string) => string | null;
  readonly option: (position: Pick<Position, 'question' | 'option'>) => string | null;
};

type Known = {
  readonly expert: ReadonlyMap<string, Pick<Expert, 'name'>>;
  readonly question: ReadonlyMap<string, Pick<Question, 'title' | 'scale'>>;
  readonly source: ReadonlyMap<string, Pick<Source, 'title'>>;
  readonly scale: ReadonlyMap<string, Pick<Scale, 'options'>>;
};

/** Where nothing is known of any. */
export const NO_NAMES: NamesById = {
  ...{ expert: () => null, question: () => null, source: () => null },
  option: () => null,
};

/** What those are called that are among the records given. */
export const calledIn = ({ expert, question, source, scale }: Known): NamesById => ({
  expert: (id) => expert.get(id)?.name ?? null,
  question: (id) => question.get(id)?.title ?? null,
  source: (id) => source.get(id)?.title ?? null,
  option: (position) => {
    const of = question.get(position.question)?.scale ?? '';
    return scale.get(of)?.options.find(({ id }) => id === position.option)?.label ?? null;
  },
});

/** What a table says beside the ids of a position and of a statement. */
export const NAMES_BESIDE = {
  position: {
    expert: ({ expert }: Pick<Position, 'expert'>, called: NamesById) => called.expert(expert),
    question: ({ question }: Pick<Position, 'question'>, called: NamesById) => called.question(question),
    option: (position: Pick<Position, 'question' | 'option'>, called: NamesById) => called.option(position),
  },
  statement: {
    expert: ({ expert }: Pick<Statement, 'expert'>, called: NamesById) => called.expert(expert),
    source: ({ source }: Pick<Statement, 'source'>, called: NamesById) => called.source(source),
    experts: ({ experts }: Listed<'experts'>, called: NamesById) => inLines(experts.map(called.expert)),
    sources: ({ sources }: Listed<'sources'>, called: NamesById) => inLines(sources.map(called.source)),
  },
} as const;

type Listed<F extends 'experts' | 'sources'> = { readonly [K in F]: readonly string[] };

/** A line each, so that they stand as their ids do. */
const inLines = (names: readonly (string | null)[]): string => names.map((name) => name ?? '').join('\n');
