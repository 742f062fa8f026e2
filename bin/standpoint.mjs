#!/usr/bin/env node
// The entry: makes sure that Node can run TypeScript and the database driver, then starts the program.
// Plain JavaScript, and no import of anything else before the check: on Node 20 the driver ends the process without a word.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  // Compiled code is kept in the system's folder for temporary files: every start but the first takes half the time.
  nodeModule.enableCompileCache();
  const { run } = await import('../src/main.ts');
  await run(process.argv.slice(2));
} else {
  const newer = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  if (!existsSync(newer)) {
    console.error(
      `standpoint: needs Node 22.18 or newer, and this is Node ${process.versions.node}.\n` +
        'Install a newer one (https://nodejs.org), or run "npm ci" here: on Linux that brings its own.',
    );
    process.exit(1);
  }
  const child = spawn(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
