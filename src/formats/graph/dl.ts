/**
 * UCINET DL, a full matrix with the names of its rows and columns in quotes, as "DL language" in the help of UCINET 6
 * describes it: http://www.analytictech.com/ucinet/help/hs5000.htm. A one-mode network is square and symmetric, a
 * two-mode network has actors down and questions across. Where nothing ties two nodes there is a 0.
 */
import type { NetworkGraph } from '../../answers/graph.ts';
import type { Format } from '../format.ts';

export const dl: Format = {
  name: 'dl',
  mediaType: 'text/x-ucinet-dl; charset=utf-8',
  needs: 'network',
  options: [],
  render({ network }) {
    if (network === undefined) throw new TypeError('DL is made from a network');
    const graph = network();
    const { nodes, firstMode } = graph;
    const names = labelsOf(nodes);
    const rows = matrixOf(graph).map((row) => row.join(' '));
    const [head, ...labels] =
      firstMode === null
        ? [`n=${nodes.length}`, 'labels:', ...names]
        : [
            `nr=${firstMode} nc=${nodes.length - firstMode}`,
            ...['row labels:', ...names.slice(0, firstMode)],
            ...['column labels:', ...names.slice(firstMode)],
          ];
    return `${[`dl ${head} format=fullmatrix`, ...labels, 'data:', ...rows].join('\n')}\n`;
  },
};

/** Weights by row and column. */
function matrixOf({ nodes, edges, firstMode }: NetworkGraph): number[][] {
  const at = new Map(nodes.map(({ id }, index) => [id, index]));
  const [height, from] = firstMode === null ? [nodes.length, 0] : [firstMode, firstMode];
  const rows = Array.from({ length: height }, () => new Array<number>(nodes.length - from).fill(0));
  const set = (a: number, b: number, weight: number) => {
    const row = rows[a];
    if (row !== undefined) row[b - from] = weight;
  };
  for (const { source, target, weight } of edges) {
    const [a, b] = [at.get(source), at.get(target)];
    if (a === undefined || b === undefined) throw new TypeError(`${source} or ${target} is no node of the network`);
    set(a, b, weight);
    if (firstMode === null) set(b, a, weight);
  }
  return rows;
}

/** UCINET keeps so many characters of a label, in upper case. */
const KEPT_CHARACTERS = 18;

/**
 * The label of each node in quotes, on one line and with no quote within it. Where UCINET would take two for one, each
 * has its number among the nodes in front of it; all have, where one with a number would be taken for another.
 */
function labelsOf(nodes: NetworkGraph['nodes']): string[] {
  const plain = nodes.map(({ label }) => label.replaceAll(/\s+/gu, ' ').replaceAll('"', "'"));
  const kept = (label: string) => label.slice(0, KEPT_CHARACTERS).toUpperCase();
  const alike = Map.groupBy(plain, kept);
  const numbered = (label: string, index: number) => `${index + 1} ${label}`;
  const told = plain.map((label, index) =>
    (alike.get(kept(label))?.length ?? 0) > 1 ? numbered(label, index) : label,
  );
  const isClear = new Set(told.map(kept)).size === told.length;
  return (isClear ? told : plain.map(numbered)).map((label) => `"${label}"`);
}
