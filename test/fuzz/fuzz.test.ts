import t from 'tap';
import { SEED } from '../helpers/chance.ts';
import { fuzz, reportText } from './fuzz.ts';

t.test('whatever is asked, the answer is as documented, and what was acknowledged is there', async (t) => {
  // `npm run fuzz -- --requests 800 --seed …` tries the same again.
  const options = { requests: 800, seed: SEED };
  const report = await fuzz(options);
  t.comment(`seed ${options.seed}: ${report.acknowledged} addresses acknowledged`);
  t.strictSame([report.faults, report.lost, report.logged], [[], [], []], reportText(report, options));
  t.ok(report.acknowledged > 0, 'some were writes that were acknowledged');
});
