/** `standpoint agreement` and `standpoint consensus`. */
import { parse } from 'csv-parse/sync';
import t from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';

const place = await new Workplace(t).seeded();

async function printed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await place.runHere(args);
  t.strictSame({ code, stderr }, { code: 0, stderr: '' }, args.join(' '));
  return stdout;
}

t.test('agreement is a readable table with its counts', async (t) => {
  const table = await printed('agreement', '--expert', 'davis', 'dimino');
  t.match(table, /Paul Davis +│ dimino +│ Michael DiMino +│ +0\.417 +│ +3 +│ +1 +│ +2 +│/);
});

t.test('every option of agreement can be said here', async (t) => {
  const rows: string[][] = parse(
    await printed(
      ...['agreement', 'red-line', 'western-troops', '--of', 'davis', '--by', 'year', '--min-shared', '1'],
      ...['--exclude-expert', 'herbst', '--topic', 'nato', 'escalation', '--rule', 'all', '--as-of', '2024-12'],
      ...['--nearest', '1', '--format', 'csv'],
    ),
  );
  t.strictSame(rows, [
    ['year', 'a_id', 'a', 'b_id', 'b', 'score', 'shared', 'same', 'opposite'],
    ['2024', 'davis', 'Paul Davis', 'turner', 'Mike Turner', '1', '1', '1', '0'],
  ]);
  const wide: string[][] = parse(
    await printed(
      ...[
        'agreement',
        '--group-by',
        'affiliation',
        '--affiliation',
        'defense priorities',
        '--of',
        'davis',
        '--farthest',
        '3',
      ],
      ...['--format', 'csv', '--shape', 'wide'],
    ),
  );
  t.strictSame(wide[0], ['group_id', 'group', 'davis']);
});

t.test('consensus on one question is its distribution, on several a ranking', async (t) => {
  t.match(
    await printed('consensus', 'red-line'),
    '3 of 6 on record. Mean 0.33, spread 0.94, polarisation 0.89 (n = 3).',
  );
  const ranking: string[][] = parse(
    await printed(
      'consensus',
      '--exclude-expert',
      'herbst',
      '--order',
      'agreed',
      '--min-valued',
      '2',
      '--format',
      'csv',
    ),
  );
  t.strictSame(ranking.map(([id]) => id).slice(0, 2), ['question_id', 'kursk-only']);
  const groups: string[][] = parse(
    await printed(
      'consensus',
      'red-line',
      '--group-by',
      'affiliation',
      '--affiliation',
      'defense priorities',
      '--format',
      'csv',
    ),
  );
  t.strictSame(groups[1]?.slice(0, 4), ['red-line', 'Red line', 'Defense Priorities', 'oppose']);
});

t.test('what is wrong is named', async (t) => {
  const refusals = [
    [['agreement', '--of', 'davies'], 1, 'of "davies" does not exist; did you mean "davis"?'],
    [['agreement', '--nearest', '1', '--farthest', '1'], 1, 'farthest cannot be asked for together with "nearest"'],
    [['agreement', '--nearest', '0'], 2, 'It must be a whole number of 1 or more.'],
    [['agreement', '--by', 'day'], 2, 'Allowed choices are topic, month, year'],
    [['consensus', 'redline'], 1, 'there is no question "redline"; did you mean "red-line"?'],
    [['consensus', '--as-of', '2024-13'], 1, '--as-of must be a date that exists, as 2024-10-23, 2024-10 or 2024'],
    [['consensus', '--known-at', 'now'], 1, '--known-at must be an instant in UTC'],
    [['consensus', '--format', 'gexf'], 2, 'Allowed choices are'],
  ] as const;
  for (const [args, code, words] of refusals) {
    const ended = await place.runHere([...args]);
    t.equal(ended.code, code, args.join(' '));
    t.match(ended.stderr, words);
  }
});

t.test('participation is a row for each expert', async (t) => {
  const rows: string[][] = parse(
    await printed(
      ...['participation', 'red-line', 'western-troops', '--exclude-expert', 'herbst', '--as-of', '2024-12'],
      ...['--expert', 'turner', 'davis', '--format', 'csv'],
    ),
  );
  t.strictSame(
    rows.map(([id, , , asked, answered, sides]) => [id, asked, answered, sides]),
    [
      ['expert_id', 'asked', 'answered', 'sides'],
      ['turner', '1', '1', '1'],
      ['davis', '2', '2', '2'],
    ],
  );
});
