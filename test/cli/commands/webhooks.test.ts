import t, { type Test } from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';

const SECRET = /^whsec_[A-Za-z0-9+/]{43}=\n$/;
const HOOK = 'https://example.org/hook';

/** A new webhook's id. */
async function add(t: Test, workplace: Workplace, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await workplace.runHere(['webhooks', 'add', HOOK, ...args]);
  t.equal(code, 0, stderr);
  t.match(stdout, SECRET);
  return /the webhook (wh_\w+);/.exec(stderr)?.[1] ?? '';
}

t.test('a webhook is made: its secret alone on standard output, which webhook it is on standard error', async (t) => {
  const workplace = await new Workplace(t).seeded();
  const { code, stdout, stderr } = await workplace.runHere(['webhooks', 'add', HOOK]);
  t.equal(code, 0);
  t.match(stdout, SECRET);
  t.match(stderr, /^standpoint: this is the secret of the webhook wh_[a-z0-9]{32}; it is not shown again\n$/);
});

t.test('the webhooks are listed with what they are told of, and without their secrets', async (t) => {
  const workplace = await new Workplace(t).seeded();
  const narrow = await add(t, workplace, '--type', 'position.published', '--expert', 'davis', '--topic', 'escalation');
  const all = await add(t, workplace);
  const { stdout } = await workplace.runHere(['webhooks', 'list'], { COLUMNS: '400' });
  for (const told of [narrow, all, HOOK, 'position.published', 'expert davis', 'topic escalation', 'enabled'])
    t.match(stdout.replaceAll(/\s*│\s*/g, '│'), told);
  t.notMatch(stdout, 'whsec_');
});

t.test('a new secret is printed as the first was', async (t) => {
  const workplace = await new Workplace(t).seeded();
  const id = await add(t, workplace);
  const { stdout, stderr } = await workplace.runHere(['webhooks', 'rotate', id]);
  t.match(stdout, SECRET);
  t.match(stderr, id);
});

t.test('a test message waits for a service that runs, is listed, and can be sent again', async (t) => {
  const workplace = await new Workplace(t).seeded();
  const id = await add(t, workplace);
  const { stdout } = await workplace.runHere(['webhooks', 'test', id]);
  const [, delivery = ''] = /^(msg_\w+) is sent as soon as a service runs\n$/.exec(stdout) ?? [];
  t.match((await workplace.runHere(['webhooks', 'deliveries', id])).stdout.replaceAll(/\s/g, ''), 'webhook.test');
  t.match((await workplace.runHere(['webhooks', 'deliveries', id, '--all'])).stdout, 'pending');
  t.match(await workplace.runHere(['webhooks', 'redeliver', id, delivery]), {
    code: 0,
    stdout: `${delivery} is sent again as soon as a service runs\n`,
  });
});

t.test('a webhook is enabled again, and removed', async (t) => {
  const workplace = await new Workplace(t).seeded();
  const id = await add(t, workplace);
  t.match(await workplace.runHere(['webhooks', 'enable', id]), { code: 0, stdout: `${id} (${HOOK}) is enabled\n` });
  t.match(await workplace.runHere(['webhooks', 'remove', id]), { code: 0, stdout: `${id} (${HOOK}) was removed\n` });
  t.match(await workplace.runHere(['webhooks', 'remove', id]), {
    code: 1,
    stdout: '',
    stderr: `standpoint: there is no webhook "${id}"\n`,
  });
});

t.test('what is wrong is told with the name of the option, and no webhook is made', async (t) => {
  const workplace = await new Workplace(t).seeded();
  const wrong: [string[], number, string | RegExp][] = [
    [[], 2, 'Usage: standpoint webhooks'],
    [['add'], 2, "missing required argument 'url'"],
    [['add', HOOK, '--type', 'position.liked'], 2, "argument 'position.liked' is invalid"],
    [
      ['add', 'http://example.org/'],
      1,
      /^standpoint: the URL must begin with https:\/\/ \(set STANDPOINT_WEBHOOK_PRIVATE=true/,
    ],
    [['add', 'https://10.0.0.1/'], 1, /^standpoint: the URL must lead to a public host/],
    [
      ['add', HOOK, '--expert', 'davies', '--topic', 'escalatoin'],
      1,
      'standpoint: --expert "davies" does not exist; did you mean "davis"?\n--topic "escalatoin" does not exist; did you mean "escalation"?\n',
    ],
  ];
  for (const [args, code, said] of wrong) {
    const run = await workplace.runHere(['webhooks', ...args]);
    t.match([run.code, run.stdout], [code, ''], args.join(' '));
    t.match(run.stderr, said, args.join(' '));
  }
  t.notMatch((await workplace.runHere(['webhooks', 'list'])).stdout, 'wh_');
});

t.test('with the setting a webhook may lead to one’s own network', async (t) => {
  const workplace = await new Workplace(t).seeded();
  const settings = { STANDPOINT_WEBHOOK_PRIVATE: 'true' };
  t.match(await workplace.runHere(['webhooks', 'add', 'http://localhost:8080/hook'], settings), {
    code: 0,
    stdout: SECRET,
  });
});
