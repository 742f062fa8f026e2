import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { Workplace } from '../helpers/service/bin.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/roll-calls/', import.meta.url));
const read = (name: string): string => readFileSync(`${EXAMPLE}${name}`, 'utf8');

t.test('votes and roll calls come in by the command that stands in the mapping', async (t) => {
  const [, command = ''] =
    /node bin\/standpoint\.mjs (import [\s\S]*?full_votes\.csv)\.gz/.exec(read('mapping.yaml')) ?? [];
  const args = command.replaceAll('examples/roll-calls/', '').split(/[\s\\#]+/);
  t.equal(args.length, 8);
  const workplace = new Workplace(t, {
    'mapping.yaml': read('mapping.yaml'),
    'scale.yaml': read('scale.yaml'),
    'full_votes.csv': 'rcid,ccode,vote\n7,2,1\n7,20,3\n7,40,8\n8,2,2\n8,20,9\n9,2,1\n',
    'full_rollcalls.csv':
      'rcid,session,importantvote,date,unres,me,nu,di,hr,co,ec,year\n' +
      '7,1,0,"1/2/1946",R/1/7,0,0,0,0,0,0,1946\n8,1,0,"12/31/1946",,0,0,0,0,0,0,1946\n9,1,,,,,,,,,,1946\n',
  });
  const { code, stdout, stderr } = await workplace.runHere(args);
  t.strictSame([code, stderr], [0, '']);
  t.match(stdout, 'rows: 6 read, 1 left out\n  1 with the call.date ""\n');
  t.match(stdout, 'positions: 5 created');
  const matrix = await workplace.runHere(['matrix', 'un-7', 'un-8', '--format', 'csv']);
  const cells = matrix.stdout.split('\n').filter((line) => line.includes(',position,'));
  t.strictSame(
    cells.map((line) => /^(state-\d+),.*?,(un-\d),(.*?),.*?,position,([a-z-]+),/.exec(line)?.slice(1)),
    [
      ['state-2', 'un-7', 'Roll call 7 (R/1/7)', 'yes'],
      ['state-2', 'un-8', 'Roll call 8 (without a number)', 'abstain'],
      ['state-20', 'un-7', 'Roll call 7 (R/1/7)', 'no'],
      ['state-20', 'un-8', 'Roll call 8 (without a number)', 'not-a-member'],
      ['state-40', 'un-7', 'Roll call 7 (R/1/7)', 'absent'],
    ],
  );
  t.match(cells[0], '1946-01-02');
});
