/** GraphML, which most network libraries read: http://graphml.graphdrawing.org/specification.html */
import type { GraphAttribute, GraphValue } from '../../answers/graph.ts';
import type { Format } from '../format.ts';
import { type Markup, markup } from '../markup.ts';
import { attribute, content, graphOf, perValue, XML_HEAD } from './markup.ts';

/** Names of attributes hold for nodes or for edges; ids of keys hold for the whole file. */
const keyId = (of: 'node' | 'edge', name: string): string => `${of}-${name}`;

export const graphml: Format = {
  name: 'graphml',
  mediaType: 'application/graphml+xml; charset=utf-8',
  needs: 'graph',
  options: [],
  render(answer) {
    const { description, nodeAttributes, edgeAttributes, nodes, edges } = graphOf(answer);
    return markup`${XML_HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<desc>${content(description)}</desc>
${key('node', 'label', 'string')}${nodeAttributes.map((it) => key('node', it.key, it.type))}${key('edge', 'weight', 'double')}${edgeAttributes.map((it) => key('edge', it.key, it.type))}<graph id="network" edgedefault="undirected">
${nodes.map(({ id, label, values }) => markup`<node id="${attribute(id)}">${data('node', 'label', label)}${given('node', nodeAttributes, values)}</node>\n`)}${edges.map(({ source, target, weight, values }, index) => markup`<edge id="e${index}" source="${attribute(source)}" target="${attribute(target)}">${data('edge', 'weight', weight)}${given('edge', edgeAttributes, values)}</edge>\n`)}</graph>
</graphml>
`.text;
  },
};

const key = (of: 'node' | 'edge', name: string, type: 'double' | GraphAttribute['type']): Markup =>
  markup`<key id="${keyId(of, name)}" for="${of}" attr.name="${name}" attr.type="${type === 'integer' ? 'int' : type}"/>\n`;

const data = (of: 'node' | 'edge', name: string, value: GraphValue): Markup =>
  markup`<data key="${keyId(of, name)}">${content(value)}</data>`;

const given = (of: 'node' | 'edge', attributes: readonly GraphAttribute[], values: readonly GraphValue[]): Markup[] =>
  perValue(attributes, values, (it, value) => data(of, it.key, value));
