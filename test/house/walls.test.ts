import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';

/**
 * Which rooms and libraries each room of src may import. A name is a room (a folder below src, or a file of its own
 * there), `node:` is anything of Node, and everything else is a package. The rows are the walls of the house: whatever is
 * not listed may not be imported.
 */
const ALLOWED: { readonly [room: string]: readonly string[] } = {
  core: ['typebox', 'ajv', 'fastest-levenshtein'],
  answers: ['core'],
  services: ['core'],
  formats: ['core', 'answers', 'node:', '@resvg/resvg-js', 'harfbuzzjs', 'fflate', 'hyparquet-writer', 'string-width'],
  intake: [
    ...[
      'core',
      'node:',
      '@mozilla/readability',
      'better-sqlite3',
      'csv-parse',
      'fflate',
      'htmlparser2',
      'linkedom',
      'mammoth',
      'unpdf',
      'yaml',
    ],
  ],
  capture: ['core', 'franc-min', 'wink-eng-lite-web-model', 'wink-nlp'],
  'db/shared': ['core', 'node:', 'better-sqlite3', 'kysely'],
  'db/postgres': ['core', 'db/shared', 'node:', 'better-sqlite3', 'kysely', 'lru-cache', 'pg'],
  'db/sqlite': ['core', 'db/shared', 'node:', 'better-sqlite3', 'kysely', 'lru-cache'],
  pages: ['core', 'answers', 'formats', 'node:', 'typebox'],
  drafting: ['core', 'webhooks', 'node:', 'ipaddr.js'],
  webhooks: ['core', 'services', 'node:', 'ipaddr.js', 'standardwebhooks'],
  http: [
    ...[
      'core',
      'services',
      'answers',
      'formats',
      'intake',
      'pages',
      'mcp',
      'node:',
      'typebox',
      'ajv',
      'cookie',
      'fastify',
    ],
    ...['@fastify/cors', '@fastify/proxy-addr', '@fastify/rate-limit', '@fastify/swagger', '@fastify/swagger-ui'],
    ...['@fastify/type-provider-typebox', 'helmet', 'lru-cache', 'negotiator', 'prom-client'],
  ],
  mcp: ['core', 'services', 'answers', 'pages', 'node:', '@modelcontextprotocol/server', 'typebox'],
  cli: [
    'core',
    'services',
    'answers',
    'formats',
    'intake',
    'mcp',
    'config',
    'node:',
    'close-with-grace',
    'commander',
    'yaml',
  ],
  signing: ['core', 'node:'],
  config: ['core', 'settings', 'node:', 'typebox'],
  settings: ['core', 'typebox'],
  main: [
    ...['core', 'capture', 'drafting', 'cli', 'engine', 'service', 'webhooks', 'config'],
    ...['node:', 'package.json'],
  ],
  service: ['core', 'http', 'pages', 'engine', 'webhooks', 'signing', 'config', 'worker-pool'],
  'worker-pool': ['http', 'worker', 'capture-worker', 'node:', 'piscina'],
  'capture-worker': ['core', 'capture', 'http', 'intake'],
  worker: ['core', 'http', 'db/sqlite', 'db/postgres', 'node:', 'piscina'],
  engine: ['core', 'cli', 'config', 'db/shared', 'db/sqlite', 'db/postgres', 'worker'],
};

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;

type Breach = { readonly file: string; readonly imports: string };

/** The room that a path below src lies in: the longest name of a row that leads to it. What lies beside src is itself. */
function roomOf(path: string): string {
  if (path.startsWith('../')) return path.slice('../'.length);
  const rooms = Object.keys(ALLOWED).filter((room) => path === `${room}.ts` || path.startsWith(`${room}/`));
  const [room] = rooms.sort((a, b) => b.length - a.length);
  if (room === undefined) throw new Error(`src/${path} lies in no room: give it a row in test/house/walls.test.ts`);
  return room;
}

/** A package by its name, without what is taken from it; anything of Node as `node:`. */
const libraryOf = (specifier: string): string =>
  specifier.startsWith('node:')
    ? 'node:'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');

/** What the file at `path`, below src, imports without leave. */
function breachesOf(path: string, text: string): Breach[] {
  const room = roomOf(path);
  return [...text.matchAll(IMPORT)].flatMap(([, from, bare, late]) => {
    const specifier = from ?? bare ?? late ?? '';
    const wanted = specifier.startsWith('.')
      ? roomOf(posix.join(posix.dirname(path), specifier))
      : libraryOf(specifier);
    return wanted === room || ALLOWED[room]?.includes(wanted) ? [] : [{ file: path, imports: specifier }];
  });
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort();

t.test('every room imports only what it may', async (t) => {
  const files = filesIn(SRC);
  t.ok(files.length > 300);
  t.strictSame(
    files.flatMap((file) => breachesOf(file, readFileSync(join(SRC, file), 'utf8'))),
    [],
  );
});

t.test('every wall holds: an import across it is found, however it is written', async (t) => {
  const libraries = [...new Set([...Object.values(ALLOWED).flat(), 'left-pad'])].filter((it) => !(it in ALLOWED));
  for (const [room, allowed] of Object.entries(ALLOWED)) {
    const path = `${room}/probe.ts`;
    const up = '../'.repeat(room.split('/').length);
    const others = Object.keys(ALLOWED).filter((other) => other !== room && !allowed.includes(other));
    for (const other of others)
      for (const line of [
        `import { it } from '${up}${other}/it.ts';`,
        `import type {\n  It,\n} from '${up}${other}/it.ts';`,
        `export { it } from '${up}${other}/it.ts';`,
        `const { it } = await import('${up}${other}/it.ts');`,
      ])
        t.equal(breachesOf(path, line).length, 1, `${room} must not import ${other}: ${line}`);
    for (const library of libraries.filter((it) => !allowed.includes(it)))
      t.equal(breachesOf(path, `import it from '${library === 'node:' ? 'node:fs' : library}';`).length, 1, library);
  }
  t.equal(breachesOf('core/probe.ts', "import { html } from '../pages/html.ts';").length, 1);
});

t.test('a file of its own beside the rooms is refused until it has a row', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'walls-'));
  writeFileSync(join(folder, 'cellar.ts'), '');
  t.throws(() => filesIn(folder).map((file) => breachesOf(file, '')), /lies in no room/);
});

t.test('no row allows what its room does not use', async (t) => {
  for (const [room, allowed] of Object.entries(ALLOWED)) {
    const texts = filesIn(SRC)
      .filter((file) => roomOf(file) === room)
      .map((file) => [file, readFileSync(join(SRC, file), 'utf8')] as const);
    const used = new Set(
      texts.flatMap(([file, text]) =>
        [...text.matchAll(IMPORT)].map(([, from, bare, late]) => {
          const specifier = from ?? bare ?? late ?? '';
          return specifier.startsWith('.') ? roomOf(posix.join(posix.dirname(file), specifier)) : libraryOf(specifier);
        }),
      ),
    );
    t.strictSame(
      allowed.filter((it) => !used.has(it)),
      [],
      `${room} has no need of these`,
    );
  }
});
