/** In processes of their own: what is said to V8 is said for all of a process. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import t from 'tap';

const run = promisify(execFile);
const SUBJECT = new URL('../../src/cli/young-generation.ts', import.meta.url);

/** By how many bytes the young generation has grown after a million objects that lived for a while. */
async function grownBy(first: string): Promise<number> {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepYoungGenerationSmall } from ${JSON.stringify(SUBJECT.href)};
    const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
    ${first}
    const before = size();
    let some = [];
    for (let at = 0; at < 1_000_000; at += 1) {
      some.push({ at, text: 'x' + at });
      if (some.length === 50_000) some = [];
    }
    console.log(size() - before);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
  return Number(stdout);
}

t.test('the young generation grows no further', async (t) => {
  const usual = await grownBy('');
  t.ok(usual >= 16 * 1024 * 1024, `which it would, by ${usual} bytes`);
  // It has two halves, one of which V8 may set up late.
  t.ok((await grownBy('keepYoungGenerationSmall();')) <= 2 * 1024 * 1024);
});
