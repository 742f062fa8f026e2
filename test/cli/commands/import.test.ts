import t, { type Test } from 'tap';
import { STORY } from '../../helpers/fixtures/bundle-text.ts';
import { Workplace } from '../../helpers/service/bin.ts';

const place = (t: Test, files: { readonly [name: string]: string } = {}) =>
  new Workplace(t, { 'story.yaml': STORY, ...files });

/** The commands of a workplace. */
const at = (workplace: Workplace) => ({ run: (...args: string[]) => workplace.runHere(args) });

t.test('a bundle is imported, and the report counts what was done; again, it changes nothing', async (t) => {
  const { run } = at(place(t));
  t.strictSame(await run('import', 'story.yaml'), {
    code: 0,
    signal: null,
    stdout: [
      'scales: 1 created, 0 updated, 0 unchanged',
      'experts: 1 created, 0 updated, 0 unchanged',
      'sources: 1 created, 0 updated, 0 unchanged',
      'questions: 1 created, 0 updated, 0 unchanged',
      'statements: 1 created, 0 updated, 0 unchanged',
      'positions: 1 created, 0 updated, 0 unchanged',
      '',
    ].join('\n'),
    stderr: '',
  });
  const again = await run('import', 'story.yaml');
  t.equal(again.code, 0);
  t.notMatch(again.stdout, /[1-9] (created|updated)/);
  t.match(await run('check'), { code: 0, stdout: /is sound at revision 6\n/ });
});

t.test('standard input is a file named -, and JSON is as good as YAML', async (t) => {
  const workplace = place(t);
  const bundle = JSON.stringify({ bundleVersion: 1, experts: [{ id: 'ada', name: 'Ada' }] });
  const { code, stdout } = await workplace.runHere(['import', '-'], { stdin: bundle });
  t.equal(code, 0);
  t.equal(stdout, 'experts: 1 created, 0 updated, 0 unchanged\n');
});

t.test('several files are one import: a record may refer to one in another file', async (t) => {
  const [head = '', tail = ''] = STORY.split('statements:\n');
  const workplace = place(t, { 'head.yaml': head, 'tail.yaml': `bundleVersion: 1\nstatements:\n${tail}` });
  t.match(await workplace.runHere(['import', 'tail.yaml', 'head.yaml']), {
    code: 0,
    stdout: /positions: 1 created/,
    stderr: '',
  });
});

t.test('who imports stands in the log', async (t) => {
  const { run } = at(place(t));
  await run('import', 'story.yaml', '--by', 'the desk');
  t.match((await run('export')).stdout, 'recordedBy: the desk');
});
