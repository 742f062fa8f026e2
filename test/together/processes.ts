import { together } from '../helpers/together.ts';

await together('test/{process,webhooks}/*.test.ts');
