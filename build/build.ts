/** `npm run build`: bundles the program to dist/, for machines that get it as a package. Node strips no types below node_modules. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };
import { billOfMaterials } from './bill-of-materials.ts';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = resolve(process.argv[2] ?? `${ROOT}/dist`);

/** Whatever is read at run time, each at the place that its reader knows it by. */
const FILES = ['db/sqlite', 'db/postgres', 'db/seed', 'src/pages/assets', 'src/formats/fonts'];

/** Native parts, and packages that read files of their own. */
const OUTSIDE = ['better-sqlite3', 'pg', '@resvg/resvg-js', 'harfbuzzjs', '@fastify/swagger-ui', 'piscina'];

/** Every file of the bundle is in one folder; a module that asks where it is must hear where it would be beside its files. */
const places: Plugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (path.includes('node_modules') || !source.includes('import.meta.url')) return undefined;
      const place = JSON.stringify(`./${relative(`${ROOT}/src`, path).replaceAll('\\', '/').replace(/\.ts$/, '.js')}`);
      return {
        contents: source.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
        loader: 'ts',
      };
    });
  },
};

const options: BuildOptions = {
  absWorkingDir: ROOT,
  entryPoints: {
    main: 'src/main.ts',
    worker: 'src/worker.ts',
    'capture-worker': 'src/capture-worker.ts',
    'intake/workbook/sheet-reader': 'src/intake/workbook/sheet-reader.ts',
  },
  outdir: `${OUT}/src`,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: `node${packageJson.engines.node.replace('>=', '')}`,
  external: OUTSIDE,
  plugins: [places],
  legalComments: 'linked',
  // Less to read at each start; names stay, and lines are short enough for one to find what a stack names.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  // What is CommonJS asks for Node's modules by a function that modules do not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
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

rmSync(OUT, { recursive: true, force: true });
await build(options);
for (const folder of FILES) cpSync(`${ROOT}/${folder}`, `${OUT}/${folder}`, { recursive: true });
write('sbom.cdx.json', billOfMaterials());
write('package.json', packageOfTheImage());
