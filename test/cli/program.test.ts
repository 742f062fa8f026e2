import { readFile } from 'node:fs/promises';
import t from 'tap';
import packageJson from '../../package.json' with { type: 'json' };
import { READING_FILE, WRITING_FILE } from '../helpers/formats/document.ts';
import { Workplace } from '../helpers/service/bin.ts';

const COMMANDS = [
  'serve',
  'import',
  'export',
  'matrix',
  'search',
  'keys',
  'webhooks',
  'migrate',
  'check',
  'backup',
  'restore',
  'openapi',
];
const place = new Workplace(t);

t.test('the help names every command, gives examples, and says what the exit codes mean', async (t) => {
  const { code, stdout, stderr } = await place.runHere(['--help']);
  t.equal(code, 0);
  t.equal(stderr, '');
  for (const command of COMMANDS) t.match(stdout, new RegExp(`^ {2}${command}\\b`, 'm'), command);
  t.match(stdout, 'standpoint matrix red-line');
  t.match(stdout, 'Exit codes: 0 done, 1 failed, 2 wrong usage.');
});

t.test('every command has a help of its own, which needs no database', async (t) => {
  const empty = new Workplace(t);
  const helps = await Promise.all(COMMANDS.map((command) => empty.runHere([command, '--help'])));
  COMMANDS.forEach((command, index) => {
    t.equal(helps[index]?.code, 0, command);
    t.match(helps[index]?.stdout, `Usage: standpoint ${command}`, command);
    t.equal(helps[index]?.stderr, '', command);
  });
});

t.test('the version is that of the package', async (t) => {
  t.match(await place.run(['--version']), { code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
});

t.test('wrong usage ends with 2, says what was meant, and prints nothing', async (t) => {
  const wrong: [string[], string | RegExp][] = [
    [[], /^Usage: standpoint/],
    [['matrx'], /unknown command 'matrx'[\s\S]*Did you mean matrix\?/],
    [['constructor'], /unknown command 'constructor'/],
    [['matrix', '--fromat', 'csv'], /unknown option '--fromat'[\s\S]*Did you mean --format\?/],
    [['import'], "missing required argument 'file'"],
    [['migrate', 'file.sqlite'], /too many arguments/],
  ];
  const runs = await Promise.all(wrong.map(([args]) => place.runHere(args)));
  wrong.forEach(([args, told], index) => {
    const name = `standpoint ${args.join(' ')}`;
    t.equal(runs[index]?.code, 2, name);
    t.equal(runs[index]?.stdout, '', name);
    t.match(runs[index]?.stderr, told, name);
  });
});

t.test('a bad setting stops a command before it begins, and names itself', async (t) => {
  const settings = { PORT: 'http', STANDPOINT_DBB: 'x', STANDPOINT_TRUST_PROXY: 'nginx' };
  const runs = await Promise.all(['serve', 'matrix'].map((command) => place.runHere([command], settings)));
  for (const { code, stdout, stderr } of runs) {
    t.equal(code, 1);
    t.equal(stdout, '');
    t.match(stderr, 'PORT must be a whole number, not "http"');
    t.match(stderr, 'STANDPOINT_DBB is no setting; did you mean "STANDPOINT_DB"?');
    t.match(stderr, 'STANDPOINT_TRUST_PROXY must be');
    t.notMatch(stderr, /\n {4}at /);
  }
});

t.test('the OpenAPI documents it prints are the committed ones', async (t) => {
  for (const [options, file] of [
    [[], READING_FILE],
    [['--writing'], WRITING_FILE],
  ] as const) {
    const { code, stdout } = await place.run(['openapi', ...options]);
    t.equal(code, 0);
    t.equal(stdout === (await readFile(file, 'utf8')), true, `${file} is outdated: npm run openapi`);
  }
});
