/** What helpers ask of a test, for programs that are none: a folder of its own, and what is done in the end. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Surroundings } from './bin.ts';

export class OutsideTests implements Surroundings {
  readonly #acts: (() => unknown)[] = [];

  testdir(files: { readonly [name: string]: string }): string {
    const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
    this.teardown(() => rmSync(folder, { recursive: true }));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  }

  teardown(act: () => unknown): void {
    this.#acts.push(act);
  }

  /** What came last is undone first. */
  async end(): Promise<void> {
    for (const act of this.#acts.splice(0).reverse()) await act();
  }
}
