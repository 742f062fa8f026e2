/** The part of the work with articles that takes long: in a thread of its own, or where it is asked for. */
import type { Capture, CaptureContext } from '../../core/capture/candidate.ts';
import type { ArticleFormat, ReadArticle, ReadingOptions } from '../../intake/article/read-article.ts';
import { toError, toThrown } from './job.ts';

export type CaptureWork = {
  /** Reads a file. Fails as `readArticleFile` does, and with `overloaded` where too many wait. */
  readonly read: (
    name: string,
    bytes: Uint8Array,
    format: ArticleFormat,
    options?: ReadingOptions,
  ) => Promise<ReadArticle>;
  /** Finds statements. Fails with `overloaded` where too many wait. */
  readonly extract: (text: string, context: CaptureContext) => Promise<Capture>;
};

/** What came of it, as it can go from one thread to another. */
export type CaptureOutcome<T> = { readonly done: T } | { readonly thrown: ReturnType<typeof toThrown> };

/** Does it, and never fails: what it throws is its outcome. */
export async function settled<T>(work: () => Promise<T>): Promise<CaptureOutcome<T>> {
  try {
    return { done: await work() };
  } catch (error) {
    return { thrown: toThrown(error) };
  }
}

/** What came of it; fails as it failed. */
export function outcomeOf<T>(outcome: CaptureOutcome<T>): T {
  if ('thrown' in outcome) throw toError(outcome.thrown);
  return outcome.done;
}

/** What runs one of the functions of capture-worker.ts. */
export type RunCapture = (name: 'read' | 'extract', job: object) => Promise<CaptureOutcome<unknown>>;

export const captureWork = (run: RunCapture): CaptureWork => ({
  // The names of the functions tell what they answer, which does not go through threads as a type.
  read: async (name, bytes, format, options = {}) =>
    outcomeOf(await run('read', { name, bytes, format, ...options })) as ReadArticle,
  extract: async (text, context) => outcomeOf(await run('extract', { text, context })) as Capture,
});
