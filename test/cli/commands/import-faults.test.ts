import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { STORY } from '../../helpers/fixtures/bundle-text.ts';
import { type Ended, Workplace } from '../../helpers/service/bin.ts';

const place = (t: Test, files: { readonly [name: string]: string }) =>
  new Workplace(t, { 'story.yaml': STORY, ...files });

/** The commands of a workplace. */
const at = (workplace: Workplace) => ({ run: (...args: string[]) => workplace.runHere(args) });

/** Asserts that a run was refused with these lines after its first, and without a stack. */
function isRefused(
  t: Test,
  { code, stdout, stderr }: Ended,
  first: string | RegExp,
  faults: readonly (string | RegExp)[],
): void {
  t.equal(code, 1);
  t.equal(stdout, '');
  const [head, ...lines] = stderr.trimEnd().split('\n');
  t.match(head, first);
  t.equal(lines.length, faults.length, stderr);
  faults.forEach((fault, index) => t.match(lines[index], fault));
}

t.test('every fault is told at once, each with its file, line and column, and nothing is written', async (t) => {
  const faulty = STORY.replace('option: support', 'option: suport')
    .replace('statements: [ada-said]', 'statements: [ada-sad]')
    .replace('    name: Ada Lind\n', '    name: Ada Lind\n    nmae: x\n');
  const { run } = at(place(t, { 'faulty.yaml': faulty }));
  isRefused(t, await run('import', 'faulty.yaml'), /^standpoint: there are \d faults; nothing was imported$/, [
    /^ {2}faulty\.yaml:5:11: \/experts\/0\/nmae is not known here; did you mean "name"\?$/,
    /^ {2}faulty\.yaml:\d+:13: \/positions\/0\/option "suport" is no option of the scale "support"; did you mean "support"/,
    /^ {2}faulty\.yaml:\d+:18: \/positions\/0\/statements\/0 names the statement "ada-sad".*did you mean "ada-said"/,
  ]);
  t.match(await run('import', 'story.yaml'), { stdout: /experts: 1 created/ }, 'the good one is all new');
});

t.test('faults of several files name the file they are in, those of JSON its line as well', async (t) => {
  const json = JSON.stringify({ bundleVersion: 1, experts: [{ id: 'Ben', name: 'Ben' }] }, null, 2);
  const { run } = at(place(t, { 'other.yaml': 'bundleVersion: 2\n', 'ben.json': json }));
  isRefused(t, await run('import', 'story.yaml', 'other.yaml', 'ben.json'), /there are 2 faults/, [
    /^ {2}other\.yaml:1:16: \/bundleVersion must be 1, not 2$/,
    /^ {2}ben\.json:5:13: \/experts\/0\/id must be an id/,
  ]);
});

t.test('what is no YAML is told with the place where it ends to be', async (t) => {
  const { run } = at(
    place(t, { 'broken.yaml': 'experts: [\n  {id: ada\n', 'twice.yaml': 'experts: []\nexperts: []\n' }),
  );
  const [broken, twice] = await Promise.all([run('import', 'broken.yaml'), run('import', 'twice.yaml')]);
  t.match(broken, {
    code: 1,
    stdout: '',
    stderr: /broken\.yaml is not YAML or JSON that can be read; nothing was imported\n {2}broken\.yaml:\d+:\d+ /,
  });
  t.match(twice, { code: 1, stdout: '', stderr: /twice\.yaml:2:1 Map keys must be unique/ });
});

t.test('a file that is missing, a folder, an empty file and what is no text are told apart', async (t) => {
  const workplace = place(t, { 'empty.yaml': '', 'list.yaml': '- 1\n', 'binary.yaml': 'x' });
  const { run } = at(workplace);
  await writeFile(join(workplace.folder, 'binary.yaml'), Buffer.from([0x62, 0xff, 0xfe]));
  const told = async (name: string) => {
    const { code, stdout, stderr } = await run('import', name);
    t.equal(code, 1, name);
    t.equal(stdout, '', name);
    t.notMatch(stderr, /\n {4}at /, name);
    return stderr;
  };
  const [missing, folder, empty, list, binary] = await Promise.all(
    ['missing.yaml', '.', 'empty.yaml', 'list.yaml', 'binary.yaml'].map(told),
  );
  t.match(missing, /^standpoint: missing\.yaml cannot be read: ENOENT/);
  t.match(folder, /^standpoint: \. cannot be read: EISDIR/);
  t.match(empty, /empty\.yaml:1:1:? .*must be an object, not null/);
  t.match(list, /list\.yaml:1:1:? .*must be an object/);
  t.match(binary, /^standpoint: binary\.yaml is not UTF-8/);
});

t.test('one faulty file keeps the others from being imported', async (t) => {
  const { run } = at(place(t, { 'bad.yaml': 'bundleVersion: 1\nexperts: [{id: Bad, name: x}]\n' }));
  t.equal((await run('import', 'story.yaml', 'bad.yaml')).code, 1);
  t.equal((await run('export', '--format', 'json')).stdout.includes('ada'), false);
});
