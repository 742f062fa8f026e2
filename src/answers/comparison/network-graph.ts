/** The discourse network as a graph for network tools, and what its numbers mean in sentences. */
import type { Network } from '../../core/comparison/network/network.ts';
import type { NetworkGraph } from '../graph.ts';
import { NOTHING_ON_RECORD } from '../table.ts';
import { PREVIEW_WORDS } from '../words.ts';

/** What the network was made of and how, in sentences. */
export function networkNotes(network: Network): string[] {
  const { mode, actor, aggregation, normalisation, duplicates, from, asOf, left, preview } = network;
  const range = from === null && asOf === null ? 'all that is on record' : `${from ?? '…'} to ${asOf ?? '…'}`;
  return [
    ...(preview === true ? [PREVIEW_WORDS] : []),
    `A ${mode} network of ${actor}s: ${aggregation}; normalisation ${normalisation}; duplicates ${duplicates}. Said: ${range}.`,
    `${NOTHING_ON_RECORD} ${mode === 'one-mode' ? 'no question on which both took a side' : 'took no side'}.`,
    ...Object.entries({
      'took no side': left.withoutSide,
      'belong to no organization that was chosen': left.withoutOrganization,
      'count once with another': left.duplicates,
    })
      .filter(([, n]) => n > 0)
      .map(([why, n]) => `${n} further ${n === 1 ? 'position' : 'positions'}: ${why}.`),
  ];
}

/** Nodes are the actors, and in a two-mode network the questions too; every edge has its counts. */
export function networkGraph(network: Network): NetworkGraph {
  const { actor, actors, questions, pairs, ties } = network;
  const description = networkNotes(network).join(' ');
  // The names of organizations are no ids: they have blanks.
  const nodeIds = new Map(
    actors.map(({ id }, index) => [id, actor === 'organization' ? `organization:${index + 1}` : `expert:${id}`]),
  );
  const idOf = (id: string): string => nodeIds.get(id) ?? id;
  const nodes = actors.map(({ id, name, positions }) => ({ id: idOf(id), label: name, values: [actor, positions] }));
  const nodeAttributes = [
    { key: 'kind', type: 'string' },
    { key: 'positions', type: 'integer' },
  ] as const;
  if (network.mode === 'one-mode')
    return {
      description,
      firstMode: null,
      nodeAttributes,
      nodes,
      edgeAttributes: integers('shared', 'congruence', 'conflict'),
      edges: pairs.map(({ a, b, weight, shared, congruence, conflict }) => ({
        source: idOf(a),
        target: idOf(b),
        weight,
        values: [shared, congruence, conflict],
      })),
    };
  return {
    description,
    firstMode: nodes.length,
    nodeAttributes,
    nodes: [
      ...nodes,
      ...questions.map(({ id, title, positions }) => ({
        id: `question:${id}`,
        label: title,
        values: ['question', positions],
      })),
    ],
    edgeAttributes: integers('agree', 'disagree'),
    edges: ties.map(({ actor: id, question, weight, agree, disagree }) => ({
      source: idOf(id),
      target: `question:${question}`,
      weight,
      values: [agree, disagree],
    })),
  };
}

const integers = (...keys: readonly string[]) => keys.map((key) => ({ key, type: 'integer' as const }));
