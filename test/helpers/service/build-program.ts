/** Run by npm before `npm test`: lays the program out as it is where it was installed, for the processes that tests start. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BUILT } from './bin.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

rmSync(BUILT, { recursive: true, force: true });
for (const name of ['bin', 'package.json']) cpSync(at(name), `${BUILT}/${name}`, { recursive: true });
symlinkSync(at('node_modules'), `${BUILT}/node_modules`);
execFileSync(process.execPath, [at('build/build.ts'), `${BUILT}/dist`]);
