/** The discourse network: actors tied by the sides they took on the same questions, or to the questions themselves. */
import { type Static, Type } from 'typebox';
import { basisOfPreviewed } from '../../matrix/matrix.ts';
import type { Violation } from '../../values/errors.ts';
import { Id, Nullable, OneOf, PartialDate, Record, RefTo, Text } from '../../values/schema.ts';
import { AGGREGATIONS, type Aggregation, NORMALISATIONS, type Normalisation } from './measures.ts';

export const NETWORK_MODES = ['one-mode', 'two-mode'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];

export const ACTORS = ['expert', 'organization'] as const;
export type ActorKind = (typeof ACTORS)[number];

/** Every position counts; or one per actor, question, side and source, week, month, year; or per actor, question and side. */
export const DUPLICATES = ['include', 'source', 'week', 'month', 'year', 'across-range'] as const;
export type Duplicates = (typeof DUPLICATES)[number];

/** How a network is to be made of positions. */
export type NetworkOptions = {
  readonly mode: NetworkMode;
  readonly actor: ActorKind;
  readonly aggregation: Aggregation;
  readonly normalisation: Normalisation;
  readonly duplicates: Duplicates;
  /** First and last day, both included; null: without a limit. */
  readonly from: string | null;
  readonly to: string | null;
  /** An instant that is past; null for all that is known. */
  readonly knownAt: string | null;
};

/** What a network is made by unless something else is wanted; it goes with either mode. */
export const NETWORK_DEFAULTS = {
  mode: 'one-mode',
  actor: 'expert',
  aggregation: 'subtract',
  normalisation: 'none',
  duplicates: 'include',
} as const satisfies Partial<NetworkOptions>;

/** What goes with each mode. */
export const MEASURES: {
  readonly [M in NetworkMode]: {
    readonly aggregation: readonly Aggregation[];
    readonly normalisation: readonly Normalisation[];
  };
} = {
  'one-mode': {
    aggregation: ['ignore', 'subtract', 'congruence', 'conflict'],
    normalisation: ['none', 'average', 'jaccard', 'cosine'],
  },
  'two-mode': { aggregation: ['ignore', 'subtract', 'combine'], normalisation: ['none', 'activity', 'prominence'] },
};

/** What of the options does not go together; nothing where all does. */
export function measureFaults({ mode, aggregation, normalisation }: NetworkOptions): Violation[] {
  const refused = (['aggregation', 'normalisation'] as const).flatMap((parameter) => {
    const value = { aggregation, normalisation }[parameter];
    const possible: readonly string[] = MEASURES[mode][parameter];
    if (possible.includes(value)) return [];
    return [{ parameter, message: `"${value}" is not for ${mode} networks; choose one of ${possible.join(', ')}` }];
  });
  if (refused.length > 0 || aggregation !== 'combine' || normalisation === 'none') return refused;
  const message = `"${normalisation}" would divide the codes of combine, which are no amounts; use none`;
  return [{ parameter: 'normalisation', message }];
}

const count = Type.Integer({ minimum: 0 });
const actorId = Text(300, 'Id of an expert, or name of an organization.');

export const NetworkActor = Record(
  { id: actorId, name: Text(300), positions: { ...count, description: 'Positions that count: n.' } },
  { $id: 'NetworkActor' },
);
export type NetworkActor = Static<typeof NetworkActor>;

export const NetworkQuestion = Record({ id: Id, title: Text(100), positions: count }, { $id: 'NetworkQuestion' });
export type NetworkQuestion = Static<typeof NetworkQuestion>;

export const NetworkPair = Record(
  {
    a: actorId,
    b: actorId,
    weight: Type.Number({ description: 'What the aggregation and the normalisation make of the pair.' }),
    shared: Type.Integer({ minimum: 1, description: 'Questions on which both took a side.' }),
    congruence: { ...count, description: 'Pairs of positions on the same side.' },
    conflict: { ...count, description: 'Pairs of positions on opposite sides.' },
  },
  { $id: 'NetworkPair' },
);
export type NetworkPair = Static<typeof NetworkPair>;

export const NetworkTie = Record(
  {
    actor: actorId,
    question: Id,
    weight: Type.Number({ description: 'What the aggregation and the normalisation make of the two counts.' }),
    agree: { ...count, description: 'Positions with a value above 0.' },
    disagree: { ...count, description: 'Positions with a value below 0.' },
  },
  { $id: 'NetworkTie' },
);
export type NetworkTie = Static<typeof NetworkTie>;

export const Network = Record(
  {
    ...basisOfPreviewed,
    from: Nullable({ ...PartialDate, description: 'The first day that counts; null: any.' }),
    mode: OneOf(NETWORK_MODES),
    actor: OneOf(ACTORS),
    aggregation: OneOf(AGGREGATIONS),
    normalisation: OneOf(NORMALISATIONS),
    duplicates: OneOf(DUPLICATES),
    actors: Type.Array(RefTo(NetworkActor), { description: 'Those who took a side.' }),
    questions: Type.Array(RefTo(NetworkQuestion), { description: 'Those on which a side was taken.' }),
    pairs: Type.Array(RefTo(NetworkPair), {
      description: 'One-mode: every two actors who share a question, once. The others weigh 0.',
    }),
    ties: Type.Array(RefTo(NetworkTie), {
      description: 'Two-mode: every actor with every question they took a side on. The others weigh 0.',
    }),
    left: Record(
      {
        withoutSide: { ...count, description: 'Positions with value 0 or none.' },
        withoutOrganization: {
          ...count,
          description: 'Positions of experts who then belonged to none that was chosen.',
        },
        duplicates: { ...count, description: 'Positions that count once with another.' },
      },
      { description: 'Positions of the range that do not count, and why.' },
    ),
  },
  { $id: 'Network', description: 'A discourse network: counts, not scores.' },
);
export type Network = Static<typeof Network>;
