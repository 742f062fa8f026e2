import t from 'tap';
import { annotations } from '../../../src/formats/linked-data/annotations.ts';
import { jsonld } from '../../../src/formats/linked-data/jsonld.ts';
import { answerOfBundle } from '../../helpers/fixtures/grounds.ts';
import { harbour } from '../../helpers/fixtures/harbour.ts';
import { HOSTILE, hostileStory } from '../../helpers/fixtures/hostile.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { rendered } from '../../helpers/fixtures/table.ts';
import { isGolden } from '../../helpers/formats/golden.ts';

type Node = { readonly [property: string]: unknown };

const answer = answerOfBundle(harbour().bundle());
const pretty = (text: string): string => `${JSON.stringify(JSON.parse(text), null, 2)}\n`;

const graph: Node[] = JSON.parse(await rendered(jsonld, answer))['@graph'];
const page = JSON.parse(await rendered(annotations, answer));
const node = (id: string): Node | undefined => graph.find((it) => it['@id'] === `urn:standpoint:${id}`);
const typed = (type: string): Node[] => graph.filter((it) => it['@type'] === type);

t.test('both are as they were looked at', async (t) => {
  isGolden(t, 'harbour.jsonld', pretty(await rendered(jsonld, answer)));
  isGolden(t, 'harbour.anno.json', pretty(await rendered(annotations, answer)));
});

t.test(
  'verbatim words are a Quotation by a Person, from a work that tells its publisher, address and day',
  async (t) => {
    t.strictSame(node('statement:said-ada-bridge-1'), {
      '@type': 'Quotation',
      '@id': 'urn:standpoint:statement:said-ada-bridge-1',
      text: '“Build” it & be done',
      abstract: 'said-ada-bridge-1',
      creator: { '@id': 'urn:standpoint:expert:ada' },
      isBasedOn: { '@id': 'urn:standpoint:source:gazette' },
      dateCreated: '2024-06-12',
    });
    t.strictSame(node('expert:ada')?.affiliation, [
      {
        '@type': 'OrganizationRole',
        roleName: 'Pilot',
        startDate: '2019',
        affiliation: { '@type': 'Organization', name: 'Port' },
      },
    ]);
    t.match(node('source:gazette'), {
      '@type': 'CreativeWork',
      name: 'The Strait, Again',
      publisher: { '@type': 'Organization', name: 'Harbour Gazette' },
      url: 'https://example.org/strait?a=1&b=2',
      datePublished: '2024-06-30',
    });
  },
);

t.test('a position is of the organizations that its holder belonged to on its day, and of no others', async (t) => {
  const affiliations = [
    { organization: 'Red', to: '2022' },
    { organization: 'Blue', from: '2023' },
  ];
  const told = story()
    .expert('kos', { affiliations })
    .expert('chamber', { kind: 'organization', affiliations: [{ organization: 'Union' }] })
    .says('kos', 'bridge', 'support', { id: 'then', on: '2021-05-01' })
    .says('kos', 'ferry', 'support', { id: 'since', on: '2023' })
    .says('chamber', 'bridge', 'oppose', { id: 'of-chamber', on: '2021-05-01' });
  const { '@graph': nodes }: { '@graph': Node[] } = JSON.parse(await rendered(jsonld, answerOfBundle(told.bundle())));
  const of = (id: string) => nodes.find((it) => it['@id'] === `urn:standpoint:${id}`);
  t.strictSame(of('position:then')?.sourceOrganization, [{ '@type': 'Organization', name: 'Red' }]);
  t.strictSame(of('position:since')?.sourceOrganization, [{ '@type': 'Organization', name: 'Blue' }]);
  t.equal(of('position:of-chamber')?.sourceOrganization, undefined);
  t.match(of('expert:chamber'), { '@type': 'Organization', memberOf: [{ '@type': 'Organization', name: 'Union' }] });
});

