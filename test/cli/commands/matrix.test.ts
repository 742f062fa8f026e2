import { parse } from 'csv-parse/sync';
import t from 'tap';
import { DAVIS_ON_WESTERN_TROOPS } from '../../helpers/formats/quotes.ts';
import { Workplace } from '../../helpers/service/bin.ts';

const place = await new Workplace(t).seeded();

/** What a command prints that must succeed. */
async function printed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await place.runHere(args);
  t.equal(stderr, '', args.join(' '));
  t.equal(code, 0, args.join(' '));
  return stdout;
}

t.test('one question is a readable table with the quotes behind each stance', async (t) => {
  const table = await printed('matrix', 'red-line');
  t.match(table, /^Red line\n\n┌/);
  t.match(table, /│ Paul Davis .*│ Supports /);
  t.match(table, /│ John Kirby .*│ — /);
  t.match(table, '3 of 6 on record: Opposes 1, Supports 2. Mean 0.33 (n = 3).');
  t.match(table.replaceAll(/[\s│]+/g, ' '), 'Eastern European');
});

t.test('a table that goes to no terminal is as wide as COLUMNS says, where that is a number', async (t) => {
  const widths = async (COLUMNS?: string) => {
    const { stdout, stderr } = await place.runHere(['matrix', 'red-line'], COLUMNS === undefined ? {} : { COLUMNS });
    t.equal(stderr, '', String(COLUMNS));
    return Math.max(...stdout.split('\n').flatMap((line) => (/^[┌│├└]/.test(line) ? line.length : [])));
  };
  t.strictSame(await Promise.all(['60', '90', '200'].map(widths)), [60, 90, 200]);
  t.strictSame(await Promise.all([undefined, '', '0', '-5', '9e9', 'wide'].map(widths)), Array(6).fill(120));
});

t.test('several questions are a grid, and all of them where none is named', async (t) => {
  const [two, all] = await Promise.all([printed('matrix', 'red-line', 'western-troops'), printed('matrix')]);
  t.match(two, /│ Expert +│ Red line +│ Western troops +│/);
  t.match(two, /│ Michael DiMino +│ Opposes \(inferred\) +│ Opposes +│/);
  for (const title of ['Red line', 'Kursk-only', 'Battlefield']) t.match(all.replaceAll(/\s+/g, ' '), title);
});

t.test('the formats for programs are those of the API, with the same columns and fields', async (t) => {
  const [csv, json, md] = await Promise.all([
    printed('matrix', 'western-troops', '--format', 'csv'),
    printed('matrix', 'western-troops', '--format', 'json'),
    printed('matrix', 'western-troops', '--format', 'md'),
  ]);
  const rows: { [column: string]: string }[] = parse(csv, { columns: true });
  t.equal(rows.length, 6);
  t.equal(rows.find(({ expert_id }) => expert_id === 'davis')?.quotes?.split('\n')[0], DAVIS_ON_WESTERN_TROOPS);
  const matrix = JSON.parse(json);
  t.match(matrix, { rule: 'latest', asOf: null, questions: [{ id: 'western-troops', answered: 2 }] });
  t.equal(matrix.cells[0].statements[0].quotes[0], DAVIS_ON_WESTERN_TROOPS);
  t.match(md, /^## Western troops\n/);
  t.match(md, `“${DAVIS_ON_WESTERN_TROOPS}”`);
});

t.test('the state of a day, the rule, the experts and the topic can be chosen', async (t) => {
  const json = async (...args: string[]) => JSON.parse(await printed('matrix', '--format', 'json', ...args));
  const [before, all, chosen, topic] = await Promise.all([
    json('--as-of', '2023'),
    json('red-line', '--rule', 'all'),
    json('red-line', '--expert', 'turner', 'davis'),
    json('--topic', 'nato', '--statements'),
  ]);
  t.strictSame(new Set(before.cells.map(({ state }: { state: string }) => state)), new Set(['none']));
  t.equal(before.asOf, '2023');
  t.equal(all.rule, 'all');
  t.strictSame(
    chosen.cells.map(({ expert }: { expert: string }) => expert),
    ['turner', 'davis'],
  );
  t.equal(topic.questions.length, 2);
  t.equal(topic.cells[0].statements !== undefined, true);
});

t.test('a question in the words a person would type finds its table, or is told to have none', async (t) => {
  const [found, none] = await Promise.all([
    printed('matrix', '--search', 'boots on the ground'),
    printed('matrix', '--search', 'red line on the moon'),
  ]);
  t.match(found, /^Western troops\n/);
  t.match(none, 'Nothing on record: no question matches. The nearest questions:');
  t.match(none, '│ red-line ');
});

t.test('what cannot be answered is told on standard error, and nothing is printed', async (t) => {
  const refused: [string[], number, string | RegExp][] = [
    [['matrix', 'red-lin'], 1, /^standpoint: question "red-lin" does not exist; did you mean "red-line"\?\n$/],
    [['matrix', '--as-of', 'yesterday'], 1, /^standpoint: --as-of must be a date that exists.*not "yesterday"\n$/],
    [['matrix', '--search', '***'], 1, /must contain a letter or a digit/],
    [['matrix', '--format', 'doc'], 2, /--format <format>.*Allowed choices are .*csv/],
  ];
  const runs = await Promise.all(refused.map(([args]) => place.runHere(args)));
  refused.forEach(([args, code, told], index) => {
    const name = args.join(' ');
    t.equal(runs[index]?.code, code, name);
    t.equal(runs[index]?.stdout, '', name);
    t.match(runs[index]?.stderr, told, name);
    t.notMatch(runs[index]?.stderr, /\n {4}at /, 'no stack');
  });
});
