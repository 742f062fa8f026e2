/** In processes of their own: what is said to V8 is said for all of a process. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import t from 'tap';

const run = promisify(execFile);
const SUBJECT = new URL('../../src/http/old-generation.ts', import.meta.url);

/** The most bytes that the old generation had meanwhile beyond the beginning, with 60 MB that stay and 200 MB that live for a while. */
async function mostBytes(how: string): Promise<number> {
  const program = `
    import { setImmediate } from 'node:timers/promises';
    import { getHeapSpaceStatistics } from 'node:v8';
    import { withLittleGarbage } from ${JSON.stringify(SUBJECT.href)};
    const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'old_space').space_used_size;
    const some = (count) => Array.from({ length: count }, (_, at) => ({ at, text: 'x' + at }));
    const kept = some(600_000);
    const before = size();
    let most = 0;
    const work = async () => {
      const late = [];
      for (let at = 0; at < 400; at += 1) {
        late.push(some(5_000));
        if (late.length > 10) late.shift();
        most = Math.max(most, size());
        await setImmediate();
      }
    };
    await ${how};
    console.log(kept.length > 0 ? most - before : 0);`;
  const options = ['--max-semi-space-size=1', '--input-type=module', '--eval', program];
  const { stdout } = await run(process.execPath, options);
  return Number(stdout);
}

/** When V8 looks is not the same each time. */
const leastOfThree = async (how: string): Promise<number> =>
  Math.min(await mostBytes(how), await mostBytes(how), await mostBytes(how));

t.test(
  'the old generation is looked through sooner while work with little garbage is done, and as before when it is over',
  async (t) => {
    const usual = await leastOfThree('work()');
    const little = await leastOfThree('withLittleGarbage(work)');
    t.ok(little < usual * 0.75, `${little} bytes, where it would be ${usual}`);
    const after = await leastOfThree('withLittleGarbage(async () => undefined).then(work)');
    t.ok(after > usual * 0.75, `${after} bytes once it is over`);
  },
);
