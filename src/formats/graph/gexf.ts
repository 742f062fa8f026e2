/** GEXF 1.2, the exchange format of Gephi: https://gexf.net/1.2/ */
import type { GraphAttribute, GraphValue } from '../../answers/graph.ts';
import type { Format } from '../format.ts';
import { type Markup, markup } from '../markup.ts';
import { attribute, content, graphOf, perValue, XML_HEAD } from './markup.ts';

export const gexf: Format = {
  name: 'gexf',
  mediaType: 'application/gexf+xml; charset=utf-8',
  needs: 'graph',
  options: [],
  render(answer) {
    const { description, nodeAttributes, edgeAttributes, nodes, edges } = graphOf(answer);
    return markup`${XML_HEAD}<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<meta><creator>Standpoint</creator><description>${content(description)}</description></meta>
<graph defaultedgetype="undirected" mode="static">
${declared('node', nodeAttributes)}${declared('edge', edgeAttributes)}<nodes>
${nodes.map(({ id, label, values }) => markup`<node id="${attribute(id)}" label="${attribute(label)}">${given(nodeAttributes, values)}</node>\n`)}</nodes>
<edges>
${edges.map(({ source, target, weight, values }, index) => markup`<edge id="${index}" source="${attribute(source)}" target="${attribute(target)}" weight="${weight}">${given(edgeAttributes, values)}</edge>\n`)}</edges>
</graph>
</gexf>
`.text;
  },
};

const declared = (of: 'node' | 'edge', attributes: readonly GraphAttribute[]): Markup =>
  markup`<attributes class="${of}">${attributes.map(({ key, type }) => markup`<attribute id="${key}" title="${key}" type="${type}"/>`)}</attributes>\n`;

const given = (attributes: readonly GraphAttribute[], values: readonly GraphValue[]): Markup =>
  markup`<attvalues>${perValue(attributes, values, ({ key }, value) => markup`<attvalue for="${key}" value="${attribute(value)}"/>`)}</attvalues>`;
