/** `npm run build`: bundles the program to dist/, for machines that get it as a package. Node strips no types below node_modules. */
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { build, type InputOptions, type OutputOptions, type Plugin } from 'rolldown';
import packageJson from '../package.json' with { type: 'json' };
import { billOfMaterials } from './bill-of-materials.ts';
import { noteBuilt, stateOf } from './built-of.ts';
import { TOGETHER } from './together.ts';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = resolve(process.argv[2] ?? `${ROOT}/dist`);

/** Whatever is read at run time, each at the place that its reader knows it by. */
const FILES = ['db/sqlite', 'db/postgres', 'db/seed', 'src/pages/assets', 'src/formats/fonts'];

/** Native parts, and packages that read files of their own. */
const OUTSIDE = ['better-sqlite3', 'pg', '@resvg/resvg-js', 'harfbuzzjs', '@fastify/swagger-ui', 'piscina'];

/** Every file of the bundle is in one folder; a module that asks where it is must hear where it would be beside its files. */
const places: Plugin = {
  name: 'places',
  transform: {
    filter: { id: { include: /[\\/]src[\\/].*\.ts$/, exclude: /node_modules/ }, code: 'import.meta.url' },
    handler(code, id) {
      const place = JSON.stringify(`./${relative(`${ROOT}/src`, id).replaceAll('\\', '/').replace(/\.ts$/, '.cjs')}`);
      return code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`);
    },
  },
};

/** What is taken of Node at once and not needed by every command: loaded when something of it is used. */
const late: Plugin = {
  name: 'late',
  renderChunk: (code) =>
    code.replaceAll(/\brequire\("(?:node:)?(https|http2|child_process|crypto|fs\/promises)"\)/g, (_, name: string) =>
      whenUsed(name),
    ),
};

const whenUsed = (module: string): string =>
  `new Proxy({}, { get: (kept, name) => (kept.module ??= globalThis.process.getBuiltinModule("node:${module}"))[name] })`;

/** HarfBuzz is no module that can be required: it awaits itself. */
const awaited: Plugin = {
  name: 'awaited',
  renderChunk: (code) =>
    code.replaceAll(
      /Promise\.resolve\(\)\.then\(\(\) => .*\brequire\("harfbuzzjs"\)(?:, 1)?\)*/g,
      'import("harfbuzzjs")',
    ),
};

/** A text with one letter beyond Latin-1 is kept with two bytes for each of its letters, and read slower. */
const ascii: Plugin = {
  name: 'ascii',
  generateBundle(_options, bundle) {
    for (const each of Object.values(bundle))
      if (each.type === 'chunk') each.code = each.code.replaceAll(/[^\0-\x7f]/g, escaped);
  },
};

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const groups = Object.entries(TOGETHER).map(([name, modules], index, all) => {
  const files = new Set(modules.map((each) => resolve(ROOT, 'src', `${each}.ts`)));
  return { name, priority: all.length - index, test: (id: string) => files.has(id) };
});

const input: InputOptions = {
  cwd: ROOT,
  input: {
    loader: 'build/loader.ts',
    main: 'src/main.ts',
    worker: 'src/worker.ts',
    'capture-worker': 'src/capture-worker.ts',
    'intake/workbook/sheet-reader': 'src/intake/workbook/sheet-reader.ts',
  },
  platform: 'node',
  transform: { target: `node${packageJson.engines.node.replace('>=', '')}` },
  external: OUTSIDE.map((name) => new RegExp(`^${name}(/|$)`)),
  plugins: [places, late, awaited, ascii],
  // That a module loaded late is also in a file that others load is what the groups above are for. Where an article's reader
  // asks for import.meta, it looks for a package that is not installed.
  checks: { ineffectiveDynamicImport: false, emptyImportMeta: false },
};

const output: OutputOptions = {
  dir: `${OUT}/src`,
  format: 'cjs',
  dynamicImportInCjs: false,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
  codeSplitting: { groups },
  comments: { legal: true },
  // Less to read at each start; the names of functions stay for whoever reads a stack.
  minify: { compress: true, mangle: { toplevel: true, keepNames: true }, codegen: { removeWhitespace: true } },
};

/** The package as an image has it: all that is in the bundle is left out of what it needs. */
function packageOfTheImage(): object {
  const { name, version, license, type, bin, engines } = packageJson;
  const dependencies = Object.fromEntries(
    Object.entries(packageJson.dependencies).filter(([each]) => OUTSIDE.includes(each)),
  );
  return { name, version, private: true, license, type, bin, engines, dependencies };
}

const write = (file: string, content: object): void =>
  writeFileSync(`${OUT}/${file}`, `${JSON.stringify(content, null, 2)}\n`);

const state = stateOf(ROOT);
rmSync(OUT, { recursive: true, force: true });
await build({ ...input, output });
for (const folder of FILES) cpSync(`${ROOT}/${folder}`, `${OUT}/${folder}`, { recursive: true });
write('sbom.cdx.json', billOfMaterials());
write('package.json', packageOfTheImage());
if (OUT === resolve(ROOT, 'dist')) noteBuilt(ROOT, state);
