/** The discourse network: a row per edge, and the matrix of its weights. */

import type { Network, NetworkActor, NetworkPair, NetworkTie } from '../../core/comparison/network/network.ts';
import type { Answer, Shape } from '../answer.ts';
import { markedAnswer } from '../preview.ts';
import { columnsOf, NOTHING_ON_RECORD, type Table, tableOf, type Value } from '../table.ts';
import { networkGraph, networkNotes } from './network-graph.ts';

export const NETWORK_SHAPES: readonly Shape[] = ['records', 'wide', 'display', 'graph', 'network'];

export const networkAnswer = (network: Network): Answer =>
  markedAnswer(network, {
    document: network,
    basis: network,
    records: () => networkRecords(network),
    wide: () => networkWide(network),
    display: () => networkDisplay(network),
    graph: () => networkGraph(network),
    network: () => networkGraph(network),
  });

/** One row per edge: a pair of actors, or an actor and a question. */
function networkRecords(network: Network): Table {
  const names = new Map(network.actors.map(({ id, name }) => [id, name]));
  if (network.mode === 'one-mode') {
    const { text, number } = columnsOf<NetworkPair>();
    const columns = [
      text('a_id', 'A (id)', ({ a }) => a),
      text('a', 'A', ({ a }) => names.get(a) ?? a),
      text('b_id', 'B (id)', ({ b }) => b),
      text('b', 'B', ({ b }) => names.get(b) ?? b),
      number('weight', 'Weight', ({ weight }) => weight),
      number('shared', 'Shared questions (n)', ({ shared }) => shared),
      number('congruence', 'Congruence', ({ congruence }) => congruence),
      number('conflict', 'Conflict', ({ conflict }) => conflict),
    ];
    return tableOf('Network', columns, network.pairs);
  }
  const titles = new Map(network.questions.map(({ id, title }) => [id, title]));
  const { text, number } = columnsOf<NetworkTie>();
  const columns = [
    text('actor_id', 'Actor id', ({ actor }) => actor),
    text('actor', 'Actor', ({ actor }) => names.get(actor) ?? actor),
    text('question_id', 'Question id', ({ question }) => question),
    text('question', 'Question', ({ question }) => titles.get(question) ?? question),
    number('weight', 'Weight', ({ weight }) => weight),
    number('agree', 'Agree', ({ agree }) => agree),
    number('disagree', 'Disagree', ({ disagree }) => disagree),
  ];
  return tableOf('Network', columns, network.ties);
}

type Head = { readonly id: string; readonly name: string };

/** What stands across: the actors again, or the questions. */
const heads = (network: Network): readonly Head[] =>
  network.mode === 'one-mode' ? network.actors : network.questions.map(({ id, title }) => ({ id, name: title }));

/** The weights by row, then by column; an edge of a pair is found from both sides. */
function weights({ pairs, ties }: Network): (row: string, column: string) => number | undefined {
  const rows = new Map<string, Map<string, number>>();
  const put = (row: string, column: string, weight: number) => {
    const columns = rows.get(row) ?? new Map<string, number>();
    rows.set(row, columns.set(column, weight));
  };
  for (const { a, b, weight } of pairs) {
    put(a, b, weight);
    put(b, a, weight);
  }
  for (const { actor, question, weight } of ties) put(actor, question, weight);
  return (row, column) => rows.get(row)?.get(column);
}

function grid(network: Network, none: Value, notes: readonly string[]): Table {
  const weightOf = weights(network);
  const { text, number } = columnsOf<NetworkActor>();
  const columns = [
    text('id', 'Id', ({ id }) => id),
    text('name', 'Name', ({ name }) => name),
    ...heads(network).map((head) => number(head.id, head.name, ({ id }) => weightOf(id, head.id) ?? none)),
  ];
  return tableOf('Network', columns, network.actors, notes);
}

/** The matrix: actors down, actors or questions across; 0 where there is no edge. */
const networkWide = (network: Network): Table => grid(network, 0, []);

/** The matrix for people: an em dash where there is no edge, so that a 0 is a balance and never a silence. */
const networkDisplay = (network: Network): Table[] => {
  const table = grid(network, NOTHING_ON_RECORD, networkNotes(network));
  return [{ ...table, columns: table.columns.slice(1), rows: table.rows.map((row) => row.slice(1)) }];
};
