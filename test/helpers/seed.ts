/** The first data set, as a newcomer gets it. */
import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Bundle } from '../../src/core/bundle.ts';

const ROOT = new URL('../../', import.meta.url);

export const readSeed = (): Bundle => parse(readFileSync(new URL('db/seed/north-korean-troops.yaml', ROOT), 'utf8'));

/** The article it was coded from, where that lies beside the repository; it may not be copied into it. */
export function readArticle(): string | null {
  const [path] = globSync('../shared/seed/*.txt', { cwd: ROOT });
  return path === undefined ? null : readFileSync(new URL(path, ROOT), 'utf8');
}
