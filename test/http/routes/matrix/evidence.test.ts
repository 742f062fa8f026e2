import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { Matrix } from '../../../../src/core/matrix/matrix.ts';
import { isolatedLines } from '../../../../src/formats/isolation.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { DAVIS_ON_WESTERN_TROOPS, TURNER_ON_WEAPONS } from '../../../helpers/formats/quotes.ts';
import { seededService, serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const app = await seededService(t);

const quotesIn = (matrix: Matrix, expert: string): string[] =>
  matrix.cells
    .filter((cell) => cell.expert === expert)
    .flatMap(({ statements = [] }) => statements.flatMap(({ quotes }) => quotes));

t.test("the words behind Davis's cell on Western troops are there, byte for byte, with their source", async (t) => {
  const url = '/v1/questions/western-troops/matrix';
  const matrix: Matrix = (await app.inject(`${url}?include=statements`)).json();
  const cell = matrix.cells.find(({ expert }) => expert === 'davis');
  t.equal(quotesIn(matrix, 'davis')[0], DAVIS_ON_WESTERN_TROOPS);
  t.equal(cell?.statements?.[0]?.source.publisher, 'The Epoch Times');
  t.equal(cell?.condition, 'if North Korean forces take part in the fighting');

  const rows: { [column: string]: string }[] = parse((await app.inject(`${url}.csv?include=statements`)).body, {
    columns: true,
  });
  const row = rows.find(({ expert_id }) => expert_id === 'davis');
  t.equal(row?.quotes?.split('\n')[0], DAVIS_ON_WESTERN_TROOPS);
  t.match(row, { option_id: 'lean-support', value: '0.5', statement_ids: /^davis-boots-on-the-ground\n/ });

  const { body } = await app.inject(`${url}.md?include=statements`);
  const line = body.split('\n').find((each) => each.startsWith('| Paul Davis'));
  t.equal(line?.includes(`“${DAVIS_ON_WESTERN_TROOPS}”`), true);

  t.equal((await app.inject('/v1/statements/davis-boots-on-the-ground')).json().quotes[0], DAVIS_ON_WESTERN_TROOPS);
  t.match((await app.inject('/v1/statements.ndjson?expert=davis')).body, `["${DAVIS_ON_WESTERN_TROOPS}"]`);
});

t.test('typographic quotation marks and dashes stay what they are', async (t) => {
  for (const suffix of ['json', 'csv', 'md'])
    t.match(
      (await app.inject(`/v1/questions/us-weapons-limits/matrix.${suffix}?include=statements`)).body,
      TURNER_ON_WEAPONS,
      suffix,
    );
});

const WILD = [
  'a “b” \'c\' "d"',
  'comma, and\nnew line',
  ' | pipe | `tick` <b>&amp;</b> ',
  'é e\u0301 猫🐈‍⬛ \u202eabc',
  '2024-10-23',
  '-',
  '\\n',
];

t.test(
  'whatever characters a quote has, JSON and NDJSON give them back, and CSV where none would turn its row',
  async (t) => {
    const told = story();
    WILD.forEach((quote, index) => told.says(`e${index}`, 'bridge', 'support', { quote }));
    const service = await serviceOver(t, await storeOf(t, told));
    const matrix: Matrix = (await service.inject('/v1/questions/bridge/matrix?include=statements')).json();
    const rows: { [column: string]: string }[] = parse(
      (await service.inject('/v1/questions/bridge/matrix.csv?include=statements')).body,
      { columns: true },
    );
    const lines = (await service.inject('/v1/statements.ndjson')).body.trimEnd().split('\n');
    const stated = new Map(lines.map((line) => JSON.parse(line)).map(({ expert, quotes }) => [expert, quotes]));
    WILD.forEach((quote, index) => {
      t.strictSame(quotesIn(matrix, `e${index}`), [quote]);
      t.equal(rows[index]?.quotes, isolatedLines(quote));
      t.strictSame(stated.get(`e${index}`), [quote]);
    });
  },
);

t.test(
  'a quote that a spreadsheet would run as a formula is made harmless in CSV, and stays itself in JSON',
  async (t) => {
    const service = await serviceOver(t, await storeOf(t, story().says('ada', 'bridge', 'support', { quote: '=1+1' })));
    const url = '/v1/questions/bridge/matrix';
    t.match((await service.inject(`${url}?include=statements`)).body, '["=1+1"]');
    t.match((await service.inject(`${url}.csv?include=statements`)).body, ",'=1+1,");
  },
);

t.test('what is retold is marked as retold', async (t) => {
  const { body } = await app.inject('/v1/questions/kursk-only/matrix.txt?include=statements');
  t.match(body, '[paraphrase]');
});
