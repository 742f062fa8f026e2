import { together } from '../helpers/together.ts';

await together('test/*.test.ts', 'test/!(browser|cli|db|docs|faults|http|process|webhooks)/**/*.test.ts');
