/** Bundles from files into the store, all or nothing, with every fault at its line. */
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { Failure, type Violation } from '../core/errors.ts';
import type { ImportReport } from '../core/plan.ts';
import type { Store } from '../core/store.ts';
import { importBundles } from '../services/import.ts';
import { type BundleFile, parseBundleFile } from './bundle-file.ts';
import type { CliContext } from './context.ts';

/** Who imports bundles, and why; `dryRun` only says what would be written. */
export type BundleFileOptions = { readonly by: string; readonly reason?: string | null; readonly dryRun?: boolean };

export async function importFiles(
  store: Store,
  paths: readonly string[],
  { by, reason = null, dryRun = false }: BundleFileOptions,
  { stdin, now }: Pick<CliContext, 'stdin' | 'now'>,
): Promise<ImportReport> {
  const files = await Promise.all(
    paths.map(async (path) =>
      path === '-' ? parseBundleFile('stdin', await readAll(stdin)) : parseBundleFile(path, await read(path)),
    ),
  );
  try {
    return await importBundles(
      store,
      files.map(({ value }) => value),
      { at: now().toISOString(), by, mayPublish: true, reason, dryRun },
    );
  } catch (error) {
    throw error instanceof Failure ? placed(error, files) : error;
  }
}

/** The failure with file, line and column in place of the pointers `/{file}/…`. */
function placed(failure: Failure, files: readonly BundleFile[]): Failure {
  const violations = failure.violations.map((violation): Violation => {
    const { pointer = '', message } = violation;
    const [, file = '0', ...rest] = pointer.split('/');
    // A fault that only the store could find is of all the files together.
    if (files[Number(file)] === undefined) return violation;
    const inside = rest.length === 0 ? '' : `/${rest.join('/')}`;
    return { pointer: `${files[Number(file)]?.locate(inside) ?? ''}: ${inside}`.trimEnd(), message };
  });
  return new Failure(failure.kind, failure.message, violations);
}

/** A document of YAML or JSON that is no bundle. */
export const readDocument = async (path: string): Promise<BundleFile> => parseBundleFile(path, await read(path));

async function read(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const why =
      error instanceof TypeError ? 'is not UTF-8' : `cannot be read: ${error instanceof Error ? error.message : error}`;
    throw new Failure('invalid', `${path} ${why}`, [], { cause: error });
  }
}
