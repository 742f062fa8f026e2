/** Answers as they were when somebody last looked at them: UPDATE_GOLDEN=1 writes them anew, to be looked at again. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Test } from 'tap';

export function isGolden(t: Test, name: string, text: string): void {
  const file = new URL(`../../golden/${name}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, text);
  t.equal(text, existsSync(file) ? readFileSync(file, 'utf8') : '', `as test/golden/${name}`);
}
