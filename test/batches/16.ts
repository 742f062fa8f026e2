import { runBatch } from '../helpers/batch.ts';

await runBatch(import.meta.url);
