/** A real disk of a few megabytes, in memory, for tests that fill it or let nobody write to it. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';

export type SmallDisk = {
  readonly folder: string;
  /** Writes until nothing more goes in. */
  fill(): void;
  makeRoom(): void;
  /** Lets nobody write to it any more, or again. */
  setWritable(writable: boolean): void;
};

/** Mounts one until the test ends; says why where this user, or this machine, does not allow it. */
export function smallDisk(t: Pick<Test, 'teardown'>, megabytes: number): SmallDisk | string {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(folder);
    return `no disk can be mounted here, which takes root: ${error instanceof Error ? error.message.trim() : error}`;
  }
  t.teardown(() => {
    execFileSync('umount', ['--lazy', folder]);
    rmdirSync(folder);
  });
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: () => fillUp(ballast),
    makeRoom: () => rmSync(ballast),
    setWritable: (writable) => {
      execFileSync('mount', ['-o', `remount,${writable ? 'rw' : 'ro'}`, folder], { stdio: 'pipe' });
    },
  };
}

const FIRST_BYTES = 1024 * 1024;

/** Writes less and less, as a page that does not fit may leave room for a part of it. */
function fillUp(path: string): void {
  const file = openSync(path, 'a');
  try {
    for (let bytes = FIRST_BYTES; bytes >= 1; bytes = Math.floor(bytes / 2)) writeWhileItFits(file, bytes);
  } finally {
    closeSync(file);
  }
}

function writeWhileItFits(file: number, bytes: number): void {
  const block = Buffer.alloc(bytes);
  try {
    while (writeSync(file, block) === bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
