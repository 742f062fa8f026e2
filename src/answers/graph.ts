/** A graph: what the formats of network tools are made from. One weighted, undirected edge per pair. */

export type GraphValue = string | number;

/** An attribute that nodes or edges have beside id, label and weight. */
export type GraphAttribute = { readonly key: string; readonly type: 'string' | 'integer' };

export type Graph = {
  /** What the graph shows and how its weights were made, in sentences. */
  readonly description: string;
  readonly nodeAttributes: readonly GraphAttribute[];
  readonly edgeAttributes: readonly GraphAttribute[];
  readonly nodes: readonly {
    /** Without blanks, as GraphML wants it (xs:NMTOKEN). */
    readonly id: string;
    readonly label: string;
    readonly values: readonly GraphValue[];
  }[];
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly weight: number;
    readonly values: readonly GraphValue[];
  }[];
};

/** A graph in which two nodes without an edge weigh 0, as those of a matrix do. */
export type NetworkGraph = Graph & {
  /** Of a two-mode network, how many of the nodes are of the first mode; they come first. Null of a one-mode network. */
  readonly firstMode: number | null;
};
