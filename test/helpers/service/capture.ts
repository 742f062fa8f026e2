/**
 * The work with articles in the process of the test itself: what a thread of its own does in the service. It is loaded
 * when it is first asked for: reading the tagger's model takes a third of a second.
 */
import { type CaptureOutcome, captureWork } from '../../../src/http/workers/capture-work.ts';

type Work = (job: never) => Promise<CaptureOutcome<unknown>>;

async function workOf(name: 'read' | 'extract'): Promise<Work> {
  const { extract, read } = await import('../../../src/capture-worker.ts');
  return name === 'read' ? read : extract;
}

export const CAPTURE = captureWork(async (name, job) => (await workOf(name))(job as never));
