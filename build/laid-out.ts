/** The program as it is where it was installed, for whoever starts it so: measurements and tests. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The entry of the program in a folder of one. */
export const entryIn = (folder: string): string => join(folder, 'bin/standpoint.mjs');

/** Builds the program into the folder, in place of what is there; its packages are those of the checkout. */
export function layOut(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['bin', 'package.json']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, [join(import.meta.dirname, 'build.ts'), join(folder, 'dist')]);
}
