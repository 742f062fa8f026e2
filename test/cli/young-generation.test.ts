/** How much room V8 has where objects begin, by what `bin/standpoint.mjs` tells it for all of a command. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import t from 'tap';
import { BIN, SEED } from '../helpers/service/bin.ts';

const run = promisify(execFile);

/** Has the process say by how many bytes the young generation grows with a million objects that live for a while, at its end. */
const MEASURED = `data:text/javascript,${encodeURIComponent(`
  import { getHeapSpaceStatistics } from 'node:v8';
  const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
  process.on('exit', () => {
    const before = size();
    let some = [];
    for (let at = 0; at < 1_000_000; at += 1) {
      some.push({ at, text: 'x' + at });
      if (some.length === 50_000) some = [];
    }
    console.error('grown by ' + (size() - before));
  });
`)}`;

t.test('of an import it grows no further, of other commands it does', async (t) => {
  const env = { PATH: process.env.PATH, STANDPOINT_DB: `${t.testdir()}/town.sqlite` };
  const grownBy = async (...args: string[]): Promise<number> => {
    const { stderr } = await run(process.execPath, ['--import', MEASURED, BIN, ...args], { env });
    return Number(/grown by (\d+)/.exec(stderr)?.[1]);
  };
  // Pages that V8 sets up late, or takes beyond what it aims for while its threads wait for a core, are counted: up to 5 MB of
  // them were seen on a busy machine.
  const ofImport = await grownBy('import', SEED);
  t.ok(ofImport <= 10 * 1024 * 1024, `by ${ofImport} bytes`);
  const usual = await grownBy('matrix', 'red-line');
  t.ok(usual >= 20 * 1024 * 1024, `by ${usual} bytes`);
});
