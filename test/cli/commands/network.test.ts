import { parse } from 'csv-parse/sync';
import t from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';

const place = await new Workplace(t).seeded();

async function printed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await place.runHere(['network', ...args]);
  t.strictSame({ code, stderr }, { code: 0, stderr: '' }, args.join(' '));
  return stdout;
}

t.test('the network is a readable matrix, and says how it was made', async (t) => {
  const table = await printed('--question', 'red-line');
  t.match(table, /│ Name +│ Paul Davis +│ Michael DiMino +│ Mike Turner +│/);
  t.match(table, /│ Paul Davis +│ — +│ -1 +│ 1 +│/);
  t.match(table, 'A one-mode network of experts: subtract; normalisation none; duplicates include.');
});

t.test('every option of the API can be said here, and gives the same bytes', async (t) => {
  const csv = await printed(
    ...['--mode', 'two-mode', '--actor', 'organization', '--aggregation', 'ignore', '--normalisation', 'activity'],
    ...['--duplicates', 'source', '--from', '2024-10-01', '--to', '2024-12', '--format', 'csv', '--shape', 'wide'],
    ...['--expert', 'davis', 'dimino', '--question', 'red-line', 'western-troops', '--topic', 'nato'],
    ...[
      '--affiliation',
      'defense priorities',
      'the institute for world politics',
      '--exclude-expert',
      'turner',
      '--exclude-question',
      'kursk-only',
    ],
    ...['--exclude-topic', 'china', '--exclude-affiliation', 'cia'],
  );
  const rows: string[][] = parse(csv);
  t.strictSame(rows[0]?.slice(0, 2), ['id', 'name']);
  t.strictSame(
    rows.slice(1).map(([id]) => id),
    ['Defense Priorities', 'The Institute for World Politics'],
  );
  for (const format of ['gexf', 'graphml', 'json', 'md', 'xlsx'])
    t.not(await printed('--format', format, '--output', `network.${format}`), null);
});

t.test('what is wrong is named', async (t) => {
  const refusals = [
    [['--normalisation', 'activity'], 1, 'normalisation "activity" is not for one-mode networks; choose one of none'],
    [['--aggregation', 'sum'], 2, 'Allowed choices are ignore, subtract, combine, congruence, conflict'],
    [['--to', '2024-13'], 1, '--to must be a date that exists, as 2024-10-23, 2024-10 or 2024, not "2024-13"'],
    [['--exclude-expert', 'davies'], 1, 'excludeExpert "davies" does not exist; did you mean "davis"?'],
    [['--format', 'gexf', '--shape', 'wide'], 1, '--shape is for csv, tsv only, not for gexf'],
  ] as const;
  for (const [args, code, words] of refusals) {
    const ended = await place.runHere(['network', ...args]);
    t.equal(ended.code, code, args.join(' '));
    t.match(ended.stderr, words);
  }
});
