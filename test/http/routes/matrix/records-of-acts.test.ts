/** An act on record is shown as that, and nowhere as a quotation or a paraphrase. */
import { parse } from 'csv-parse/sync';
import t from 'tap';
import { type Story, story } from '../../../helpers/fixtures/story.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const WHAT = 'Is listed among the ayes.';

const vote = (): Story =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .question('weir', { title: 'Weir' })
    .source('minutes', { title: 'Minutes', publisher: 'Council', url: 'https://example.org/minutes' })
    .statement('vote', 'ada', {
      source: 'minutes',
      attribution: 'record',
      paraphrase: WHAT,
      saidOn: '2024-06-12',
      venue: 'council session',
    })
    .position('aye', {
      expert: 'ada',
      question: 'weir',
      option: 'support',
      statements: ['vote'],
      summary: 'Voted for.',
    })
    .statement('earlier', 'ada', { source: 'minutes', attribution: 'direct', quotes: ['No.'], saidOn: '2024-06-01' })
    .position('nay', { expert: 'ada', question: 'weir', option: 'oppose', statements: ['earlier'] });

const app = await serviceOver(t, await storeOf(t, vote()));
const ask = async (url: string): Promise<string> => {
  const { statusCode, body } = await app.inject(url);
  t.equal(statusCode, 200, url);
  return body;
};
const MATRIX = '/v1/questions/weir/matrix';

t.test('in tables for machines it has its attribution, and no quote', async (t) => {
  const [row] = parse(await ask(`${MATRIX}.csv?include=statements`), { columns: true }) as Record<string, string>[];
  t.match(row, { quotes: '', paraphrases: WHAT, attributions: 'record', statement_ids: 'vote' });
  const [move] = parse(await ask('/v1/experts/ada/moves.csv'), { columns: true }) as Record<string, string>[];
  t.match(move, { from_attributions: 'direct', to_attributions: 'record', to_quotes: '', to_paraphrases: WHAT });
  const { cells } = JSON.parse(await ask(`${MATRIX}?include=statements`));
  t.match(cells[0].statements, [{ attribution: 'record', quotes: [], paraphrase: WHAT }]);
});

t.test('in tables for people it is marked as a record', async (t) => {
  for (const suffix of ['md', 'txt']) {
    const body = await ask(`${MATRIX}.${suffix}?include=statements`);
    t.match(body.replaceAll(/\\(?=[[\]])/g, ''), '[record]', suffix);
    t.notMatch(body, /paraphrase/i, suffix);
  }
  t.match((await ask('/v1/experts/ada/moves.md')).replaceAll('\\', ''), '[record]');
  const html = await ask(`${MATRIX}.html?include=statements`);
  t.match(html, `<em>Record:</em> <bdi>${WHAT}</bdi>`);
  t.match(html, 'done on 2024-06-12');
  t.notMatch(html, /paraphrase|blockquote/i);
});

t.test('on pages and in embeds it is marked as a record, and dated as an act', async (t) => {
  for (const url of ['/cells/ada/weir', '/embed/cells/ada/weir', '/experts/ada', '/questions/weir']) {
    const body = await ask(url);
    t.match(body, /<span class="tag">Record<\/span> (?:<[^>]+>)*Is listed among the ayes/, url);
    t.match(body, /Done <time datetime="2024-06-12">/, url);
    t.notMatch(body, '<span class="tag">Paraphrase</span>', url);
    t.notMatch(body, `“${WHAT}`, url);
  }
});

t.test('in feeds it is told as a record', async (t) => {
  t.match(await ask('/v1/changes.atom'), `Record: ${WHAT}`);
  const { items } = JSON.parse(await ask('/v1/changes.jsonfeed'));
  t.match(JSON.stringify(items), `Record: ${WHAT}`);
  t.notMatch(JSON.stringify(items), /Paraphrase/);
});

t.test('for schema.org it is an entry about an action of the expert, which the expert did not write', async (t) => {
  const graph: { [property: string]: unknown }[] = JSON.parse(await ask(`${MATRIX}.jsonld`))['@graph'];
  t.strictSame(
    graph.find((it) => it['@id'] === 'urn:standpoint:statement:vote'),
    {
      '@type': 'CreativeWork',
      '@id': 'urn:standpoint:statement:vote',
      abstract: WHAT,
      about: { '@type': 'Action', agent: { '@id': 'urn:standpoint:expert:ada' }, description: WHAT },
      isBasedOn: { '@id': 'urn:standpoint:source:minutes' },
      temporalCoverage: '2024-06-12',
      recordedAt: { '@type': 'Event', name: 'council session' },
    },
  );
  t.strictSame(
    graph.filter((it) => it['@type'] === 'Quotation').map((it) => it.text),
    [],
  );
});

t.test('as an annotation it describes the record, and quotes nothing of it', async (t) => {
  const { items } = JSON.parse(await ask(`${MATRIX}.anno`));
  const [{ body, target }] = items.filter(({ id }: { id: string }) => id.endsWith(':vote'));
  t.match(body, [
    { purpose: 'identifying' },
    { purpose: 'describing', value: WHAT },
    { purpose: 'tagging', value: 'record' },
    { purpose: 'classifying' },
  ]);
  t.strictSame(
    target.map((it: object) => Object.keys(it)),
    [['type', 'source']],
  );
});

t.test('the document knows it as an attribution', async (t) => {
  const { components } = (await app.inject('/openapi.json')).json();
  t.match(components.schemas.Statement.properties.attribution, { $ref: '#/components/schemas/Attribution' });
  t.strictSame(components.schemas.Attribution.enum, ['direct', 'mixed', 'paraphrase', 'record']);
});
