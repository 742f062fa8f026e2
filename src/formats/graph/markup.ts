/** What GEXF and GraphML have in common: XML of a graph, the same bytes for the same graph. */

import type { Answer } from '../../answers/answer.ts';
import type { Graph, GraphAttribute, GraphValue } from '../../answers/graph.ts';
import { Markup, markup } from '../markup.ts';

export const XML_HEAD = new Markup('<?xml version="1.0" encoding="UTF-8"?>\n');

/** The graph of an answer, without the two characters that people may write and XML 1.0 cannot hold. */
export function graphOf({ graph }: Answer): Graph {
  if (graph === undefined) throw new TypeError('a file for network tools is made from a graph');
  const { description, nodes, ...rest } = graph();
  const clean = <T extends GraphValue>(value: T): T =>
    (typeof value === 'string' ? value.replaceAll(/[\u{fffe}\u{ffff}]/gu, '\u{fffd}') : value) as T;
  return {
    ...rest,
    description: clean(description),
    nodes: nodes.map(({ id, label, values }) => ({ id, label: clean(label), values: values.map(clean) })),
  };
}

/** Text, of which no parser makes other line ends: some take those of XML 1.1 for their own. */
export const content = (value: GraphValue): Markup =>
  new Markup(markup`${value}`.text.replaceAll('\u{85}', '&#133;').replaceAll('\u{2028}', '&#8232;'));

/** The value of an attribute of an element, in which a parser would also turn line ends and tabs into blanks. */
export const attribute = (value: GraphValue): Markup =>
  new Markup(content(value).text.replaceAll('\n', '&#10;').replaceAll('\t', '&#9;'));

/** A part for each attribute that has a value. */
export const perValue = (
  attributes: readonly GraphAttribute[],
  values: readonly GraphValue[],
  part: (attribute: GraphAttribute, value: GraphValue) => Markup,
): Markup[] =>
  attributes.flatMap((it, index) => {
    const value = values[index];
    return value === undefined ? [] : [part(it, value)];
  });
