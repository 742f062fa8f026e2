import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import t from 'tap';
import { createProgram } from '../../src/cli/program.ts';
import { PROBLEMS } from '../../src/http/problems/problem-kinds.ts';
import { contextIn } from '../../src/main.ts';
import { Settings } from '../../src/settings.ts';
import { document } from '../helpers/formats/document.ts';
import { everyOperation, queryParameters } from '../helpers/service/requests.ts';
import { seededService } from '../helpers/service/service.ts';

const ROOT = new URL('../../', import.meta.url);
/** Those of the words that the text does not have between backticks. */
const missing = (text: string, words: readonly string[]): string[] =>
  [...new Set(words)].filter((word) => !text.includes(`\`${word}\``));
/** A path of ours between backticks; not where a part of it stands for many. */
const PATH = /`((?:src|test|db|bench|bin|docs|tools|openapi|\.ci)\/[^`\s:*…{]*)`/g;
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

t.test('every setting stands in docs/reference/settings.md with its default, and no other', async (t) => {
  const rows = [...read('docs/reference/settings.md').matchAll(/^\| `([A-Z_]+)` \| (.+?) \|/gm)];
  const documented = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value.replaceAll('`', '')]));
  const settings = Object.entries(Settings.properties) as [string, { default?: unknown }][];
  t.strictSame(
    documented,
    Object.fromEntries(settings.map(([name, { default: value }]) => [name, value === '' ? 'empty' : String(value)])),
  );
});

const program = await createProgram(contextIn(process));

/** The command and those below it. */
const family = (command: Command): Command[] => [command, ...command.commands.flatMap(family)];

t.test('every command and each of its options stands in docs/reference/cli.md', async (t) => {
  const sections = new Map(
    read('docs/reference/cli.md')
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0] ?? '', section] as const),
  );
  t.ok(program.commands.length >= 8);
  for (const command of program.commands) {
    const section = sections.get(command.name()) ?? '';
    t.match(section, `standpoint.mjs ${command.name()}`);
    for (const below of command.commands) t.match(section, `standpoint.mjs ${command.name()} ${below.name()}`);
    const options = family(command)
      .flatMap((each) => each.options.map(({ long }) => `${long}`))
      .filter((long) => !section.includes(`\`${long}`));
    t.strictSame(options, [], command.name());
  }
});

