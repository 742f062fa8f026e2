import { readFile } from 'node:fs/promises';
import t from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';

t.test('a name is taken out of the record, the log and the file, and the log still verifies', async (t) => {
  const place = await new Workplace(t).seeded();
  const head = (await place.runHere(['verify'])).stdout.trim().split('\n').at(-1) ?? '';
  const words = ['redact', 'Paul Davis', '--reason', 'Order of the court of 2 May.'];
  const tried = await place.runHere([...words, '--dry-run']);
  t.match(
    tried.stdout,
    /^\d+ entries of the change log would be altered, 1 records, 0 other rows\n {2}expert davis\n$/,
  );
  t.match(await readFile(place.database, 'latin1'), /Paul Davis/);
  const { code, stdout, stderr } = await place.runHere(words);
  t.strictSame([code, stderr], [0, '']);
  t.match(
    stdout,
    /\nin their place stands \[redacted:[0-9a-f]{16}\]\nSHA-256 [0-9a-f]{64} is of the salt [0-9a-f]{32} and/,
  );
  t.notMatch(await readFile(place.database, 'latin1'), /Paul Davis/i);
  const verified = await place.runHere(['verify', '--since', head]);
  t.match(verified, {
    code: 0,
    stdout: /^every entry of the change log is as it was written, but for \d+ that were redacted\n/,
  });
  t.match(await place.runHere(['check']), { code: 0 });
});

t.test('without a reason nothing is redacted', async (t) => {
  const place = await new Workplace(t).seeded();
  const { code, stderr } = await place.runHere(['redact', 'Paul Davis']);
  t.equal(code, 2);
  t.match(stderr, /--reason/);
});

t.test('words that nothing holds leave no marker, and whoever wrote them is told', async (t) => {
  const place = await new Workplace(t).seeded();
  for (const trial of [['--dry-run'], []]) {
    const { code, stdout } = await place.runHere(['redact', 'Paul  Davis', '--reason', 'An order.', ...trial]);
    t.equal(code, 0);
    t.match(stdout, /^0 entries .*\nnothing holds these words, character for character; another spelling .*\n$/);
  }
});
