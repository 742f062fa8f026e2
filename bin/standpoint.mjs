#!/usr/bin/env node
// The entry: makes sure that Node can run the program and the database driver, then starts what was built of it; in a
// checkout whose sources are others than those, the sources.
// Plain JavaScript, and no import of anything else before the check: on Node 20 the driver ends the process without a word.
import * as nodeModule from 'node:module';

// To import them would load much beside: see build/build.ts.
const require = nodeModule.createRequire(import.meta.url);
const { existsSync } = require('node:fs');
const { fileURLToPath } = require('node:url');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

const source = new URL('../src/main.ts', import.meta.url);
const isCheckout = existsSync(source);
const isBuilt = () => require('../build/built-of.ts').isBuilt(fileURLToPath(new URL('..', import.meta.url)));

// What V8 is told for all of a command: before anything is loaded, as the code of a package is kept for the flags that it
// was compiled under (build/loader.ts).
const FLAGS = {
  __proto__: null,
  // What the start of a service makes stays, and would be copied each time that V8 doubles the part of its heap where objects
  // begin, unless that is at once as large as it may be: a tenth of the processor time. The other as in src/http/old-generation.ts.
  serve: ['--semi-space-growth-factor=16', '--heap-growing-percent=100'],
  // What is made of a row is let go of a moment later, and V8 would rather have 128 MB of that than collect it more often:
  // with as much as there is at the beginning, a third less memory, and no more processor time that was seen.
  import: ['--semi-space-growth-factor=1'],
};

if (major > 22 || (major === 22 && minor >= 18)) {
  // Compiled code is kept in the system's folder for temporary files: every start but the first takes half the time.
  nodeModule.enableCompileCache();
  for (const flag of FLAGS[process.argv[2]] ?? []) require('node:v8').setFlagsFromString(flag);
  const { run } = isCheckout && !isBuilt() ? await import(source.href) : require('../dist/src/loader.cjs');
  await run(process.argv.slice(2));
} else {
  const file = fileURLToPath(import.meta.url);
  const newer = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  if (!isCheckout || !existsSync(newer)) {
    console.error(
      `standpoint: needs Node 22.18 or newer, and this is Node ${process.versions.node}.\n` +
        (isCheckout
          ? 'Install a newer one (https://nodejs.org), or run "npm ci" here: on Linux that brings its own.'
          : `Install a newer one (https://nodejs.org), or let npm fetch one for this: npx -p node@24 node "${file}"`),
    );
    process.exit(1);
  }
  const { spawn } = await import('node:child_process');
  const child = spawn(newer, [file, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