t.test('docs/reference/cli.md names no option that there is not', async (t) => {
  const options = ['--help', '--version', ...family(program).flatMap(({ options }) => options.map(({ long }) => long))];
  for (const [, option = ''] of read('docs/reference/cli.md').matchAll(/`(--[a-z-]+)/g))
    t.equal(options.includes(option), true, option);
});

t.test('the pages name no command that there is not', async (t) => {
  const folder = new URL('../../src/pages/', import.meta.url);
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const named = pages.flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/<code>standpoint ([a-z-]+) ?([a-z-]*)/g)].map(
      ([, command, below]) => ({ name, command, below }),
    ),
  );
  t.ok(named.length >= 2);
  for (const { name, command, below } of named) {
    const found = program.commands.find((each) => each.name() === command);
    t.ok(found, `${command} in ${name}`);
    if (found !== undefined && found.commands.length > 0)
      t.ok(
        found.commands.some((each) => each.name() === below),
        `${command} ${below} in ${name}`,
      );
  }
});

t.test('every address of the API stands in docs/reference/api.md, and so does every parameter', async (t) => {
  const text = read('docs/reference/api.md');
  t.strictSame(missing(text, Object.keys(document.paths)), []);
  const names = everyOperation().flatMap(({ operation }) => queryParameters(operation).map(({ name }) => name));
  t.strictSame(missing(text, names), []);
});

t.test('docs/reference/api.md names no address that there is not', async (t) => {
  for (const [, path = ''] of read('docs/reference/api.md').matchAll(/`(\/v1\/[a-z/{}]+)`/g))
    t.equal(path in document.paths, true, path);
});

t.test('every kind of problem stands in docs/reference/api.md', async (t) => {
  t.strictSame(missing(read('docs/reference/api.md'), Object.keys(PROBLEMS)), []);
});

t.test('every bound in docs/run/operations.md is a setting, or a constant where it says', async (t) => {
  const bounds = [...read('docs/run/operations.md').matchAll(/^\|.* \| `([A-Z_]+)`(?: in `(src\/\S+\.ts)`)? \|$/gm)];
  t.ok(bounds.length > 20);
  for (const [, name = '', path = ''] of bounds)
    t.equal(path === '' ? name in Settings.properties : read(path).includes(`const ${name}`), true, `${name} ${path}`);
});

t.test('the table for a spreadsheet in docs/tour.md is the one that is sent, head line and rows', async (t) => {
  const [, path = '', table = ''] =
    /127\.0\.0\.1:3000(\/v1\/questions\/\S+\.csv)\n(.*?)\n…/s.exec(read('docs/tour.md')) ?? [];
  const { body } = await (await seededService(t)).inject(path);
  // When it was recorded is another instant in every database.
  const [sent, told] = [body, table].map((text) => text.replaceAll(/,[\d-]{10}T[\d:.]+Z,/g, ',…,').split(/\r?\n/));
  t.equal(told?.length, 4);
  t.strictSame(told, sent?.slice(0, 4));
});

t.test('the README begins with the two commands', async (t) => {
  const text = read('README.md');
  for (const command of ['npm ci', 'npm start', 'standpoint.mjs matrix red-line'])
    t.equal(text.includes(command), true, command);
});

t.test('every link from one document to a file leads to it', async (t) => {
  const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
  t.ok(documents.length > 5);
  for (const path of documents)
    for (const [, link = ''] of read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g))
      t.equal(existsSync(new URL(link, new URL(path, ROOT))), true, `${path}: ${link}`);
});

t.test('every path that a document names is there', async (t) => {
  const documents = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
  let paths = 0;
  for (const path of documents)
    for (const [, named = ''] of read(path).matchAll(PATH)) {
      t.equal(existsSync(new URL(named, ROOT)), true, `${path}: ${named}`);
      paths += 1;
    }
  t.ok(paths > 150, 'paths between backticks are found');
});

t.test('the command has one spelling', async (t) => {
  for (const path of ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })]) {
    const text = read(path);
    t.notMatch(text, /npx standpoint|(?<!node (?:--\S+ )?)(?:\.\/)?bin\/standpoint\.mjs [a-z-]/, path);
    t.notMatch(text, /`standpoint [a-z-]|^\$ standpoint /m, path);
  }
});

t.test('every document stands in the index, and every decision in its own', async (t) => {
  for (const [index, files] of [
    ['docs/README.md', globSync('docs/{*,guide/*,reference/*,run/*}.md', { cwd: ROOT })],
    ['docs/decisions/README.md', globSync('docs/decisions/0*.md', { cwd: ROOT })],
  ] as const) {
    const text = read(index);
    const folder = index.slice(0, index.lastIndexOf('/') + 1);
    const others = files.filter((file) => file !== index);
    t.ok(others.length > 10, index);
    for (const file of others) t.match(text, `](${file.slice(folder.length)})`, index);
  }
});

t.test(
  'docs/run/security.md has a row for every item of the OWASP API Security Top 10, with tests that there are',
  async (t) => {
    const text = read('docs/run/security.md');
    const rows = [...text.matchAll(/^\| (API\d+) .*\| (.+) \|$/gm)];
    t.strictSame(
      rows.map(([, item]) => item),
      Array.from({ length: 10 }, (_, index) => `API${index + 1}`),
    );
    for (const [, item = '', tests = ''] of rows) t.match(tests, /`test\/\S+`/, item);
    for (const [, path = ''] of text.matchAll(/`(test\/[^`]+)`/g)) t.equal(existsSync(new URL(path, ROOT)), true, path);
  },
);
