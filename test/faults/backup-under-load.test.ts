import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { Workplace } from '../helpers/bin.ts';
import { withRaw } from '../helpers/database.ts';

const WRITER = fileURLToPath(new URL('full-speed.ts', import.meta.url));
const BACKUPS = 5;
const WARM_UP = 300;

t.test('backups made while another process writes at full speed are sound, fresh, and begin the log', async (t) => {
  const place = new Workplace(t);
  const writer = await startWriter(t, place.database);
  const made: { readonly file: string; readonly before: number; readonly after: number }[] = [];
  for (let at = 0; at < BACKUPS; at += 1) {
    const file = join(place.folder, `copy-${at}.sqlite`);
    const before = writer.revision();
    t.match(await place.run(['backup', file]), { code: 0, stderr: '' });
    made.push({ file, before, after: writer.revision() });
  }
  await writer.kill();
  const log = logOf(place.database);
  for (const { file, before, after } of made) {
    const part = logOf(file);
    t.strictSame(part, log.slice(0, part.length), 'its log is the beginning of the log');
    t.ok(part.length >= before, `what was acknowledged before it was made is in it: ${before} of ${part.length}`);
    t.ok(after > before, `the writer went on meanwhile: ${after - before}`);
    t.match(await place.run(['check', file]), { code: 0, stdout: `${file} is sound at revision ${part.length}\n` });
  }
  const other = new Workplace(t);
  t.match(await other.run(['restore', made.at(-1)?.file ?? '']), { code: 0, stderr: '' });
  t.match(await other.run(['check']), { code: 0, stdout: /is sound at revision \d+\n/ });
  t.strictSame(logOf(other.database), logOf(made.at(-1)?.file ?? ''));
  t.comment(made.map(({ before, after, file }) => `${before}…${after}: backup at ${logOf(file).length}`).join('\n'));
});

/** Resolves when it has written for a while. */
async function startWriter(t: Test, database: string) {
  const child = spawn(process.execPath, [WRITER, database], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  let revision = 0;
  const warm = Promise.withResolvers<void>();
  createInterface(child.stdout).on('line', (line) => {
    revision = Number(line);
    if (revision >= WARM_UP) warm.resolve();
  });
  const over = once(child, 'close');
  await Promise.race([warm.promise, over.then(() => Promise.reject(new Error('the writer ended')))]);
  return {
    revision: () => revision,
    kill: () => {
      child.kill('SIGKILL');
      return over;
    },
  };
}

const logOf = (path: string): unknown[] =>
  withRaw(path, (raw) => raw.prepare('SELECT * FROM changes ORDER BY seq').raw().all());
