/** What a thread of its own does with articles: reads files, and finds statements in texts. Knows no store. */

import { extract as find } from './capture/extract.ts';
import type { Candidate, Capture, CaptureContext } from './core/capture/candidate.ts';
import { type CaptureOutcome, settled } from './http/workers/capture-work.ts';
import {
  type ArticleFormat,
  type ReadArticle,
  type ReadingOptions,
  readArticleFile,
} from './intake/article/read-article.ts';

type File = { readonly name: string; readonly bytes: Uint8Array; readonly format: ArticleFormat } & ReadingOptions;
type Text = { readonly text: string; readonly context: CaptureContext };

/** The text of a file, as `readArticleFile` answers it. */
export const read = ({ name, bytes, format, ...options }: File): Promise<CaptureOutcome<ReadArticle>> =>
  settled(() => readArticleFile(name, bytes, format, options));

/** The statements in a text, as `extract` finds them. */
export const extract = ({
  text,
  context,
}: Text): Promise<CaptureOutcome<Capture & { candidates: readonly Candidate[] }>> =>
  settled(async () => find(text, context));
