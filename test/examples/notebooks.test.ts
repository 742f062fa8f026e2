import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import type { Store } from '../../src/core/ports/store.ts';
import { story } from '../helpers/fixtures/story.ts';
import { type Ended, ended } from '../helpers/service/bin.ts';
import { seed, serviceOver, storeWith } from '../helpers/service/service.ts';
import { storeOf } from '../helpers/store/tell.ts';

const NOTEBOOKS = fileURLToPath(new URL('../../examples/notebooks/', import.meta.url));
const PYTHON = 'python3';

type Cell = {
  readonly cell_type: 'markdown' | 'code';
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly text: readonly string[] }[];
};

const cellsOf = (name: string): readonly Cell[] => JSON.parse(readFileSync(`${NOTEBOOKS}${name}`, 'utf8')).cells;
const said = (cells: readonly Cell[]): string =>
  cells.flatMap((cell) => (cell.outputs ?? []).flatMap(({ text }) => text)).join('');

/** All code of the notebook, cell after cell, against a service over that store. */
async function run(t: Test, name: string, store: Store): Promise<Ended> {
  const app = await serviceOver(t, store);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const code = cellsOf(name).flatMap((cell) => (cell.cell_type === 'code' ? [cell.source.join('')] : []));
  return ended(spawn(PYTHON, ['-'], { env: { ...process.env, STANDPOINT: address } }), code.join('\n\n'));
}

const isWithout = spawnSync(PYTHON, ['--version']).status !== 0;
if (isWithout && process.env.CI) t.fail('no python3: in CI these tests must run');
const skip = isWithout && 'no python3';

for (const name of readdirSync(NOTEBOOKS))
  t.test(`the notebook ${name} says of the first data set what stands in it`, { skip }, async (t) => {
    const { code, stdout, stderr } = await run(t, name, await storeWith(t, [seed()]));
    t.strictSame([code, stderr], [0, '']);
    t.equal(stdout, said(cellsOf(name)));
    t.ok(stdout.split('\n').length > 8);
  });

t.test('who moved is told with both days', { skip }, async (t) => {
  const told = story()
    .expert('ada', { name: 'Ada Lind' })
    .question('bridge', { title: 'Bridge' })
    .source('post', { title: 'The Bridge', publisher: 'Harbour Post' })
    .says('ada', 'bridge', 'support', { on: '2024-01-01', quote: 'Build it' })
    .says('ada', 'bridge', 'oppose', { on: '2024-03', quote: 'Never' });
  const { code, stdout, stderr } = await run(t, 'who-moved.ipynb', await storeOf(t, told));
  t.strictSame([code, stderr], [0, '']);
  t.match(stdout, /^Ada Lind +moved on 1 of 1 questions\n {3}Bridge: support \(2024-01-01\) -> oppose \(2024-03\)$/m);
});
