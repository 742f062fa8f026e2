/** The extractor port: what finds statements in the text of an article. */
import type { Capture, CaptureContext } from '../capture/candidate.ts';

/** Pure: the same text and context give the same candidates. Text in a form that it cannot read gives none. */
export type Extractor = (text: string, context: CaptureContext) => Capture | Promise<Capture>;
