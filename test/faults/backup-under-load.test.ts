import { join } from 'node:path';
import t from 'tap';
import { Workplace } from '../helpers/service/bin.ts';
import { withRaw } from '../helpers/store/database.ts';
import { startScript } from './lines.ts';

const BACKUPS = 3;
const AT_MOST = 40;
const WARM_UP = 300;

t.test('backups made while another process writes at full speed are sound, fresh, and begin the log', async (t) => {
  const place = new Workplace(t);
  const writer = startScript(t, 'full-speed.ts', place.database);
  const revision = () => Number(writer.lines.at(-1));
  await writer.until((line) => Number(line) >= WARM_UP);
  const made: { readonly file: string; readonly before: number; readonly after: number }[] = [];
  // On a machine that is busy with others the writer may not come to its turn during one of them.
  const wentOn = () => made.some(({ before, after }) => after > before);
  for (let at = 0; at < BACKUPS || (at < AT_MOST && !wentOn()); at += 1) {
    const file = join(place.folder, `copy-${at}.sqlite`);
    const before = revision();
    t.match(await place.run(['backup', file]), { code: 0, stderr: '' });
    made.push({ file, before, after: revision() });
  }
  await writer.kill();
  const log = logOf(place.database);
  t.ok(wentOn(), 'the writer went on meanwhile');
  for (const { file, before } of made) {
    const part = logOf(file);
    t.strictSame(part, log.slice(0, part.length), 'its log is the beginning of the log');
    t.ok(part.length >= before, `what was acknowledged before it was made is in it: ${before} of ${part.length}`);
    t.match(await place.runHere(['check', file]), { code: 0, stdout: `${file} is sound at revision ${part.length}\n` });
  }
  const last = made.at(-1)?.file ?? '';
  const other = { STANDPOINT_DB: join(place.folder, 'other.sqlite') };
  t.match(await place.runHere(['restore', last], other), { code: 0, stderr: '' });
  t.match(await place.runHere(['check'], other), { code: 0, stdout: /is sound at revision \d+\n/ });
  t.strictSame(logOf(other.STANDPOINT_DB), logOf(last));
  t.comment(made.map(({ before, after, file }) => `${before}…${after}: backup at ${logOf(file).length}`).join('\n'));
});

const logOf = (path: string): unknown[] =>
  withRaw(path, (raw) => raw.prepare('SELECT * FROM changes ORDER BY seq').raw().all());