t.test('several quotes are parts of what was said; what is only retold has an abstract and no text', async (t) => {
  const twice = node('statement:ben-twice');
  t.equal(twice?.['@type'], 'CreativeWork');
  t.strictSame(
    ((twice?.hasPart ?? []) as Node[]).map((it) => [it['@type'], it.text]),
    [
      ['Quotation', 'not a'],
      ['Quotation', 'single coin'],
    ],
  );
  const retold = graph.filter((it) => it['@type'] === 'CreativeWork' && it.abstract !== undefined && !it.hasPart);
  t.equal(retold.length > 0, true);
  for (const it of retold) t.equal('text' in it, false);
});

t.test(
  'a proposition is a Claim, and each position is one about it, read by its recorder from what was said',
  async (t) => {
    t.strictSame(node('question:bridge'), {
      '@type': 'Claim',
      '@id': 'urn:standpoint:question:bridge',
      name: 'Bridge',
      text: 'There should be a bridge.',
    });
    const positions = typed('Claim').filter((it) => it.about !== undefined);
    t.equal(positions.length, 7, 'a contradiction is told by both its sides, silence by none');
    for (const it of positions) {
      t.match(it.claimInterpreter, { '@type': 'Person', name: /./ });
      t.equal((it.appearance as unknown[]).length > 0, true);
    }
  },
);

t.test('no stance is a rating, and every reference leads to a node', async (t) => {
  t.equal(JSON.stringify(graph).includes('Review'), false);
  const ids = graph.map((it) => it['@id']);
  t.equal(new Set(ids).size, ids.length);
  for (const { appearance, creator, isBasedOn, about } of graph)
    for (const reference of [appearance, creator, isBasedOn, about].flat())
      if (reference !== undefined) t.equal(ids.includes((reference as Node)['@id']), true, JSON.stringify(reference));
});

t.test('annotations have what the W3C model requires', async (t) => {
  t.equal(page['@context'], 'http://www.w3.org/ns/anno.jsonld');
  t.equal(page.type, 'AnnotationPage');
  t.match(page.id, /^urn:/);
  t.equal(page.items.length, 7);
  for (const item of page.items) {
    t.equal(item.type, 'Annotation');
    t.match(item.id, /^urn:standpoint:statement:/);
    for (const body of item.body) t.match(body.type, /^(SpecificResource|TextualBody)$/);
    t.equal(item.target.length > 0, true);
    for (const { type, source, selector } of item.target) {
      t.equal(type, 'SpecificResource');
      t.match(source.id, /^(https?:|urn:)/);
      if (selector !== undefined) t.match(selector, { type: 'TextQuoteSelector', exact: /./ });
    }
  }
});

t.test(
  'each quote is a place of its own; the prefix goes before the first and the suffix after the last',
  async (t) => {
    const { target } = page.items.find(({ id }: { id: string }) => id.endsWith('ben-twice'));
    t.strictSame(
      target.map((it: { selector: object }) => it.selector),
      [
        { type: 'TextQuoteSelector', exact: 'not a', prefix: 'he said “' },
        { type: 'TextQuoteSelector', exact: 'single coin', suffix: '” to applause' },
      ],
    );
    t.equal(target[0].source.id, 'https://example.org/strait?a=1&b=2');
  },
);

t.test('a source without an address has a name instead, and retold words no selector', async (t) => {
  const { target } = page.items.find(({ id }: { id: string }) => id.endsWith('said-ada-tolls-5'));
  t.equal(target[0].source.id, 'urn:standpoint:source:post');
  t.equal('selector' in target[0], false);
});

t.test('hostile text comes out with its exact characters', async (t) => {
  const hostile = answerOfBundle(hostileStory().bundle(), { questions: ['first'] });
  const quoted = JSON.parse(await rendered(jsonld, hostile))['@graph'].filter(
    (it: Node) => it['@type'] === 'Quotation',
  );
  t.strictSame(
    quoted.map(({ text }: Node) => text),
    HOSTILE,
  );
  const { items } = JSON.parse(await rendered(annotations, hostile));
  t.strictSame(
    items.map(({ target }: { target: { selector: { exact: string } }[] }) => target[0]?.selector.exact),
    HOSTILE,
  );
});
