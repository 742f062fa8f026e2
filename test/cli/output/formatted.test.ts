import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { CliContext } from '../../../src/cli/context.ts';
import { runCli } from '../../../src/cli/program.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { pixelsOf, svgOf } from '../../helpers/formats/picture.ts';
import { seed, storeWith } from '../../helpers/service/service.ts';

const folder = t.testdir();
const database = join(folder, 'standpoint.sqlite');
await storeWith(t, [seed()], database);

/** Runs the command line in this process, with or without a terminal before it. */
async function run(
  args: readonly string[],
  isTTY = false,
  path = database,
  stdout?: object,
): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const stream = (name: keyof typeof said) => ({
    isTTY,
    write: (text: string, done?: () => void) => {
      said[name] += text;
      done?.();
      return true;
    },
  });
  const context = {
    version: '0',
    readConfig: () => ({ database: path }),
    openStore: () => openSqliteStore(path),
    stdout: stdout ?? stream('out'),
    stderr: stream('err'),
    columns: 90,
  } as unknown as CliContext;
  return { code: await runCli(args, context), ...said };
}

/** What is in the file that the command wrote. */
async function written(name: string, ...args: string[]): Promise<Buffer> {
  const file = join(folder, name);
  t.strictSame(await run(['matrix', ...args, '--output', file], true), { code: 0, out: '', err: '' }, args.join(' '));
  return readFileSync(file);
}

t.test('files of every kind are written where they are wanted', async (t) => {
  const png = pixelsOf(await written('q.png', 'red-line', '--format', 'png', '--width', '800', '--height', '600'));
  t.strictSame([png.width, png.height], [800, 600]);
  t.equal(svgOf((await written('g.svg', '--format', 'svg')).toString()).tagName, 'svg');
  t.equal((await written('g.xlsx', '--format', 'xlsx')).subarray(0, 2).toString(), 'PK');
  const wide = (await written('g.csv', 'red-line', '--format', 'csv', '--shape', 'wide', '--bom')).toString();
  t.equal(wide.charCodeAt(0), 0xfeff);
  const [head]: string[][] = parse(wide, { bom: true });
  t.strictSame(head, ['expert_id', 'expert', 'red-line', 'corrected', 'corrections']);
});

t.test('formats that show statements have them, for several questions too', async (t) => {
  const { '@graph': graph } = JSON.parse((await written('g.jsonld', '--format', 'jsonld')).toString());
  t.equal(
    graph.some((node: { '@type': string }) => node['@type'] === 'Quotation'),
    true,
  );
});

t.test('what the format does not take, or the disk, is refused in the words of the command line', async (t) => {
  const refusals = [
    [['--format', 'png', '--shape', 'wide'], '--shape is for csv, tsv only, not for png'],
    [['--format', 'csv', '--width', '400'], '--width is for png, svg only, not for csv'],
    [['--format', 'png', '--width', '20'], 'a whole number from 300 to 4000'],
    [['--format', 'svg', '--output', join(folder, 'no', 'x.svg')], 'x.svg cannot be written: ENOENT'],
  ] as const;
  for (const [args, words] of refusals) {
    const { code, err } = await run(['matrix', 'red-line', ...args]);
    t.not(code, 0);
    t.match(err, words);
  }
});

t.test('what a terminal cannot show is not sent to one', async (t) => {
  for (const format of ['png', 'xlsx'])
    t.strictSame(await run(['matrix', 'red-line', '--format', format], true), {
      code: 1,
      out: '',
      err: `standpoint: a terminal cannot show ${format}; write it to a file: --output stances.${format}\n`,
    });
  t.match(await run(['matrix', 'red-line', '--format', 'svg'], true), { code: 0, out: /^<svg/ });
});

t.test('a table of any size is written to a file and printed, and JSON of it is refused', async (t) => {
  const told = story();
  for (let row = 0; row < 200; row += 1) told.expert(`e${row}`);
  for (let column = 0; column < 260; column += 1) told.question(`q${column}`);
  const large = join(folder, 'large.sqlite');
  await storeWith(t, [told.says('e7', 'q7', 'support').bundle()], large);
  const whole = 200 * 260;
  const { code, out, err } = await run(['matrix', '--format', 'csv'], false, large);
  t.strictSame({ code, err }, { code: 0, err: '' });
  t.equal(out.split('\r\n').length, whole + 2);
  const file = join(folder, 'large.ndjson');
  t.equal((await run(['matrix', '--format', 'ndjson', '--output', file], true, large)).code, 0);
  t.equal(readFileSync(file, 'utf8').trimEnd().split('\n').length, whole);
  t.match(await run(['matrix', '--format', 'json'], false, large), {
    code: 1,
    out: '',
    err: /200 experts × 260 questions are 52000 cells, .* or ask for CSV, TSV or NDJSON, which may be of any size\n$/,
  });
});

t.test('what cannot be written whole is not left behind, and a device stays', async (t) => {
  const file = join(folder, 'nobody.csv');
  const refused = await run(['matrix', '--format', 'csv', '--expert', 'nobody', '--output', file]);
  t.match(refused, { code: 1, err: /expert "nobody" does not exist/ });
  t.equal(existsSync(file), false);
  t.match(await run(['matrix', '--format', 'csv', '--output', '/dev/full']), {
    code: 1,
    err: /^standpoint: \/dev\/full cannot be written: /,
  });
  t.equal(existsSync('/dev/full'), true);
  t.match(await run(['matrix', '--format', 'csv', '--output', join(folder, 'none', 'x.csv')]), {
    code: 1,
    err: /x\.csv cannot be written: /,
  });
});

t.test('a reader that has seen enough ends it, and that is no failure', async (t) => {
  let written = 0;
  const stdout = {
    write: (text: string, done: (error?: Error) => void) => {
      written += text.length;
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      return false;
    },
  };
  t.equal((await run(['matrix', '--format', 'csv'], false, join(folder, 'large.sqlite'), stdout)).code, 0);
  t.ok(written > 0 && written < 100_000, `${written} characters`);
});

t.test('what cannot be printed whole, for want of room, is a failure', async (t) => {
  const stdout = {
    write: (_text: string, done: (error?: Error) => void) => {
      done(Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' }));
      return false;
    },
  };
  t.not((await run(['matrix', '--format', 'csv'], false, join(folder, 'large.sqlite'), stdout)).code, 0);
});

t.test('a table is as wide as its terminal, and as COLUMNS says where the terminal does not tell', async (t) => {
  const widest = async (columns: number | undefined) => {
    let out = '';
    const write = (text: string) => {
      out += text;
    };
    t.equal((await run(['matrix', 'red-line'], true, database, { columns, write })).code, 0);
    return Math.max(...out.split('\n').flatMap((line) => (line.startsWith('│') ? line.length : [])));
  };
  t.strictSame(await Promise.all([70, 0, undefined].map(widest)), [70, 90, 90]);
});
