/** Import of bundles. */
import { type BundleContent, mergeContents, readBundle } from '../../core/import/bundle/bundle.ts';
import { idsIn, planImport, type Stored } from '../../core/import/plan-import.ts';
import type { Reading, Store } from '../../core/ports/store.ts';
import { type Entities, KINDS, type Kind } from '../../core/records/kinds.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import type { Applied, Idempotency, ImportReport } from '../../core/writing/plan.ts';
import { type Redirects, withCurrentIds } from '../../core/writing/redirects.ts';

/** Who imports and when, with which right, and whether it is only a trial. */
export type ImportCommit = {
  readonly at: string;
  readonly by: string;
  readonly mayPublish: boolean;
  /** Why, beside what the bundles say themselves. */
  readonly reason?: string | null;
  readonly dryRun?: boolean;
  readonly idempotency?: Idempotency;
};

/** Writes all of a bundle or nothing. Fails with `invalid` and every fault, each at its JSON pointer. */
export const importBundle = async (store: Store, value: unknown, recorded: ImportCommit): Promise<ImportReport> =>
  (await importAll(store, [{ value, place: '' }], recorded)).report;

/** Writes all of several bundles or nothing. Fails as `importBundle` does, each pointer behind `/{index of the bundle}`. */
export const importBundles = async (
  store: Store,
  values: readonly unknown[],
  recorded: ImportCommit,
): Promise<ImportReport> => {
  const bundles = values.map((value, which) => ({ value, place: `/${which}` }));
  return (await importAll(store, bundles, recorded)).report;
};

const NOTHING: BundleContent = {
  entries: { scale: [], expert: [], source: [], question: [], statement: [], position: [] },
  broken: new Set(),
  reason: null,
};

/** Others may write between the reading and the writing; then it is planned anew, on what they left. */
const ATTEMPTS = 3;

async function importAll(
  store: Store,
  bundles: readonly { value: unknown; place: string }[],
  recorded: ImportCommit,
): Promise<Applied> {
  const read = bundles.map(({ value, place }) => readBundle(value, place));
  const faults = read.flatMap((it) => it.violations);
  const merged = mergeContents([...read.map((it) => it.content), { ...NOTHING, reason: recorded.reason ?? null }]);
  for (let attempt = 1; ; attempt += 1) {
    const { content, stored } = await groundsOf(store, merged);
    const { plan, violations } = planImport(content, stored, recorded);
    if (faults.length + violations.length > 0) throw refusal([...faults, ...violations]);
    const { by: actor, mayPublish, dryRun = false, idempotency } = recorded;
    try {
      return await store.apply({ ...plan, actor, mayPublish, dryRun, ...(idempotency && { idempotency }) });
    } catch (error) {
      const overtaken = error instanceof Failure && (error.kind === 'stale' || error.kind === 'conflict');
      if (!overtaken || attempt === ATTEMPTS) throw error;
    }
  }
}

const refusal = (violations: readonly Violation[]): Failure =>
  new Failure(
    'invalid',
    `there ${violations.length === 1 ? 'is' : 'are'} ${violations.length} ${violations.length === 1 ? 'fault' : 'faults'}; nothing was imported`,
    violations,
  );

/** The content with every id as it is now, and what is stored of all that it holds or refers to. */
export async function groundsOf(
  store: Reading,
  written: BundleContent,
): Promise<{ content: BundleContent; stored: Stored }> {
  const given = idsIn(written);
  const redirects = {} as { [K in Kind]: Redirects[K] };
  for (const kind of KINDS) redirects[kind] = await store.redirects(kind, [...given[kind]]);
  const content = withCurrentIds(written, redirects);
  const ids = idsIn(content);
  const load = async <K extends Kind>(kind: K, wanted: Iterable<string>): Promise<Map<string, Entities[K]>> =>
    new Map((await store.getMany(kind, [...wanted])).map((record) => [record.id, record]));
  const question = await load('question', ids.question);
  const stored = {
    question,
    scale: await load('scale', new Set([...ids.scale, ...[...question.values()].map(({ scale }) => scale)])),
    expert: await load('expert', ids.expert),
    source: await load('source', ids.source),
    statement: await load('statement', ids.statement),
    position: await load('position', ids.position),
  };
  return { content, stored };
}
