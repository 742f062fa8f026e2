/** GEXF and GraphML, read back by an independent library. */
import { DOMParser } from '@xmldom/xmldom';
import { MultiGraph } from 'graphology';
import readGexf from 'graphology-gexf';
import readGraphml from 'graphology-graphml';
import t from 'tap';
import type { Answer } from '../../../src/answers/answer.ts';
import { networkAnswer } from '../../../src/answers/comparison/network.ts';
import type { Graph } from '../../../src/answers/graph.ts';
import { networkReader } from '../../../src/core/comparison/network/build-network.ts';
import { NETWORK_DEFAULTS, type NetworkOptions } from '../../../src/core/comparison/network/network.ts';
import type { Format } from '../../../src/formats/format.ts';
import { gexf } from '../../../src/formats/graph/gexf.ts';
import { graphml } from '../../../src/formats/graph/graphml.ts';
import { HOSTILE } from '../../helpers/fixtures/hostile.ts';
import { readMaterial } from '../../helpers/fixtures/read-material.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { rendered } from '../../helpers/fixtures/table.ts';

const FORMATS = [
  { format: gexf, read: (text: string) => readGexf.parse(MultiGraph, text) },
  { format: graphml, read: (text: string) => readGraphml.parse(MultiGraph, text) },
];

const answerOf = (told: Story, options: Partial<NetworkOptions> = {}): Answer =>
  networkAnswer(
    readMaterial(materialOf(told.bundle()), (ground) =>
      networkReader(
        { ...ground, includes: () => true },
        { ...NETWORK_DEFAULTS, from: null, to: null, knownAt: null, ...options },
      ),
    ),
  );
const answerWith = (graph: Graph): Answer => ({ document: {}, graph: () => graph });

/** Every attribute as text: what is a number in one format is one in the other. */
const shown = (attributes: object) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));

const town = () =>
  story()
    .expert('ada')
    .expert('cho')
    .expert('tolls', { name: 'Tolls & Sons' })
    .says('ada', 'bridge', 'support')
    .says('ada', 'tolls', 'oppose')
    .says('tolls', 'bridge', 'support')
    .says('tolls', 'tolls', 'support')
    .says('cho', 'ferry', 'support');

for (const { format, read } of FORMATS) {
  t.test(`${format.name}: two actors are one undirected edge with its weight and its n`, async (t) => {
    const graph = read(await rendered(format, answerOf(town(), { normalisation: 'average' })));
    t.strictSame(graph.nodes(), ['expert:ada', 'expert:cho', 'expert:tolls']);
    t.strictSame(
      graph.mapNodes((_, attributes) => shown(attributes)),
      [
        { label: 'ada', kind: 'expert', positions: '2' },
        { label: 'cho', kind: 'expert', positions: '1' },
        { label: 'Tolls & Sons', kind: 'expert', positions: '2' },
      ],
    );
    t.equal(graph.undirectedSize, graph.size);
    t.strictSame(
      graph.mapEdges((_, attributes, source, target) => [source, target, shown(attributes)]),
      [['expert:ada', 'expert:tolls', { weight: '0', shared: '2', congruence: '1', conflict: '1' }]],
    );
  });

  t.test(`${format.name}: a question and an expert of the same id are two nodes`, async (t) => {
    const graph = read(await rendered(format, answerOf(town(), { mode: 'two-mode' })));
    t.strictSame(graph.nodes().sort(), [
      'expert:ada',
      'expert:cho',
      'expert:tolls',
      'question:bridge',
      'question:ferry',
      'question:tolls',
    ]);
    t.strictSame(shown(graph.getEdgeAttributes(graph.edges('expert:ada', 'question:tolls')[0])), {
      weight: '-1',
      agree: '0',
      disagree: '1',
    });
    t.equal(graph.getNodeAttribute('question:tolls', 'kind'), 'question');
  });

  t.test(`${format.name}: names of organizations are labels, and ids have no blanks`, async (t) => {
    const told = story()
      .expert('ada', { affiliations: [{ organization: 'Port of the Isles' }] })
      .expert('ben', { affiliations: [{ organization: 'Guild' }] })
      .says('ada', 'bridge', 'support')
      .says('ben', 'bridge', 'support');
    const graph = read(await rendered(format, answerOf(told, { actor: 'organization' })));
    t.strictSame(
      graph.mapNodes((id, { label }) => [id, label]),
      [
        ['organization:1', 'Guild'],
        ['organization:2', 'Port of the Isles'],
      ],
    );
  });

  t.test(`${format.name}: whatever people wrote comes back as it was`, async (t) => {
    const graph = {
      description: HOSTILE.join(' '),
      nodeAttributes: [{ key: 'note', type: 'string' }],
      edgeAttributes: [],
      nodes: HOSTILE.map((text, index) => ({ id: `n${index}`, label: text, values: [text] })),
      edges: [{ source: 'n0', target: 'n1', weight: -0.1, values: [] }],
    } as const;
    const text = await rendered(format, answerWith(graph));
    const back = read(text);
    const wanted = HOSTILE.map((it) => it.replaceAll('\u{fffe}', '\u{fffd}'));
    t.strictSame(
      back.mapNodes((_, { label }) => label),
      wanted,
    );
    t.strictSame(
      back.mapNodes((_, { note }) => note),
      wanted,
    );
    t.equal(Number(back.getEdgeAttribute(back.edges('n0', 'n1')[0], 'weight')), -0.1);
    const faults: string[] = [];
    new DOMParser({ onError: (level, message) => level === 'warning' || faults.push(message) }).parseFromString(
      text,
      'text/xml',
    );
    t.strictSame(faults, []);
  });

  t.test(
    `${format.name}: an empty network is a graph without nodes, and the same network the same bytes`,
    async (t) => {
      t.equal(read(await rendered(format, answerOf(story()))).order, 0);
      const twice = await Promise.all([rendered(format, answerOf(town())), rendered(format, answerOf(town()))]);
      t.equal(twice[0], twice[1]);
      t.notMatch(twice[0], /date/i);
    },
  );

  t.test(`${format.name}: an answer that is no graph cannot be had in it`, async (t) => {
    const render = async (it: Format) => it.render({ document: {} });
    await t.rejects(render(format), { message: /made from a graph/ });
  });
}
