import t, { type Test } from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';
import { serve } from '../../helpers/service/served.ts';

const at = (workplace: Workplace) => ({ run: (...args: string[]) => workplace.runHere(args) });
const TOKEN = /^stp_([a-z0-9]{8})_[\w-]{43}\n$/;

/** A key's token and id. */
async function add(t: Test, workplace: Workplace, ...args: string[]): Promise<{ token: string; id: string }> {
  const { code, stdout } = await workplace.runHere(['keys', 'add', ...args]);
  t.equal(code, 0);
  t.match(stdout, TOKEN);
  return { token: stdout.trim(), id: TOKEN.exec(stdout)?.[1] ?? '' };
}

t.test('a key is made: its token alone on standard output, what it is on standard error', async (t) => {
  const { run } = at(new Workplace(t));
  const { code, stdout, stderr } = await run('keys', 'add', '--name', 'The desk', '--scope', 'write');
  t.equal(code, 0);
  const id = TOKEN.exec(stdout)?.[1];
  t.equal(stderr, `standpoint: this is the key ${id}; its token is not shown again\n`);
});

t.test('the keys are listed with their states, and without their tokens', async (t) => {
  const workplace = new Workplace(t);
  const desk = await add(t, workplace, '--name', 'The desk', '--scope', 'write', '--expires', '2999-03');
  const bot = await add(t, workplace, '--name', 'The bot', '--scope', 'read');
  await workplace.runHere(['keys', 'revoke', bot.id, '--by', 'the chief']);
  const { stdout } = await workplace.runHere(['keys', 'list']);
  t.match(stdout, new RegExp(`${desk.id} │ The desk +│ write +│ active +│ \\S+ +│ 2999-04-01T00:00:00Z`));
  t.match(stdout, new RegExp(`${bot.id} │ The bot +│ read +│ revoked`));
  for (const { token } of [desk, bot]) t.notMatch(stdout, token.slice(13));
});

t.test('a key that is revoked says by whom and when, also when it is revoked again', async (t) => {
  const workplace = new Workplace(t);
  const { id } = await add(t, workplace, '--name', 'The desk', '--scope', 'write');
  const first = await workplace.runHere(['keys', 'revoke', id, '--by', 'the chief']);
  t.match(first.stdout, new RegExp(`^${id} \\(The desk\\) was revoked at \\S+Z by the chief\n$`));
  t.equal((await workplace.runHere(['keys', 'revoke', id, '--by', 'somebody'])).stdout, first.stdout);
});

t.test('what is wrong is told with the name of the option, and no key is made', async (t) => {
  const { run } = at(new Workplace(t));
  await run('migrate');
  const wrong: [string[], number, string | RegExp][] = [
    [[], 2, 'Usage: standpoint keys'],
    [['add', '--name', 'x'], 2, "required option '--scope <scope>' not specified"],
    [['add', '--scope', 'read'], 2, "required option '--name <name>' not specified"],
    [['add', '--name', 'x', '--scope', 'root'], 2, 'Allowed choices are read, write, publish, admin'],
    [['add', '--name', ' ', '--scope', 'read'], 1, 'standpoint: --name must be text that is not blank'],
    [['add', '--name', 'x', '--scope', 'read', '--expires', 'soon'], 1, '--expires must be a date that exists'],
    [
      ['add', '--name', 'x', '--scope', 'read', '--expires', '2020'],
      1,
      /^standpoint: --expires must be an instant to come.*\n$/,
    ],
    [['revoke', 'nobody22'], 1, 'standpoint: there is no key "nobody22"\n'],
    [['revok'], 2, 'Did you mean revoke?'],
  ];
  const runs = await Promise.all(wrong.map(([args]) => run('keys', ...args)));
  wrong.forEach(([args, code, told], index) => {
    t.match(runs[index], { code, stdout: '', stderr: told }, args.join(' '));
  });
  t.notMatch((await run('keys', 'list')).stdout, 'active');
});

t.test('a service that runs knows a key as soon as it is made, and no longer when it is revoked', async (t) => {
  const workplace = new Workplace(t);
  const { url } = await serve(t, workplace);
  const { id, token } = await add(t, workplace, '--name', 'The chief', '--scope', 'admin');
  const status = async () =>
    (await fetch(`${url}/v1/keys/${id}`, { headers: { authorization: `Bearer ${token}` } })).status;
  t.equal(await status(), 200);
  await workplace.runHere(['keys', 'revoke', id]);
  t.equal(await status(), 401);
});
