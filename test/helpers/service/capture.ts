/** The work with articles in the process of the test itself: what a thread of its own does in the service. */
import { extract, read } from '../../../src/capture-worker.ts';
import { type CaptureOutcome, captureWork } from '../../../src/http/workers/capture-work.ts';

type Work = (job: never) => Promise<CaptureOutcome<unknown>>;
const WORK: { readonly [name in 'read' | 'extract']: Work } = { read, extract };

export const CAPTURE = captureWork((name, job) => WORK[name](job as never));
